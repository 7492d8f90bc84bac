using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>A place of a phrase, to be looked at before it is coded.</summary>
/// <param name="ArticleId">In which article.</param>
/// <param name="VersionId">On which version of its text.</param>
/// <param name="Start">UTF-16 offset of the phrase.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Title">The article's headline.</param>
/// <param name="Outlet">Its outlet.</param>
/// <param name="PublishedAt">Its date.</param>
/// <param name="Before">The words before, within the sentence's line.</param>
/// <param name="Words">The phrase as it stands there.</param>
/// <param name="After">The words after.</param>
/// <param name="Coded">How many codes already rest on words that overlap it.</param>
public sealed record PhrasePlace(
    long ArticleId, long VersionId, int Start, int End, string Title, string Outlet, DateTimeOffset PublishedAt, string Before, string Words, string After, int Coded);

/// <summary>The places found, newest article first; <paramref name="More"/> says that there are more than were looked at.</summary>
public sealed record PhraseFinds(IReadOnlyList<PhrasePlace> Places, int Articles, bool More);

/// <summary>Finds every place of a phrase in the current texts.</summary>
public static class PhrasePlaces
{
    /// <summary>Articles that are read through for one phrase, and places that one preview shows.</summary>
    public const int MostArticles = 500, MostPlaces = 1_000;
    private const int Context = 90;

    /// <remarks>
    /// The index of words narrows the archive down to articles that may hold the phrase; where it stands, to the letter, is then seen in the
    /// texts themselves, since the index knows stems only. Whole words, in capitals or not: a sentence may begin with them.
    /// </remarks>
    public static async Task<PhraseFinds> FindPhraseAsync(this NewsDbContext db, string phrase, CancellationToken cancel)
    {
        phrase = string.Join(' ', phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (phrase.Length < 2) return new([], 0, false);
        var hits = await db.Database.SqlQuery<Hit>($"""
            WITH hits AS MATERIALIZED (
                SELECT a.id FROM articles a
                WHERE (a.language = 'de' AND a.tsv @@ phraseto_tsquery('german', {phrase})) OR (a.language = 'en' AND a.tsv @@ phraseto_tsquery('english', {phrase}))
                    OR (a.language NOT IN ('de', 'en') AND a.tsv @@ phraseto_tsquery('simple', {phrase})))
            SELECT a.id, v.id AS version_id, v.text, a.title, o.name AS outlet, a.published_at
            FROM hits JOIN articles a USING (id) JOIN outlets o ON o.id = a.outlet_id
                JOIN article_versions v ON v.article_id = a.id AND v.number = a.current_version
            ORDER BY a.published_at DESC, a.id DESC LIMIT {MostArticles + 1}
            """).ToListAsync(cancel);
        var more = hits.Count > MostArticles;
        var places = new List<PhrasePlace>();
        var articles = new HashSet<long>();
        foreach (var hit in hits.Take(MostArticles))
        {
            foreach (var start in StartsOf(hit.Text, phrase))
            {
                if (places.Count == MostPlaces) { more = true; break; }
                articles.Add(hit.Id);
                places.Add(Place(hit, start, start + phrase.Length));
            }
        }
        return new(await WithCodesAsync(db, places, cancel), articles.Count, more);
    }

    private static IEnumerable<int> StartsOf(string text, string phrase)
    {
        const StringComparison Comparison = StringComparison.OrdinalIgnoreCase;
        for (var at = text.IndexOf(phrase, Comparison); at >= 0; at = text.IndexOf(phrase, at + phrase.Length, Comparison))
        {
            var end = at + phrase.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) yield return at;
        }
    }

    private static PhrasePlace Place(Hit hit, int start, int end)
    {
        var line = hit.Text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
        var lineEnd = hit.Text.IndexOf('\n', end) is >= 0 and var at ? at : hit.Text.Length;
        var from = Math.Max(line, start - Context);
        var to = Math.Min(lineEnd, end + Context);
        // Whole words: half a one at the edge makes one stop.
        while (from > line && from < start && !char.IsWhiteSpace(hit.Text[from - 1])) from++;
        while (to < lineEnd && to > end && !char.IsWhiteSpace(hit.Text[to])) to--;
        return new(hit.Id, hit.VersionId, start, end, hit.Title, hit.Outlet, hit.PublishedAt,
            (from > line ? "…" : "") + hit.Text[Math.Min(from, start)..start], hit.Text[start..end], hit.Text[end..Math.Max(end, to)] + (to < lineEnd ? "…" : ""), 0);
    }

    private static async Task<IReadOnlyList<PhrasePlace>> WithCodesAsync(NewsDbContext db, List<PhrasePlace> places, CancellationToken cancel)
    {
        var versions = places.Select(p => p.VersionId).Distinct().ToArray();
        var spans = (await db.Anchors.AsNoTracking()
            .Where(a => versions.Contains(a.VersionId) && a.Role == AnchorRole.Evidence
                && db.Codes.Any(c => c.Id == a.CodeId && c.RemovedAt == null && c.Counts && c.State == CodeState.Confirmed))
            .Select(a => new { a.VersionId, a.Start, a.End }).ToListAsync(cancel)).ToLookup(a => a.VersionId);
        return [.. places.Select(p => p with { Coded = spans[p.VersionId].Count(a => a.Start < p.End && p.Start < a.End) })];
    }

    private sealed record Hit(long Id, long VersionId, string Text, string Title, string Outlet, DateTimeOffset PublishedAt);
}
