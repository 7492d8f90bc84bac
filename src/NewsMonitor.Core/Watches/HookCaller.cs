using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Watches.Mail;

namespace NewsMonitor.Core.Watches;

/// <summary>
/// Calls web hooks, as "Standard Webhooks" lays down: a JSON body, the headers <c>webhook-id</c> (the same at every try), <c>webhook-timestamp</c> and
/// <c>webhook-signature</c> (<c>v1,</c> and the Base64 of HMAC-SHA256 over id, dot, timestamp, dot, body). Through the guarded way out: a hook cannot
/// be pointed at what is inside the house. Redirects are not followed.
/// </summary>
public sealed class HookCaller(
    IDbContextFactory<NewsDbContext> contexts, GuardedHttp http, DeliveryClaims claims, NewsroomTime newsroom, IOptions<MailOptions> mail, IOptions<IngestionOptions> ingestion,
    BulletinBoard board)
{
    /// <summary>For a whole call.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    /// <summary>A hook without one good answer for so long is disabled, with a sentence.</summary>
    public static readonly TimeSpan LongFailure = TimeSpan.FromDays(3);
    public const string SecretPrefix = "whsec_";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes one call and writes down what came of it.</summary>
    public async Task CallAsync(ClaimedDelivery delivery, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var hook = await db.WatchHooks.AsNoTracking().SingleOrDefaultAsync(h => h.Id == delivery.HookId, cancel);
        var alerts = hook is { DisabledAt: null } ? await TellableAlert.OfDeliveryAsync(db, delivery.Id, cancel) : [];
        if (hook is null || alerts.Count == 0)
        {
            await claims.EndAsync(delivery, DeliveryState.Dropped, null, null, cancel);
            return;
        }
        var body = Body(delivery, hook.WatchId, alerts);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
            request.Headers.TryAddWithoutValidation("User-Agent", ingestion.Value.UserAgent);
            foreach (var (name, value) in Signed(hook.Secret, delivery.Uid, DateTimeOffset.UtcNow, body)) request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await http.SendAsync(request, limit.Token);
            await TakeAsync(db, delivery, hook, answer, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or PrivateAddressException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            var why = e is OperationCanceledException ? $"It did not answer within {Patience.TotalSeconds:0} s." : e.InnerException is PrivateAddressException inner ? inner.Message : e.Message;
            await FailAsync(db, delivery, hook, null, why, null, cancel);
        }
        board.Post(new(BulletinSubject.Watches));
    }

    /// <summary>The headers of a signed call.</summary>
    /// <param name="secret">Base64, without the prefix.</param>
    /// <param name="id">Of the delivery.</param>
    /// <param name="at">Now: a receiver refuses what is older than some minutes.</param>
    /// <param name="body">What is sent.</param>
    internal static IEnumerable<(string Name, string Value)> Signed(string secret, Guid id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var (name, time) = ($"msg_{id:N}", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{name}.{time}."), .. body];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret), signed));
        return [("webhook-id", name), ("webhook-timestamp", time), ("webhook-signature", "v1," + signature)];
    }

    private byte[] Body(ClaimedDelivery delivery, long watchId, IReadOnlyList<TellableAlert> alerts)
    {
        var (english, german) = (new AlertWords("en", newsroom), new AlertWords("de", newsroom));
        string? Desk(string path) => mail.Value.DeskAddress is { Length: > 0 } ? mail.Value.Link(path) : null;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "watch.alert",
            timestamp = delivery.CreatedAt.ToUniversalTime(),
            data = new
            {
                watch = new { id = watchId, name = alerts[0].WatchName, address = Desk(FormattableString.Invariant($"/watches/{watchId}")) },
                alerts = alerts.Select(a => new
                {
                    id = a.Alert.Uid,
                    kind = a.Alert.Kind.ToString().ToLowerInvariant(),
                    at = a.Alert.At.ToUniversalTime(),
                    text = english.Sentence(a.Alert.Kind, a.Alert.Details, a.Alert.Articles),
                    text_de = german.Sentence(a.Alert.Kind, a.Alert.Details, a.Alert.Articles),
                    article_count = a.Alert.Kind == AlertKind.Articles ? a.Alert.Articles : (int?)null,
                    articles = a.Articles.Select(t => new { id = t.Id, outlet = t.Outlet, title = t.Title, language = t.Language, published = t.PublishedAt.ToUniversalTime(), address = t.Address }),
                    quotes = a.Alert.Details.Quotes.Select(q => new
                    {
                        statement = q.StatementId, article = q.ArticleId, outlet = q.Outlet, published = q.PublishedAt.ToUniversalTime(), quote = q.Quote,
                        stance = q.Stance?.ToString().ToLowerInvariant(), before = q.IsBefore,
                    }),
                }),
            },
        }, Json);
    }

    private async Task TakeAsync(NewsDbContext db, ClaimedDelivery delivery, WatchHook hook, HttpResponseMessage answer, CancellationToken cancel)
    {
        var status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode)
        {
            if (await claims.EndAsync(delivery, DeliveryState.Sent, status, null, cancel))
                await db.WatchHooks.Where(h => h.Id == hook.Id).ExecuteUpdateAsync(h => h.SetProperty(x => x.LastGoodAt, DateTimeOffset.UtcNow).SetProperty(x => x.FailingSince, (DateTimeOffset?)null), cancel);
        }
        else if (answer.StatusCode == HttpStatusCode.Gone)
        {
            await claims.EndAsync(delivery, DeliveryState.Failed, status, "It answered 410: it wants no more calls.", cancel);
            await DisableAsync(db, hook.Id, HookTrouble.Gone, cancel);
        }
        else
        {
            await FailAsync(db, delivery, hook, status, $"It answered {status}.", Wait(answer.Headers.RetryAfter, DateTimeOffset.UtcNow), cancel);
        }
    }

    /// <summary>How long a receiver asks to wait, in seconds or until a date (RFC 9110, 10.2.3): a day at most. Null where it does not say.</summary>
    internal static TimeSpan? Wait(RetryConditionHeaderValue? asked, DateTimeOffset now) =>
        (asked?.Delta ?? asked?.Date - now) is { } wait && wait > TimeSpan.Zero ? wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1) : null;

    private async Task FailAsync(NewsDbContext db, ClaimedDelivery delivery, WatchHook hook, int? status, string why, TimeSpan? wait, CancellationToken cancel)
    {
        var now = DateTimeOffset.UtcNow;
        if (!await claims.PutOffAsync(delivery, status, why, wait, cancel)) return;
        await db.WatchHooks.Where(h => h.Id == hook.Id && h.FailingSince == null).ExecuteUpdateAsync(h => h.SetProperty(x => x.FailingSince, now), cancel);
        if (hook.FailingSince is { } since && now - since > LongFailure) await DisableAsync(db, hook.Id, HookTrouble.LongFailure, cancel);
    }

    /// <summary>No more calls until its owner switches it on again; what waits for it is dropped.</summary>
    private static async Task DisableAsync(NewsDbContext db, long hookId, HookTrouble trouble, CancellationToken cancel)
    {
        await db.WatchHooks.Where(h => h.Id == hookId && h.DisabledAt == null)
            .ExecuteUpdateAsync(h => h.SetProperty(x => x.DisabledAt, DateTimeOffset.UtcNow).SetProperty(x => x.Trouble, trouble), cancel);
        await db.Deliveries.Where(d => d.HookId == hookId && d.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Dropped).SetProperty(x => x.EndedAt, DateTimeOffset.UtcNow), cancel);
    }
}
