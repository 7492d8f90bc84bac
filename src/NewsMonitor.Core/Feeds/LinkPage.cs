using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Core.Feeds;

/// <summary>
/// A page without a feed, in a person's hand: fetched once, read by one rule for its links after another while they type.
/// </summary>
public sealed class LinkPage
{
    /// <summary>Larger pages are lists that nobody reads.</summary>
    private const int MostBytes = 4_000_000;
    private readonly byte[] _body;
    private readonly string? _contentType;

    public LinkPage(Uri address, byte[] body, string? contentType)
    {
        (Address, _body, _contentType) = (address, body.Length <= MostBytes ? body : body[..MostBytes], contentType);
        Guesses = PageLinks.Guess(_body, _contentType, Address);
    }

    /// <summary>After redirects.</summary>
    public Uri Address { get; }
    /// <summary>Rules that find what looks like headlines, best first.</summary>
    public IReadOnlyList<LinkRuleGuess> Guesses { get; }

    /// <summary>What a rule would bring in; or, where the selector is not understood, why.</summary>
    public LinkPreview Try(string selector)
    {
        if (selector.Length is 0 or > Limits.Selector) return new(null, [], selector.Length == 0 ? "" : $"A selector has at most {Limits.Selector} characters.");
        try
        {
            var feed = PageLinks.Read(_body, _contentType, Address, selector);
            return new(feed.Title, [.. feed.Entries.Select(e => FeedScout.Entry(e, null))], null);
        }
        catch (FormatException fault)
        {
            return new(null, [], fault.Message);
        }
    }
}

/// <summary>What a rule for links would bring in.</summary>
/// <param name="Title">The page's own title.</param>
/// <param name="Entries">As entries of a feed.</param>
/// <param name="Fault">What is wrong with the selector, in plain English with its place; empty where it is empty; null where nothing is.</param>
public sealed record LinkPreview(string? Title, IReadOnlyList<EntryPreview> Entries, string? Fault);
