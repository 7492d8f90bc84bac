using System.Net;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace NewsMonitor.Core.Watches.Mail;

/// <summary>How the connection to the mail server is kept from others.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the start on port 465, STARTTLS elsewhere.</summary>
    Auto,
    StartTls,
    Tls,
    /// <summary>In the clear: for a server on this machine only.</summary>
    None,
}

/// <summary>The operator's settings for mail, section <c>Mail</c>. Checked at start. Without a host no mail is sent and none is offered.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public string? Host { get; set; }
    public int Port { get; set; } = 587;
    public MailSecurity Security { get; set; }
    public string? UserName { get; set; }
    public string? Password { get; set; }
    /// <summary>Who the letters are from: <c>news@example.org</c>, or <c>Newsroom &lt;news@example.org&gt;</c>.</summary>
    public string? From { get; set; }
    /// <summary>Where people open the desk, for the links in letters: <c>https://news.example.org</c>.</summary>
    public string? DeskAddress { get; set; }
    /// <summary>For a whole letter: connecting, signing in, sending.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    public bool IsOn => !string.IsNullOrWhiteSpace(Host);

    internal SecureSocketOptions SocketSecurity => Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => Port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls,
    };

    /// <summary>The address of a page of the desk.</summary>
    internal string Link(string path) => DeskAddress!.TrimEnd('/') + path;
}

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (!options.IsOn) return ValidateOptionsResult.Success;
        var faults = new List<string>();
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown) faults.Add($"Mail:Host is \"{options.Host}\"; it must be a host's name or address, without a port.");
        if (options.Port is < 1 or > 65535) faults.Add($"Mail:Port is {options.Port}; it must be from 1 to 65535.");
        if (!MailboxAddress.TryParse(options.From ?? "", out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
            faults.Add($"Mail:From is \"{options.From}\"; it must be an address such as news@example.org.");
        if (!(Uri.TryCreate(options.DeskAddress, UriKind.Absolute, out var desk) && desk.Scheme is "http" or "https" && desk.Query.Length == 0))
            faults.Add($"Mail:DeskAddress is \"{options.DeskAddress}\"; it must look like https://news.example.org: links in letters begin with it.");
        if (options.UserName is { Length: > 0 } && options.Password is not { Length: > 0 }) faults.Add("Mail:UserName is set, so Mail:Password must be too.");
        var here = options.Host is "localhost" || (IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address));
        if (options.Security == MailSecurity.None && options.UserName is { Length: > 0 } && !here)
            faults.Add("Mail:Security is None: the password would cross the network in the clear. Take StartTls or Tls.");
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromSeconds(90))
            faults.Add($"Mail:Timeout is {options.Timeout}; it must be from 00:00:01 to 00:01:30, or two workers send the same letter.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
