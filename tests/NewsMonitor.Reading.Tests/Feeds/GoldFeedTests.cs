using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

/// <summary>Reads the public suite, which lies beside the repository and is no part of it: every case is a feed, and nothing active is left in any.</summary>
public partial class GoldFeedTests
{
    [Fact]
    public void Every_case_of_the_public_suite_opens_and_is_clean()
    {
        var file = Gold();
        Assert.SkipWhen(file == null, "The gold data (../shared/eval/feeds.jsonl.gz) is not here.");
        int cases = 0, unread = 0;
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var given = JsonDocument.Parse(line);
            var reading = FeedReader.Read(given.RootElement.GetProperty("body_base64").GetBytesFromBase64(), Xml.Source);
            cases++;
            unread += reading.Feed == null ? 1 : 0;
            foreach (var html in (reading.Feed?.Entries ?? []).SelectMany(e => new[] { e.Content, e.Summary, e.TitleHtml }).Append(reading.Feed?.Subtitle))
                Assert.False(html != null && Active().IsMatch(html), $"{given.RootElement.GetProperty("id")}: {html}");
        }
        Assert.True(cases > 1000 && unread * 200 <= cases, $"{unread} of {cases} cases were not read.");
    }

    private static string? Gold()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "eval", "feeds.jsonl.gz") is var file && File.Exists(file))
                return file;
        return null;
    }

    [GeneratedRegex("""<\s*(script|iframe|object|embed|applet|style|form|base|meta|link)\b|<[^>]*\son\w+\s*=""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Active();
}
