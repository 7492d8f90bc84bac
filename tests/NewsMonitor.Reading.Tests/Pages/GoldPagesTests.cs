using System.IO.Compression;
using System.Text.Json;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Reading.Tests.Pages;

/// <summary>Reads the public gold pages where they lie beside the repository; they are never part of it.</summary>
public sealed class GoldPagesTests
{
    [Fact]
    public void Site_rules_never_lose_a_page_that_the_general_case_reads()
    {
        foreach (var (id, address, bytes) in Pages())
        {
            var general = PageReader.Read(bytes, null, address, new PageReaderOptions { UseSiteRules = false });
            var ruled = PageReader.Read(bytes, null, address);
            Assert.True(ruled.Text.Length >= general.Text.Length * 0.5, id);
            Assert.True(ruled.Title is not null || general.Title is null, id);
            Assert.True(ruled.Published is not null || general.Published is null, id);
        }
    }

    private static IEnumerable<(string Id, Uri Address, byte[] Bytes)> Pages()
    {
        var path = Path();
        Assert.SkipWhen(path is null, "The gold pages (../shared/eval/pages.jsonl.gz) are not on this machine.");
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path!), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var page = JsonDocument.Parse(line);
            yield return (page.RootElement.GetProperty("id").GetString()!, new Uri(page.RootElement.GetProperty("url").GetString()!), page.RootElement.GetProperty("html_base64").GetBytesFromBase64());
        }
    }

    private static string? Path()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", "eval", "pages.jsonl.gz");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
