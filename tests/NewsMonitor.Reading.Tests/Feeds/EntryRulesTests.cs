using System.Diagnostics;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public sealed class EntryRulesTests
{
    private static bool Admits(string? include, string? exclude, string title, string? text = null)
    {
        var rules = EntryRules.Parse(include, exclude, out var faults);
        Assert.Empty(faults);
        return rules.Admits(new() { Title = title, Summary = text }, out _);
    }

    [Theory]
    [InlineData("Ukraine", null, "Die Ukraine warnt", true)]
    [InlineData("Ukraine", null, "UKRAINE-Krise", true)]
    [InlineData("Ukraine", null, "Ukrainer demonstrieren", false)]
    [InlineData("Ukrain*", null, "Ukrainer demonstrieren", true)]
    [InlineData("Rote  Linie", null, "Die rote\nLinie", true)]
    [InlineData("C++", null, "Neues zu C++ 26", true)]
    [InlineData("Gas\nÖl", null, "Der Preis für Öl steigt", true)]
    [InlineData(null, "Fußball", "Fußball: Zwei Tore", false)]
    [InlineData("Rat", "Fußball", "Rat und Fußball", false)]
    [InlineData("/^Liveblog:/", null, "Liveblog: Der Tag", true)]
    [InlineData("/^liveblog:/", null, "Im Liveblog: Der Tag", false)]
    [InlineData(null, "/(?<!Vize)kanzler/", "Vizekanzler spricht", true)]
    [InlineData(null, null, "Alles", true)]
    public void Words_and_patterns_decide_what_comes_in(string? include, string? exclude, string title, bool comesIn) => Assert.Equal(comesIn, Admits(include, exclude, title));

    [Fact]
    public void The_text_counts_without_its_tags()
    {
        Assert.True(Admits("Grenze", null, "Kurz", "<p>An der <b>Grenze</b></p>"));
        Assert.False(Admits("href", null, "Kurz", "<a href='/x'>Mehr</a>"));
    }

    [Fact]
    public void An_entry_that_stays_out_names_the_rule()
    {
        EntryRules.Parse(null, "Sport\nFußball", out _).Admits(new() { Title = "Fußball heute" }, out var because);
        Assert.Equal("Fußball", because);
    }

    [Fact]
    public void A_line_that_is_not_understood_is_named_and_the_others_hold()
    {
        var rules = EntryRules.Parse("Ukraine\n/(/\n" + new string('a', 501), "*", out var faults);
        Assert.Equal([2, 3, 1], faults.Select(f => f.Line));
        Assert.True(rules.Admits(new() { Title = "Ukraine" }, out _));
        Assert.False(rules.Admits(new() { Title = "Sport" }, out _));
    }

    [Theory]
    [InlineData("/(a+)+$/")]
    [InlineData(@"/(a+)+\1$/")]
    [InlineData(@"/^(\w+\s?)*$(?<=!)/")]
    public void A_pattern_that_explodes_is_stopped(string pattern)
    {
        var rules = EntryRules.Parse(null, pattern, out var faults);
        Assert.Empty(faults);
        var watch = Stopwatch.StartNew();
        Assert.True(rules.Admits(new() { Title = new string('a', 5_000) + "!" }, out _));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }
}
