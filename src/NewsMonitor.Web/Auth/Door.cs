using Microsoft.AspNetCore.Identity;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Web.Auth;

/// <summary>
/// Lets people in. Says no in one way only: whether the name is unknown, the password wrong, the account pausing or disabled is
/// nobody's business who cannot sign in, and takes the same time.
/// </summary>
internal sealed class Door(
    SignInManager<NewsUser> signIn, UserManager<NewsUser> users, IPasswordHasher<NewsUser> hasher, TimeProvider clock, ILogger<Door> log)
{
    private static readonly NewsUser Nobody = new() { DisplayName = "" };
    private static string? s_nobodysHash;

    /// <returns>Whether the person is signed in now.</returns>
    public async Task<bool> OpenAsync(string name, string password, bool stay)
    {
        var user = name.Length is 0 or > 256 || password.Length is 0 or > 256 ? null : await users.FindByNameAsync(name.Trim());
        if (user is null or { DisabledAt: not null })
        {
            // A hash takes some 50 ms: an unknown name must not answer sooner than a known one.
            hasher.VerifyHashedPassword(Nobody, s_nobodysHash ??= hasher.HashPassword(Nobody, "nobody"), password);
            log.LogInformation("Sign-in refused: no such account, or disabled.");
            return false;
        }

        var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            log.LogInformation("Sign-in refused for user {UserId}: {Reason}.", user.Id, result);
            return false;
        }
        user.LastSignInAt = clock.GetUtcNow();
        await users.UpdateAsync(user);
        await signIn.SignInAsync(user, stay);
        return true;
    }
}
