using System.Globalization;
using System.Xml;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Exchange.Articles;

/// <summary>
/// RSS 2.0 (rssboard.org) of what a search finds, the newest first, with the beginning of each text. A file, for readers and other programs
/// to take in once; its links lead to the publishers.
/// </summary>
public sealed class SearchRss : ExportFormat
{
    /// <summary>More than readers of feeds take in at once.</summary>
    private const int Most = 1_000;
    private const int Beginning = 400;

    public override string Name => "rss";
    public override ExportSubject Subject => ExportSubject.Articles;
    public override string Extension => "rss";
    public override string MediaType => "application/rss+xml";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        Item[] items = [.. (await source.NewestAsync(Most, cancel)).Select(a => Item.Of(a.Article, a.Version))];
        var left = items.Length < Most ? 0 : (await source.CountAsync(cancel)).Articles - items.Length;
        var query = source.Request.Query;
        await using var xml = XmlWriter.Create(to, XmlText.Settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "rss", null);
        await xml.WriteAttributeStringAsync(null, "version", null, "2.0");
        await xml.WriteStartElementAsync(null, "channel", null);
        await TextAsync(xml, "title", query.Length == 0 ? "NewsMonitor" : $"NewsMonitor: {query}");
        await TextAsync(xml, "link", "urn:newsmonitor:search:" + Uri.EscapeDataString(query));
        await TextAsync(xml, "description", query.Length == 0 ? "All articles" : $"Articles that match: {query}");
        await TextAsync(xml, "lastBuildDate", Rfc822(source.At));
        await TextAsync(xml, "generator", "NewsMonitor");
        foreach (var item in items)
        {
            await xml.WriteStartElementAsync(null, "item", null);
            await TextAsync(xml, "title", item.Title);
            if (item.Link is { } link) await TextAsync(xml, "link", link);
            await TextAsync(xml, "description", item.Text);
            await TextAsync(xml, "category", item.Outlet);
            await xml.WriteStartElementAsync(null, "guid", null);
            await xml.WriteAttributeStringAsync(null, "isPermaLink", null, "false");
            await xml.WriteStringAsync(XmlText.Clean(item.Guid));
            await xml.WriteEndElementAsync();
            await TextAsync(xml, "pubDate", Rfc822(item.Published));
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        return new(items.Length, LeftOutPart.Of(new LeftOutPart(LeftOutKind.OlderArticles, left, Most)));
    }

    private static Task TextAsync(XmlWriter xml, string name, string text) => xml.WriteElementStringAsync(null, name, null, XmlText.Clean(text));

    private static string Rfc822(DateTimeOffset at) => at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);

    private sealed record Item(string Title, string? Link, string Text, string Outlet, string Guid, DateTimeOffset Published)
    {
        public static Item Of(Article article, ArticleVersion version) => new(
            article.Kicker is null ? article.Title : $"{article.Kicker}: {article.Title}", WebLink.Of(article.Address), TextBeginning.Of(version.Text, Beginning), article.Outlet!.Name,
            article.CanonicalAddress, article.PublishedAt);
    }
}
