using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Watches.Mail;

/// <summary>What came of a letter that was to try an address.</summary>
public abstract record MailTrial
{
    private MailTrial() { }

    /// <summary>The server took it. Confirming is asked for in it unless the address is confirmed.</summary>
    public sealed record Sent(string Address) : MailTrial;
    /// <summary>No mail server is configured.</summary>
    public sealed record Off : MailTrial;
    public sealed record NoAddress : MailTrial;
    /// <summary>A letter went to the person a moment ago.</summary>
    public sealed record TooSoon : MailTrial;
    /// <summary>The server's words.</summary>
    public sealed record Refused(string Why) : MailTrial;
}

/// <summary>
/// Sends letters by SMTP, one connection a letter. At least once: where a server took a letter and the worker died before it could write that
/// down, the letter goes out again with the same Message-ID, by which mail programs and servers know it for the same.
/// </summary>
public sealed class Mailer(
    IDbContextFactory<NewsDbContext> contexts, DeliveryClaims claims, SignedLinks links, NewsroomTime newsroom, IOptions<MailOptions> options, TimeProvider clock)
{
    /// <summary>Between two letters that try an address.</summary>
    private static readonly TimeSpan BetweenTrials = TimeSpan.FromSeconds(20);

    private readonly Dictionary<long, DateTimeOffset> _tried = [];

    public bool IsOn => options.Value.IsOn;

    /// <summary>Sends one claimed letter and writes down what came of it.</summary>
    public async Task SendAsync(ClaimedDelivery delivery, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var reader = await ReaderAsync(db, delivery.UserId ?? 0, confirmed: true, cancel);
        var alerts = reader is null ? [] : await TellableAlert.OfDeliveryAsync(db, delivery.Id, cancel);
        if (reader is null || alerts.Count == 0)
        {
            await claims.EndAsync(delivery, DeliveryState.Dropped, null, null, cancel);
            return;
        }
        var stop = await links.MakeAsync(LinkPurpose.Stop, reader.UserId, "", cancel);
        try
        {
            await SendAsync(Letter.Write(reader, alerts, options.Value, stop, delivery.Uid), cancel);
            await claims.EndAsync(delivery, DeliveryState.Sent, null, null, cancel);
        }
        catch (SmtpCommandException e) when (IsForGood(e))
        {
            await claims.EndAsync(delivery, DeliveryState.Failed, (int)e.StatusCode, e.Message, cancel);
        }
        catch (Exception e) when (IsOfTheServer(e, cancel))
        {
            await claims.PutOffAsync(delivery, (e as SmtpCommandException) is { } said ? (int)said.StatusCode : null, e.Message, null, cancel);
        }
    }

    /// <summary>Sends a letter to the person's own address, now; it asks to confirm the address where that has not been done.</summary>
    public async Task<MailTrial> TryAsync(long userId, CancellationToken cancel)
    {
        if (!IsOn) return new MailTrial.Off();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await ReaderAsync(db, userId, confirmed: false, cancel) is not { } reader) return new MailTrial.NoAddress();
        lock (_tried)
        {
            if (_tried.TryGetValue(userId, out var last) && clock.GetUtcNow() - last < BetweenTrials) return new MailTrial.TooSoon();
            _tried[userId] = clock.GetUtcNow();
        }
        var known = await db.AlertSettings.AnyAsync(s => s.UserId == userId && s.ConfirmedAt != null, cancel);
        var confirm = known ? null : await links.MakeAsync(LinkPurpose.Confirm, userId, reader.Address, cancel);
        try
        {
            await SendAsync(Letter.Try(reader, options.Value, confirm), cancel);
            return new MailTrial.Sent(reader.Address);
        }
        catch (Exception e) when (IsOfTheServer(e, cancel)) { return new MailTrial.Refused(e.Message); }
    }

    /// <summary>Somebody opened the link in the letter: the address is theirs.</summary>
    public async Task<bool> ConfirmAsync(string token, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var user = await links.ReadAsync(
            LinkPurpose.Confirm, token, id => db.AlertSettings.Where(s => s.UserId == id).Select(s => s.Address).SingleOrDefaultAsync(cancel), cancel);
        if (user is not { } userId) return false;
        await db.AlertSettings.Where(s => s.UserId == userId && s.ConfirmedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmedAt, clock.GetUtcNow()), cancel);
        return true;
    }

    /// <summary>Whether the link that stops mail is ours.</summary>
    public async Task<bool> MayStopAsync(string token, CancellationToken cancel) =>
        await links.ReadAsync(LinkPurpose.Stop, token, _ => Task.FromResult<string?>(""), cancel) is not null;

    /// <summary>Stops all mail to whoever the link belongs to; what waits is dropped.</summary>
    public async Task<bool> StopAsync(string token, CancellationToken cancel)
    {
        if (await links.ReadAsync(LinkPurpose.Stop, token, _ => Task.FromResult<string?>(""), cancel) is not { } userId) return false;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.WatchMembers.Where(m => m.UserId == userId).ExecuteUpdateAsync(m => m.SetProperty(x => x.Mail, MailRhythm.None), cancel);
        await db.Deliveries.Where(d => d.UserId == userId && d.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Dropped).SetProperty(x => x.Open, false).SetProperty(x => x.EndedAt, clock.GetUtcNow()), cancel);
        return true;
    }

    private async Task SendAsync(MimeMessage letter, CancellationToken cancel)
    {
        var settings = options.Value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Timeout);
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync(settings.Host!, settings.Port, settings.SocketSecurity, limit.Token);
        if (settings.UserName is { Length: > 0 }) await smtp.AuthenticateAsync(settings.UserName, settings.Password!, limit.Token);
        await smtp.SendAsync(letter, limit.Token);
        // Taken is taken: what the server says to a good-bye changes nothing.
        try { await smtp.DisconnectAsync(true, limit.Token); }
        catch (Exception e) when (IsOfTheServer(e, cancel)) { /* see above */ }
    }

    private async Task<LetterReader?> ReaderAsync(NewsDbContext db, long userId, bool confirmed, CancellationToken cancel)
    {
        var found = await db.AlertSettings.AsNoTracking().Where(s => s.UserId == userId && s.Address != null && (s.ConfirmedAt != null || !confirmed))
            .Join(db.Users.Where(u => u.DisabledAt == null), s => s.UserId, u => u.Id, (s, u) => new { s.Address, s.Zone, u.DisplayName, u.Language }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new(userId, found.DisplayName, found.Address!, new AlertWords(found.Language ?? "en", newsroom));
    }

    /// <summary>The receiver is refused for good (5xx to the address): trying again would only annoy.</summary>
    private static bool IsForGood(SmtpCommandException e) => e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)e.StatusCode >= 500;

    private static bool IsOfTheServer(Exception e, CancellationToken cancel) =>
        e is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or IOException or System.Net.Sockets.SocketException or ServiceNotConnectedException
        || (e is OperationCanceledException && !cancel.IsCancellationRequested);
}
