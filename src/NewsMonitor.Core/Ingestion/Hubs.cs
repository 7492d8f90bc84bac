using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using NewsMonitor.Reading.Feeds;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// WebSub (W3C Recommendation, 23 January 2018), the subscriber's part: notes the hubs that feeds name, subscribes there and renews in time.
/// Only where the operator has said how hubs reach us (<see cref="IngestionOptions.PublicAddress"/>); otherwise, and wherever it fails, we poll.
/// </summary>
public sealed partial class Hubs(NpgsqlDataSource archive, GuardedHttp http, HostGate hosts, IOptions<IngestionOptions> options)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    /// <summary>How often a feed is polled all the same while its hub pushes.</summary>
    public static readonly TimeSpan PollWhilePushed = TimeSpan.FromHours(1);
    /// <summary>Where hubs call: this path and a subscription's token.</summary>
    public const string CallbackPath = "/hooks/websub/";

    private static readonly TimeSpan Lease = TimeSpan.FromDays(10);
    private const int Batch = 20;

    // Known as it is: nothing is written, so that a feed that names its hub with each check costs no row version.
    private const string NoteSql = """
        INSERT INTO hub_subscriptions (feed_id, hub, topic, token, secret, state, ask_at)
        SELECT id, $2, $3, $4, $5, 'Offered', now() FROM feeds WHERE id = $1
        ON CONFLICT (feed_id) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, state = 'Offered', ask_at = now(), lease_until = NULL
        WHERE (hub_subscriptions.hub, hub_subscriptions.topic) IS DISTINCT FROM (excluded.hub, excluded.topic)
        """;

    // Asked again in an hour unless an answer moves that: a hub that accepts and never calls back is asked up to once a day.
    private const string DueSql = """
        UPDATE hub_subscriptions s SET ask_at = now() + CASE WHEN s.state = 'Asked' THEN interval '1 day' ELSE interval '1 hour' END
        FROM (SELECT h.feed_id FROM hub_subscriptions h JOIN feeds f ON f.id = h.feed_id
              WHERE h.ask_at <= now() AND f.state = 'Active' ORDER BY h.ask_at LIMIT $1 FOR UPDATE OF h SKIP LOCKED) AS due
        WHERE s.feed_id = due.feed_id
        RETURNING s.feed_id, s.hub, s.topic, s.token, s.secret
        """;

    private const string AnsweredSql = """
        UPDATE hub_subscriptions SET last_detail = $3,
            state = CASE WHEN NOT $2 THEN 'Refused' WHEN state = 'Active' AND lease_until > now() THEN state ELSE 'Asked' END,
            ask_at = CASE WHEN $2 THEN ask_at ELSE now() + interval '1 day' END
        WHERE feed_id = $1
        """;

    /// <summary>Notes the hub that a feed names, if pushes can reach us.</summary>
    /// <param name="feedId">The feed.</param>
    /// <param name="feed">As read.</param>
    /// <param name="linkHeader">The answer's Link headers: a hub named there counts before one in the feed (section 4).</param>
    /// <param name="cancel">Stops it.</param>
    public async Task NoteAsync(long feedId, ReadFeed feed, string? linkHeader, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(options.Value.PublicAddress)) return;
        var hub = Named(linkHeader, "hub") ?? feed.Links.FirstOrDefault(l => l.Rel == "hub")?.Href;
        var topic = Named(linkHeader, "self") ?? feed.Links.FirstOrDefault(l => l.Rel == "self")?.Href;
        if (!IsWeb(hub) || !IsWeb(topic)) return;
        await using var command = archive.CreateCommand(NoteSql);
        foreach (var value in (object[])[feedId, hub!, topic!, Secret(24), Secret(32)]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Subscribes, or renews, whatever is due.</summary>
    public async Task AskDueAsync(CancellationToken cancel)
    {
        if (options.Value.PublicAddress is not { Length: > 0 } address) return;
        var due = new List<(long FeedId, string Hub, string Topic, string Token, string Secret)>();
        await using (var command = archive.CreateCommand(DueSql))
        {
            command.Parameters.Add(new() { Value = Batch });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) due.Add((rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4)));
        }
        foreach (var (feedId, hub, topic, token, secret) in due)
        {
            var refusal = await AskAsync(new(hub), topic, address.TrimEnd('/') + CallbackPath + token, secret, cancel);
            await using var command = archive.CreateCommand(AnsweredSql);
            command.Parameters.Add(new() { Value = feedId });
            command.Parameters.Add(new() { Value = refusal is null });
            command.Parameters.Add(new() { Value = (object?)refusal ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <returns>Null where the hub took the request (it calls back to make sure); else why not.</returns>
    private async Task<string?> AskAsync(Uri hub, string topic, string callback, string secret, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Value.HeadersTimeout);
        using var message = new HttpRequestMessage(HttpMethod.Post, hub)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["hub.mode"] = "subscribe",
                ["hub.topic"] = topic,
                ["hub.callback"] = callback,
                ["hub.secret"] = secret,
                ["hub.lease_seconds"] = ((int)Lease.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
            }),
        };
        message.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        try
        {
            using var turn = await hosts.EnterAsync(hub.Authority, null, limit.Token);
            using var response = await http.SendAsync(message, limit.Token);
            return response.IsSuccessStatusCode ? null : $"The hub answered {(int)response.StatusCode}.";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return "The hub did not answer in time.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or PrivateAddressException)
        {
            return ArticleText.Line(e.InnerException?.Message ?? e.Message, 1000);
        }
    }

    /// <summary>The address of a relation in Link headers (RFC 8288); null where none has it.</summary>
    internal static string? Named(string? header, string relation)
    {
        if (header is null) return null;
        foreach (Match link in LinkPattern().Matches(header.Length > 8_000 ? header[..8_000] : header))
        {
            if (link.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(relation, StringComparer.OrdinalIgnoreCase)) return link.Groups[1].Value;
        }
        return null;
    }

    private static bool IsWeb(string? address) =>
        address is { Length: <= Limits.Address } && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static string Secret(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    [GeneratedRegex("""<([^<>\s]{1,2048})>[^<,]{0,500}?;\s*rel\s*=\s*"?([^",;<>]{1,200})"?""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LinkPattern();
}
