using System.Text;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

/// <summary>Short ways to read a feed written in a test.</summary>
internal static class Xml
{
    public static readonly FeedSource Source = new(new Uri("https://news.example/feeds/all.xml"));

    public static ReadFeed Read(string text, FeedSource? source = null, FeedReaderOptions? options = null)
    {
        var reading = FeedReader.Read(Encoding.UTF8.GetBytes(text), source ?? Source, options);
        Assert.True(reading.Feed != null, $"{reading.Fault}: {reading.Detail}");
        return reading.Feed;
    }

    /// <summary>The only item of an RSS feed that holds this.</summary>
    public static ReadEntry Item(string inner, string rssAttributes = "") =>
        Assert.Single(Read($"<rss version='2.0' {rssAttributes}><channel><item>{inner}</item></channel></rss>").Entries);

    /// <summary>The only entry of an Atom feed that holds this.</summary>
    public static ReadEntry Entry(string inner, string feedAttributes = "") =>
        Assert.Single(Read($"<feed xmlns='http://www.w3.org/2005/Atom' {feedAttributes}><entry>{inner}</entry></feed>").Entries);
}
