using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Reading.Tests.Pages;

public sealed class SiteRuleTests
{
    [Fact]
    public void Every_shipped_rule_loads_and_says_how_far_it_was_checked()
    {
        Assert.True(SiteRuleBook.Shipped.Rules.Count >= 60);
        Assert.All(SiteRuleBook.Shipped.Rules, rule =>
        {
            Assert.Contains(rule.Source.Checked, (string[])["page", "memory"]);
            Assert.False(string.IsNullOrWhiteSpace(rule.Source.Why), rule.Source.Name);
            Assert.All(rule.Source.Hosts, host => Assert.Equal(host.ToLowerInvariant(), host));
        });
    }

    [Fact]
    public void No_host_has_two_rules()
    {
        var hosts = SiteRuleBook.Shipped.Rules.SelectMany(r => r.Source.Hosts).ToList();
        Assert.Equal(hosts.Count, hosts.Distinct().Count());
    }

    [Theory]
    [InlineData("https://www.tagesschau.de/inland/x-100.html", "tagesschau")]
    [InlineData("https://de.euronews.com/x", "Euronews")]
    [InlineData("https://example.org/x", null)]
    public void A_rule_holds_for_its_hosts_and_their_subdomains(string address, string? name) =>
        Assert.Equal(name, SiteRuleBook.Shipped.For(new Uri(address))?.Source.Name);

    [Fact]
    public void A_rule_with_a_selector_that_is_not_understood_is_refused_by_name()
    {
        var fault = Assert.Throws<FormatException>(() => new SiteRule(Source() with { Drop = ["p:hover"] }));
        Assert.Contains("Beispielblatt", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_chooses_title_kicker_and_body()
    {
        var page = Read(Source() with { Title = ["h2.sub", "h1"], Kicker = [".kicker"], Body = ["article > p"], Drop = [".intro"] });
        Assert.Equal("Der Hafen bekommt eine zweite Schleuse", page.Title);
        Assert.Equal("Beispielblatt", page.SiteRule);
        Assert.All(page.Blocks, b => Assert.Equal(BlockKind.Paragraph, b.Kind));
        Assert.DoesNotContain("Landesregierung", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_whose_selectors_find_nothing_changes_nothing()
    {
        var general = PageReader.Read(SamplePages.German, Address);
        var ruled = Read(Source() with { Title = [".gone"], Body = [".gone"], Lead = [".gone"], Drop = [".gone"], Date = [".gone"], Byline = [".gone"] });
        Assert.Equal(general.Text, ruled.Text);
        Assert.Equal(general.Title, ruled.Title);
        Assert.Equal(general.Published, ruled.Published);
        Assert.Equal(general.Byline, ruled.Byline);
    }

    [Fact]
    public void A_rule_that_would_take_most_of_the_text_is_not_heeded()
    {
        var general = PageReader.Read(SamplePages.German, Address);
        Assert.Equal(general.Text, Read(Source() with { Drop = ["article"] }).Text);
        Assert.Equal(general.Text, Read(Source() with { Body = ["blockquote"] }).Text);
    }

    private static readonly Uri Address = new("https://news.example/politik/hafen-100.html");

    private static SiteRuleSource Source() => new() { Name = "Beispielblatt", Hosts = ["news.example"], Checked = "page", Why = "A test." };

    private static ReadPage Read(SiteRuleSource source) =>
        PageReader.Read(SamplePages.German, Address, new PageReaderOptions { SiteRules = new SiteRuleBook([new SiteRule(source)]) });
}
