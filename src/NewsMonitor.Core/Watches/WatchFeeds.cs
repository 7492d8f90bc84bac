using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Watches.Mail;

namespace NewsMonitor.Core.Watches;

public enum FeedFormat { Rss, Json }

/// <summary>A feed as it is sent.</summary>
/// <param name="Body">The document, UTF-8.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Tag">The ETag: the hash of the body.</param>
/// <param name="Modified">When its newest entry is from.</param>
public sealed record WrittenFeed(byte[] Body, string MediaType, string Tag, DateTimeOffset Modified);

/// <summary>
/// A watch as RSS 2.0 and JSON Feed 1.1, at an address that nobody can guess: what its articles are called and where they stand, and the shifts
/// with their quotes. It sees with the eyes of whoever made it, and nothing where that person could see nothing.
/// </summary>
public sealed class WatchFeeds(IDbContextFactory<NewsDbContext> contexts, NewsroomTime newsroom, IOptions<MailOptions> options, TimeProvider clock)
{
    private const int Entries = 50;
    private static readonly JsonSerializerOptions JsonFormat = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private sealed record Entry(string Id, string Title, string? Address, string Text, string? Outlet, string? Language, DateTimeOffset At);

    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    /// <summary>Null where there is no such feed, any more or at all.</summary>
    public async Task<WrittenFeed?> ReadAsync(string token, FeedFormat format, CancellationToken cancel)
    {
        var hash = Hash(token);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await db.WatchFeeds.AsNoTracking().Where(f => f.TokenHash == hash)
            .Join(db.Watches, f => f.WatchId, w => w.Id, (f, w) => new { Feed = f, Watch = w })
            .Join(db.Users.Where(u => u.DisabledAt == null), f => f.Feed.UserId, u => u.Id, (f, u) => new { f.Feed, f.Watch, u.Language })
            .SingleOrDefaultAsync(f => f.Watch.Shared || f.Watch.OwnerId == f.Feed.UserId, cancel);
        if (found is null) return null;
        var now = clock.GetUtcNow();
        await db.WatchFeeds.Where(f => f.Id == found.Feed.Id && (f.LastReadAt == null || f.LastReadAt < now.AddMinutes(-5))).ExecuteUpdateAsync(f => f.SetProperty(x => x.LastReadAt, now), cancel);
        var words = new AlertWords(found.Language, newsroom);
        var entries = await EntriesAsync(db, found.Watch.Id, words, cancel);
        var body = format == FeedFormat.Rss ? Rss(found.Watch, entries, words) : Json(found.Watch, entries, words);
        return new(
            body, format == FeedFormat.Rss ? "application/rss+xml; charset=utf-8" : "application/feed+json; charset=utf-8", $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..24]}\"",
            entries.Count > 0 ? entries[0].At : found.Watch.CreatedAt);
    }

    private async Task<IReadOnlyList<Entry>> EntriesAsync(NewsDbContext db, long watchId, AlertWords words, CancellationToken cancel)
    {
        var articles = await db.WatchMatches.AsNoTracking().Where(m => m.WatchId == watchId && !m.Known && m.GoneAt == null).OrderByDescending(m => m.MatchedAt).Take(Entries)
            .Join(db.Articles, m => m.ArticleId, a => a.Id, (m, a) => new { m.MatchedAt, a.Id, a.Title, a.Address, a.Language, Outlet = a.Outlet!.Name }).ToListAsync(cancel);
        var shifts = await db.Alerts.AsNoTracking().Where(a => a.WatchId == watchId && a.Kind != AlertKind.Articles).OrderByDescending(a => a.Id).Take(Entries).ToListAsync(cancel);
        return
        [
            .. articles.Select(a => new Entry(FormattableString.Invariant($"urn:newsmonitor:watch:{watchId}:article:{a.Id}"), a.Title, a.Address, a.Outlet, a.Outlet, a.Language, a.MatchedAt))
                .Concat(shifts.Select(s => new Entry($"urn:uuid:{s.Uid}", words.Kind(s.Kind), Desk(watchId), ShiftText(s, words), null, words.Language, s.At)))
                .OrderByDescending(e => e.At).Take(Entries),
        ];
    }

    private static string ShiftText(Alert shift, AlertWords words) => string.Join('\n',
        new[] { words.Withdrawn(shift.Withdrawal), words.Sentence(shift.Kind, shift.Details, shift.Articles) }.OfType<string>()
            .Concat(shift.Details.Quotes.Select(q => $"“{q.Quote}” ({q.Outlet}, {words.Day(q.PublishedAt)})")));

    private string? Desk(long watchId) => options.Value.DeskAddress is { Length: > 0 } ? options.Value.Link(FormattableString.Invariant($"/watches/{watchId}")) : null;

    private byte[] Rss(Watch watch, IReadOnlyList<Entry> entries, AlertWords words)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("channel");
            Element("title", watch.Name);
            Element("link", Desk(watch.Id) ?? "https://localhost/");
            Element("description", watch.Line.Length > 0 ? watch.Line : watch.Name);
            Element("language", words.Language);
            Element("generator", "NewsMonitor");
            foreach (var entry in entries)
            {
                xml.WriteStartElement("item");
                Element("title", entry.Title);
                if (entry.Address is not null) Element("link", entry.Address);
                xml.WriteStartElement("guid");
                xml.WriteAttributeString("isPermaLink", "false");
                xml.WriteString(entry.Id);
                xml.WriteEndElement();
                Element("pubDate", entry.At.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture));
                Element("description", entry.Text);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
            xml.WriteEndElement();

            // Foreign texts may hold what XML cannot.
            void Element(string name, string text) => xml.WriteElementString(name, string.Concat(text.Where(XmlConvert.IsXmlChar)));
        }
        return stream.ToArray();
    }

    private byte[] Json(Watch watch, IReadOnlyList<Entry> entries, AlertWords words) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        version = "https://jsonfeed.org/version/1.1",
        title = watch.Name,
        home_page_url = Desk(watch.Id),
        description = watch.Line,
        language = words.Language,
        items = entries.Select(e => new
        {
            id = e.Id, url = e.Address, title = e.Title, content_text = e.Text, date_published = e.At.ToUniversalTime(), language = e.Language,
            authors = e.Outlet is null ? null : new[] { new { name = e.Outlet } },
        }),
    }, JsonFormat);
}
