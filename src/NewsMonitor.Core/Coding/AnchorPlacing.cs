using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// Finds an anchor's words on a later version of the text: at the same place, else where they stand in the likest surroundings. Quote first,
/// position last, as the W3C Web Annotation model means its two selectors to be used together.
/// </summary>
public static class AnchorPlacing
{
    /// <summary>So many places of the same words are compared; a word that stands more often is told by those near its old place.</summary>
    private const int MostPlaces = 200;

    /// <param name="anchor">The anchor, on the version that it was made on.</param>
    /// <param name="later">The version to be placed on.</param>
    public static AnchorPlacement Place(Anchor anchor, ArticleVersion later)
    {
        var text = later.Text;
        if (anchor.Quote.Length == 0) return Orphan();
        if (StandsAt(anchor.Start) && Alike(anchor, text, anchor.Start) == anchor.Prefix.Length + anchor.Suffix.Length)
            return At(anchor.Start, AnchorFate.Exact);

        var (best, bestLikeness, places) = (-1, -1, 0);
        for (var at = text.IndexOf(anchor.Quote, StringComparison.Ordinal); at >= 0 && places < MostPlaces; at = text.IndexOf(anchor.Quote, at + 1, StringComparison.Ordinal))
        {
            places++;
            var likeness = Alike(anchor, text, at);
            // Of two places alike, the one nearer to where the words stood.
            if (likeness > bestLikeness || (likeness == bestLikeness && Math.Abs(at - anchor.Start) < Math.Abs(best - anchor.Start))) (best, bestLikeness) = (at, likeness);
        }
        // The same words in quite other surroundings, and more than once: that says nothing about which were meant.
        return best < 0 || (places > 1 && bestLikeness == 0) ? Orphan() : At(best, best == anchor.Start ? AnchorFate.Exact : AnchorFate.Moved);

        bool StandsAt(int start) => start + anchor.Quote.Length <= text.Length && text.AsSpan(start, anchor.Quote.Length).SequenceEqual(anchor.Quote);

        AnchorPlacement At(int start, AnchorFate fate) =>
            new() { AnchorId = anchor.Id, VersionId = later.Id, Fate = fate, Start = start, End = start + anchor.Quote.Length };

        AnchorPlacement Orphan() => new() { AnchorId = anchor.Id, VersionId = later.Id, Fate = AnchorFate.Orphaned };
    }

    /// <summary>How many characters around the place agree with those around the anchor, counted outwards.</summary>
    private static int Alike(Anchor anchor, string text, int start)
    {
        var before = 0;
        while (before < anchor.Prefix.Length && before < start && anchor.Prefix[^(before + 1)] == text[start - before - 1]) before++;
        var end = start + anchor.Quote.Length;
        var after = 0;
        while (after < anchor.Suffix.Length && end + after < text.Length && anchor.Suffix[after] == text[end + after]) after++;
        return before + after;
    }
}
