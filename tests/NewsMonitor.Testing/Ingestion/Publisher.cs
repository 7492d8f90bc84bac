using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>What a publisher of many feeds is like.</summary>
/// <param name="Feeds">How many, at <c>/f/0</c>, <c>/f/1</c> …</param>
/// <param name="Entries">How many entries each shows, with their texts.</param>
/// <param name="BytesAFeed">About how long an answer is.</param>
/// <param name="LatencyMs">How long each answer takes to begin.</param>
/// <param name="HostilePercent">Of how many feeds a hundred the answer is a bomb, a drip, endless, garbage or silence.</param>
/// <param name="Grows">Whether a whole answer is followed, some seconds later, by one that has two more entries, or every answer is the same.</param>
public sealed record PublisherPlan(int Feeds, int Entries = 20, int BytesAFeed = 38_000, int LatencyMs = 0, int HostilePercent = 0, bool Grows = false)
{
    public bool IsHostile(int feed) => HostilePercent > 0 && feed % (100 / HostilePercent) == 0;
}

/// <summary>
/// A publisher of made-up news for benchmarks and trials, and the oracle's witness: it notes how many entries of each feed have gone out
/// whole. Entry <c>k</c> of feed <c>n</c> stands at <c>https://blatt.example/n/k</c> and never changes.
/// </summary>
public sealed class Publisher
{
    private const int Step = 2;
    private static readonly TimeSpan Growth = TimeSpan.FromSeconds(5);
    private readonly PublisherPlan _plan;
    private readonly int[] _written, _served;
    private readonly long[] _grown;
    private readonly ConcurrentDictionary<int, byte[]> _bodies = [];
    private readonly string[] _words = Vocabulary();
    private readonly DateTimeOffset _opened = DateTimeOffset.UtcNow;
    private volatile bool _frozen, _withoutTags;

    private Publisher(PublisherPlan plan)
    {
        _plan = plan;
        _written = [.. Enumerable.Repeat(plan.Entries, plan.Feeds)];
        _served = new int[plan.Feeds];
        _grown = new long[plan.Feeds];
    }

    /// <summary>Puts a publisher on a server. Its switches are paths too, for whoever runs it in another process.</summary>
    public static Publisher Open(FeedServer server, PublisherPlan plan)
    {
        var publisher = new Publisher(plan);
        for (var n = 0; n < plan.Feeds; n++)
        {
            var feed = n;
            if (plan.IsHostile(n)) server.MapHostile($"/f/{n}", n * plan.HostilePercent / 100);
            else server.Map($"/f/{n}", context => publisher.AnswerAsync(feed, context));
            if (!plan.Grows && !plan.IsHostile(n)) publisher._bodies[n] = publisher.Write(n, 0, plan.Entries);
        }
        server.Map("/served", context => context.Response.WriteAsync(JsonSerializer.Serialize(publisher.Served)));
        server.Map("/freeze", _ => Do(publisher.Freeze));
        server.Map("/without-tags", _ => Do(() => publisher._withoutTags = true));
        return publisher;

        static Task Do(Action act)
        {
            act();
            return Task.CompletedTask;
        }
    }

    /// <summary>How many entries of each feed have gone out whole, the oldest ones first.</summary>
    public IReadOnlyList<int> Served => [.. _served];

    /// <summary>Writes nothing new from now on.</summary>
    public void Freeze() => _frozen = true;

    private async Task AnswerAsync(int feed, HttpContext context)
    {
        if (_plan.LatencyMs > 0) await Task.Delay(_plan.LatencyMs, context.RequestAborted);
        Grow(feed);
        var entries = Volatile.Read(ref _written[feed]);
        if (!_withoutTags)
        {
            var tag = $"\"{entries}\"";
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        // An entry is shown for a hundred seconds at least, longer than any disturbance of a trial: what goes out whole must come in.
        var body = _plan.Grows ? Write(feed, Math.Max(0, entries - 20 * Step), entries) : _bodies[feed];
        context.Response.ContentType = Serving.Rss;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        await context.Response.CompleteAsync();
        if (context.RequestAborted.IsCancellationRequested) return;
        Raise(ref _served[feed], entries);
    }

    /// <summary>Writes more once what there is has gone out whole and some seconds have passed, also where the reader has it all and is told so.</summary>
    private void Grow(int feed)
    {
        var entries = Volatile.Read(ref _written[feed]);
        if (!_plan.Grows || _frozen || Volatile.Read(ref _served[feed]) < entries || Stopwatch.GetElapsedTime(_grown[feed]) <= Growth) return;
        _grown[feed] = Stopwatch.GetTimestamp();
        Raise(ref _written[feed], entries + Step);
    }

    private static void Raise(ref int value, int to)
    {
        for (var seen = Volatile.Read(ref value); seen < to; seen = Volatile.Read(ref value)) Interlocked.CompareExchange(ref value, to, seen);
    }

    private byte[] Write(int feed, int from, int to)
    {
        var rss = new StringBuilder(_plan.BytesAFeed + 2000);
        rss.Append(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Blatt {feed}</title><link>https://blatt.example/{feed}</link>
            """);
        for (var entry = to - 1; entry >= from; entry--) Write(rss, feed, entry);
        return Encoding.UTF8.GetBytes(rss.Append("</channel></rss>").ToString());
    }

    private void Write(StringBuilder rss, int feed, int entry)
    {
        var random = new Random(feed * 100_003 + entry);
        var at = _opened.AddMinutes(-10 * (_plan.Entries - entry)).AddSeconds(-feed);
        var address = $"https://blatt.example/{feed}/{entry}";
        rss.Append("<item><title>").Append(Sentence(random, 7)).Append("</title><link>").Append(address).Append("</link><guid>").Append(address)
            .Append("</guid><pubDate>").Append(at < DateTimeOffset.UtcNow ? at.ToString("r", CultureInfo.InvariantCulture) : _opened.ToString("r", CultureInfo.InvariantCulture))
            .Append("</pubDate><content:encoded><![CDATA[");
        for (var end = rss.Length + _plan.BytesAFeed / _plan.Entries - 330; rss.Length < end;)
            rss.Append("<p>").Append(Sentence(random, 14)).Append(" <a href=\"/thema/").Append(random.Next(1000)).Append("\">").Append(Sentence(random, 3)).Append("</a> ").Append(Sentence(random, 12)).Append("</p>\n");
        rss.Append("]]></content:encoded></item>\n");
    }

    private string Sentence(Random random, int words)
    {
        var sentence = new StringBuilder();
        // Few words are frequent and many are rare, as in any language: that is what an index of words costs by.
        for (var i = 0; i < words; i++) sentence.Append(i == 0 ? "" : " ").Append(_words[(int)(_words.Length * Math.Pow(random.NextDouble(), 3))]);
        sentence[0] = char.ToUpperInvariant(sentence[0]);
        return sentence.Append('.').ToString();
    }

    private static string[] Vocabulary()
    {
        string[] syllables =
        [
            "ber", "lin", "ge", "setz", "re", "gie", "rung", "kri", "se", "ver", "hand", "lung", "mi", "nis", "ter", "prä", "si", "dent", "wah", "len", "süd",
            "ost", "grö", "ße", "strom", "preis", "euro", "pa", "bünd", "ab", "stim", "mung", "zoll", "han", "del", "frie", "den", "spräch",
        ];
        var random = new Random(7);
        string[] small = ["der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich", "des", "auf", "für", "ist", "im", "dem", "nicht", "ein", "als", "auch"];
        return [.. small, .. Enumerable.Range(0, 12_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => syllables[random.Next(syllables.Length)])))];
    }
}
