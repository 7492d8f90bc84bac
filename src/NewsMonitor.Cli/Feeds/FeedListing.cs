using NewsMonitor.Reading.Feeds;
using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Cli.Feeds;

/// <summary>A feed in readable lines.</summary>
internal static class FeedListing
{
    public static async Task WriteAsync(TextWriter to, string input, ReadFeed feed)
    {
        await to.WriteLineAsync($"{Clean(feed.Title) ?? "(no title)"}  [{feed.Format}, {feed.Encoding}, {feed.Entries.Count} entries]");
        await FieldAsync(to, "from", input);
        await FieldAsync(to, "page", feed.Link);
        await FieldAsync(to, "language", feed.Language);
        await FieldAsync(to, "updated", Date(feed.Updated ?? feed.Published));
        await FieldAsync(to, "about", feed.Subtitle == null ? null : HtmlText.Of(feed.Subtitle));
        await FieldAsync(to, "asks to wait", feed.TimeToLive?.ToString());
        foreach (var warning in feed.Warnings)
            await FieldAsync(to, "warning", warning);
        foreach (var entry in feed.Entries)
        {
            await to.WriteLineAsync();
            await to.WriteLineAsync($"  {Date(entry.Published ?? entry.Updated) ?? "(no date)",-26}{Clean(entry.Title) ?? "(no title)"}");
            await FieldAsync(to, "", entry.Link);
            await FieldAsync(to, "by", string.Join(", ", entry.Authors.Select(a => a.Name ?? a.Email ?? a.Uri)));
            await FieldAsync(to, "", Short(entry.Summary ?? entry.Content));
        }
        await to.WriteLineAsync();
    }

    private static async Task FieldAsync(TextWriter to, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            await to.WriteLineAsync($"    {(name.Length > 0 ? name + ": " : "")}{Clean(value)}");
    }

    private static string? Date(FeedDate? date) => date == null ? null : date.At is { } at ? at.ToString("yyyy-MM-dd HH:mm zzz") : $"\"{date.Raw}\"?";

    private static string? Short(string? html)
    {
        if (html == null)
            return null;
        var text = HtmlText.Of(html);
        return text.Length <= 200 ? text : text[..200] + "…";
    }

    /// <summary>Without control characters: a foreign text must not steer the terminal.</summary>
    private static string? Clean(string? text) => text == null ? null : string.Concat(text.Where(c => !char.IsControl(c)));
}
