# shellcheck shell=bash
# What ./run and ./test need of a machine, sourced by both. Debian or Ubuntu; says what it does.

say() { printf '\n== %s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# The console stays readable, and nothing keeps running after us.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

need_dotnet() {
  command -v dotnet >/dev/null ||
    fail "The .NET 10 SDK is missing. Install it (Ubuntu: sudo apt-get install dotnet-sdk-10.0; Debian: https://learn.microsoft.com/dotnet/core/install/linux-debian) and start again."
  [[ $(dotnet --list-sdks) =~ (^|$'\n')1[0-9]\. ]] ||
    fail "The .NET 10 SDK is missing; dotnet knows only: $(dotnet --list-sdks | tr '\n' ';')"
}

# apt_install PACKAGE...: as root, or through sudo where that is there; false (and a word) otherwise.
apt_install() {
  command -v apt-get >/dev/null || { echo "No apt-get here to install $* with."; return 1; }
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Not root and no sudo: cannot install $*."; return 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Publication times are read in the time of their place: Berlin's must be known.
need_time_zones() {
  [ -e /usr/share/zoneinfo/Europe/Berlin ] && return
  say "Installing the time zones (tzdata)"
  apt_install tzdata || fail "Time zone data is missing. Install it: sudo apt-get install tzdata"
}
