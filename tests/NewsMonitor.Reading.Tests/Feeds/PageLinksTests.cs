using System.Diagnostics;
using System.Text;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public sealed class PageLinksTests
{
    private static readonly Uri Site = new("https://www.amt.example/presse/");

    private const string Page = """
        <!doctype html><html lang="de"><head><title>Presse</title></head><body>
        <nav class="menu"><a href="/">Start</a><a href="/presse/">Presse</a><a href="/kontakt">So erreichen Sie unser Haus</a></nav>
        <main><ul class="liste">
        <li class="meldung"><time datetime="2021-12-08T09:30:00+01:00">8. Dezember</time><h3><a href="/presse/rede-1">Rede der Ministerin vor dem Rat in Brüssel</a></h3><p><a href="/presse/rede-1">mehr</a></p></li>
        <li class="meldung"><time datetime="2021-12-07">7. Dezember</time><h3><a href="erklaerung-2?utm_source=x#oben">Erklärung zum Treffen der vier Staaten</a></h3><p><a href="erklaerung-2">mehr</a></p></li>
        <li class="meldung"><h3><a href="https://andere.example/3">Gemeinsames Schreiben an die anderen Länder</a></h3></li>
        <li class="meldung"><h3><a href="javascript:alert(1)">Nichts für uns ist das hier</a></h3></li>
        </ul></main></body></html>
        """;

    private static ReadFeed Read(string selector, string page = Page) => PageLinks.Read(Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8", Site, selector);

    [Theory]
    [InlineData("h3 a")]
    [InlineData("li.meldung")]
    [InlineData(".liste > li > h3 > a")]
    public void Links_that_a_selector_names_become_entries(string selector)
    {
        var feed = Read(selector);
        Assert.Equal((FeedFormat.Page, "Presse", "de"), (feed.Format, feed.Title, feed.Language));
        Assert.Equal(["https://www.amt.example/presse/rede-1", "https://www.amt.example/presse/erklaerung-2?utm_source=x", "https://andere.example/3"], feed.Entries.Select(e => e.Link));
        Assert.Equal("Rede der Ministerin vor dem Rat in Brüssel", feed.Entries[0].Title);
    }

    [Fact]
    public void A_teaser_s_own_time_dates_its_entry() =>
        Assert.Equal(new DateTimeOffset(2021, 12, 8, 9, 30, 0, TimeSpan.FromHours(1)), Read("li.meldung").Entries[0].Published!.At);

    [Fact]
    public void A_page_without_a_rule_gets_rules_that_find_its_headlines_and_not_its_menu()
    {
        var guesses = PageLinks.Guess(Encoding.UTF8.GetBytes(Page), "text/html", Site);
        Assert.NotEmpty(guesses);
        var best = Read(guesses[0].Selector);
        Assert.Contains(best.Entries, e => e.Title!.StartsWith("Rede", StringComparison.Ordinal));
        Assert.DoesNotContain(best.Entries, e => e.Title is "Start" or "Presse");
    }

    [Fact]
    public void A_selector_that_is_not_understood_says_where()
    {
        Assert.Null(PageLinks.FaultOf("main h3 > a[href^='/presse']"));
        Assert.Contains("position 4", PageLinks.FaultOf("h3 >> a"), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_selectors_on_deep_pages_are_answered_in_bounded_time()
    {
        var deep = string.Concat(Enumerable.Repeat("<div class=a>", 30_000)) + "<a href=/x title=x>";
        var watch = Stopwatch.StartNew();
        Assert.Empty(Read("div div div div div div div div div p a", deep).Entries);
        Assert.Single(Read("div div div div div div div div div div a", deep).Entries);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_page_of_a_million_links_gives_the_first_few_hundred()
    {
        var many = "<main>" + string.Concat(Enumerable.Range(0, 60_000).Select(n => $"<a href=/artikel/{n}>Die Überschrift mit der Nummer {n}</a>"));
        Assert.Equal(PageLinks.MostLinks, Read("main a", many).Entries.Count);
        Assert.NotEmpty(PageLinks.Guess(Encoding.UTF8.GetBytes(many), null, Site));
    }
}
