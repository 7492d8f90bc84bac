using System.Text;
using System.ServiceModel.Syndication;
using System.Xml;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Exchange;

public sealed class DossierTests(TestCluster cluster)
{
    [Fact]
    public async Task A_dossier_shows_claims_with_their_sources_and_runs_nothing_that_an_article_brings()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat() with { Note = "<script>alert(1)</script>" });
        await desk.SaveAsync(desk.Position());
        await using (var db = await desk.OpenAsync())
        {
            await Desk.AddArticleAsync(db, "\"><img src=x onerror=alert(1)>", "</style><script>alert(2)</script> Grenze & mehr.", "de\"><b>", new(2021, 12, 10, 9, 0, 0, TimeSpan.Zero), "<i>Bote</i>");
        }
        var (manifest, bytes) = await desk.ExportAsync(new() { Format = "dossier", Language = "de" });
        var page = Encoding.UTF8.GetString(bytes);
        Assert.Equal(2, manifest.Records);
        Assert.Contains("<blockquote lang=\"de\"><p>weist die Forderung zur&#252;ck</p>", page);
        Assert.Contains("<b>Der Minister</b> gegen <b>Die Allianz</b>; Bedingung: <i>falls sie die Grenze schlie&#223;t</i>", page);
        Assert.Contains("<a href=\"#a1\">[1]</a>", page);
        Assert.Contains("<li id=\"s1\" value=\"1\">", page);
        Assert.Contains("href=\"https://bote.example/\"", page);

        // Read as a browser reads it: no element of the foreign texts, no script, nothing fetched.
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page);
        Assert.Empty(document.QuerySelectorAll("script, img, iframe, link, object, i > i"));
        Assert.All(document.All, element => Assert.DoesNotContain(element.Attributes, a => a.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.Equal(2, document.QuerySelectorAll("article").Length);
        Assert.Single(document.QuerySelectorAll("style"));
        Assert.DoesNotContain("url(", document.QuerySelector("style")!.TextContent);
        Assert.Contains("@media print", document.QuerySelector("style")!.TextContent);
    }

    [Fact]
    public async Task Suggestions_are_said_to_be_some()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.ImportAsync(new() { Format = Core.Exchange.Imports.ImportFormat.StatementsCsv, FileName = "a.csv", AsSuggestions = true }, "title,speaker,issue,stance,quote\nStreit an der Grenze,Die Allianz,Grenzöffnung,-,weist die Forderung zurück\n");
        Assert.DoesNotContain("blockquote lang", Encoding.UTF8.GetString((await desk.ExportAsync(new() { Format = "dossier" })).Bytes));
        Assert.Contains("suggestion, not confirmed", Encoding.UTF8.GetString((await desk.ExportAsync(new() { Format = "dossier", WithSuggestions = true })).Bytes));
    }

    [Fact]
    public async Task A_search_as_a_feed_is_read_by_another_program_newest_first()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using (var db = await desk.OpenAsync()) await Desk.AddArticleAsync(db, "Später <&>", "Text\u0000 danach.".Replace("\u0000", "", StringComparison.Ordinal), "de", new(2021, 12, 10, 9, 0, 0, TimeSpan.Zero));
        var (_, bytes) = await desk.ExportAsync(new() { Format = "rss", Query = "" });
        using var xml = XmlReader.Create(new MemoryStream(bytes));
        var feed = SyndicationFeed.Load(xml);
        Assert.Equal(["Später <&>", "Streit an der Grenze"], feed.Items.Select(i => i.Title.Text));
        Assert.Equal("https://bote.example/", feed.Items.First().Links.Single().Uri.AbsoluteUri);
        Assert.Equal(new DateTimeOffset(2021, 12, 10, 9, 0, 0, TimeSpan.Zero), feed.Items.First().PublishDate);
    }
}
