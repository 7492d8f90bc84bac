using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Streams;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Api;

/// <summary>What a follower asked for.</summary>
/// <param name="Holder">Who follows.</param>
/// <param name="Query">Of which articles.</param>
/// <param name="Articles">Texts of articles too.</param>
/// <param name="Statements">Statements too.</param>
/// <param name="After">The place that was read last; null begins with what comes now.</param>
internal sealed record StreamWish(TokenHolder Holder, ArticleQuery Query, bool Articles, bool Statements, long? After);

/// <summary>
/// What one follower reads: entries in the order of their places, each with its place as the event's id. Whoever comes back with the last id goes on
/// behind it, on any node, and misses nothing that is kept (<see cref="StreamLog"/>); they may get the last event twice.
/// </summary>
internal sealed class StreamReading(
    StreamLog stream, StreamBell bell, ArticleQueries articles, IDbContextFactory<NewsDbContext> archive, PersonalTokens tokens, TimeProvider clock)
{
    /// <summary>A quiet stream says so much that proxies keep it open; the token is looked up again as often, and before anything is told.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);
    private const int Batch = 100;

    public async IAsyncEnumerable<SseItem<StreamEventJson>> FollowAsync(StreamWish wish, IDisposable seat, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var _ = seat;
        var last = await stream.PlaceAsync(cancel);
        var place = wish.After ?? last;
        if (wish.After is { } after && !await stream.ReachesBackToAsync(after, last, cancel))
        {
            // What lies between is gone from the stream: said, not passed over in silence.
            place = after > last ? last : 0;
            yield return Item("gap", place, new() { Sentence = $"The stream does not go back to where you were; it keeps {StreamLog.Kept.Days} days. Read what you may have missed from /articles and /statements." });
        }
        yield return Item("hello", place, new());
        var beaten = clock.GetTimestamp();
        while (!cancel.IsCancellationRequested)
        {
            var ring = bell.Next;
            var entries = await stream.AfterAsync(place, Batch, cancel);
            var isBeat = clock.GetElapsedTime(beaten) >= Beat;
            // Asked before anything is told: a token that was revoked a moment ago, or whose holder's account was disabled, hears nothing more.
            if (isBeat || entries.Count > 0)
            {
                if (isBeat) beaten = clock.GetTimestamp();
                if (await tokens.HolderAsync(wish.Holder.TokenId, cancel) is not { } holder || !holder.Scopes.Contains(TokenScope.Read))
                {
                    yield return Item("end", place, new() { Sentence = "The token has ended, or may not read any longer." });
                    yield break;
                }
                if (isBeat && entries.Count == 0) yield return Item("beat", place, new());
            }
            foreach (var item in entries.Count == 0 ? [] : await ItemsAsync(wish, entries, cancel)) yield return item;
            if (entries.Count > 0) place = entries[^1].Place;
            if (entries.Count < Batch)
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                await Task.WhenAny(ring, Task.Delay(Beat - Min(clock.GetElapsedTime(beaten), Beat), clock, waiting.Token));
                await waiting.CancelAsync();
            }
        }
    }

    private async Task<IReadOnlyList<SseItem<StreamEventJson>>> ItemsAsync(StreamWish wish, IReadOnlyList<StreamEntry> entries, CancellationToken cancel)
    {
        var rows = await articles.AmongAsync(wish.Query, [.. entries.Select(e => e.ArticleId).Distinct()], wish.Holder.UserId, cancel);
        await using var db = await archive.CreateDbContextAsync(cancel);
        // An article that was taken back with its import can be asked nothing more: who followed its statements hears that they are gone.
        var others = entries.Where(e => e.CodeId is not null && !rows.ContainsKey(e.ArticleId)).Select(e => e.ArticleId).Distinct().ToArray();
        var gone = others.Length == 0 || !wish.Statements ? [] : others.Except(await db.Articles.Where(a => others.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel)).ToHashSet();
        var wanted = entries.Where(e => rows.ContainsKey(e.ArticleId) ? (e.CodeId is null ? wish.Articles : wish.Statements && e.IsStatement) : gone.Contains(e.ArticleId) && e.Stood).ToArray();
        var standing = wanted.Where(e => e.Stands).Select(e => e.CodeId!.Value).Distinct().ToArray();
        var records = standing.Length == 0 ? [] : (await StatementReader.ReadAsync(db, [.. await db.SeenAsync(standing, wish.Holder.UserId, cancel)], Languages.Current, cancel, live: true)).ToDictionary(r => r.Id);
        return
        [
            .. wanted.Select(e => e switch
            {
                { Version: { } version } => Item("article", e.Place, new() { At = e.At, Version = version, Article = ArticleJson.Of(rows[e.ArticleId]) }),
                { Stands: true } when records.TryGetValue(e.CodeId!.Value, out var record) => Item("statement", e.Place, new() { At = e.At, Statement = record }),
                { Stood: true, Stands: false } => Item("withdrawn", e.Place, new() { At = e.At, StatementId = e.CodeId, ArticleId = e.ArticleId }),
                _ => (SseItem<StreamEventJson>?)null,
            }).OfType<SseItem<StreamEventJson>>(),
        ];
    }

    private static SseItem<StreamEventJson> Item(string kind, long place, StreamEventJson data) =>
        new(data, kind) { EventId = place.ToString(CultureInfo.InvariantCulture), ReconnectionInterval = kind == "hello" ? TimeSpan.FromSeconds(3) : null };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
