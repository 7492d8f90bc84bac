using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Core.Tests.Feeds;

public sealed class StarterPackTests
{
    [Fact]
    public void There_are_packs_for_German_news_world_news_and_foreign_policy() =>
        Assert.Equal(["english-world-news", "foreign-policy", "german-news"], StarterPack.All.Select(p => p.Key));

    [Fact]
    public void Every_feed_of_every_pack_has_a_name_a_language_and_an_address_of_its_own()
    {
        var feeds = StarterPack.All.SelectMany(p => p.Feeds).ToList();
        Assert.All(StarterPack.All, p => Assert.InRange(p.Feeds.Count, 10, 30));
        Assert.Equal(feeds.Count, feeds.Select(f => f.Address).Distinct().Count());
        Assert.Equal(feeds.Count, feeds.Select(f => f.Title).Distinct().Count());
        Assert.All(feeds, f => Assert.Contains(f.Language, (string[])["de", "en"]));
        Assert.All(feeds, f => Assert.False(string.IsNullOrWhiteSpace(f.Outlet)));
        // One publisher is known to answer on plain HTTP only.
        Assert.All(feeds.Where(f => f.Address.Host != "en.kremlin.ru"), f => Assert.Equal("https", f.Address.Scheme));
        Assert.All(feeds, f => Assert.True(f.Address.AbsoluteUri.Length < Limits.Address && f.Address.IsDefaultPort && f.Address.UserInfo.Length == 0, f.Title));
    }
}
