using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>What a picker of the codebook offers.</summary>
/// <param name="Id">The entry's.</param>
/// <param name="Name">Its name.</param>
/// <param name="More">An issue's proposition, an instrument's CAMEO class.</param>
/// <param name="Synonym">The former or other name by which it was found, where that is not its name.</param>
public sealed record EntryMatch(long Id, string Name, string? More, string? Synonym);

/// <summary>Finds issues and instruments for pickers that know former names and forgive a typo.</summary>
public static class EntryPicks
{
    /// <summary>How like a word must be (0 to 1, pg_trgm's word_similarity): "Sanktonen" and "Sanktionen" are 0.6.</summary>
    private const string Least = "0.45";

    /// <summary>
    /// Names that begin so, names with a word that begins so, other names that hold it, propositions that do and classes that begin so, then likeness by trigrams
    /// with any of their words.
    /// </summary>
    public static async Task<IReadOnlyList<EntryMatch>> MatchEntriesAsync(this NewsDbContext db, EntryKind kind, string typed, int limit, CancellationToken cancel)
    {
        typed = typed.Trim();
        if (typed.Length == 0) return [];
        var (entries, more) = TableOf(kind);
        var begins = LikePattern.Escape(typed) + "%";
        return await AskAsync(db, $$"""
            SELECT id, name, more, CASE WHEN rank = 3 OR rank > 4 AND synonym_likeness > likeness THEN synonym END AS synonym FROM (
                SELECT *, CASE WHEN lower(name) = lower({0}) THEN 0 WHEN name ILIKE {1} THEN 1 WHEN name ILIKE {2} THEN 2
                    WHEN synonym ILIKE {2} THEN 3 WHEN more ILIKE CASE WHEN '{{kind}}' = 'Issue' THEN {2} ELSE {1} END THEN 4 ELSE 6 - greatest(likeness, synonym_likeness) END AS rank
                FROM (
                    SELECT id, name, {{more}} AS more, s.synonym, greatest(word_similarity({0}, name), CASE WHEN '{{kind}}' = 'Issue' THEN word_similarity({0}, coalesce({{more}}, '')) END) AS likeness,
                        coalesce(word_similarity({0}, s.synonym), 0) AS synonym_likeness
                    FROM {{entries}} AS e LEFT JOIN LATERAL (
                        SELECT synonym FROM unnest(synonyms) AS synonym ORDER BY synonym ILIKE {2} DESC, word_similarity({0}, synonym) DESC LIMIT 1) AS s ON TRUE) AS compared) AS ranked
            WHERE rank <= 6 - {{Least}} ORDER BY rank, name LIMIT {3}
            """, cancel, typed, begins, "%" + begins, limit);
    }

    /// <summary>The entries that a coder used last, newest first; those never used follow by name.</summary>
    public static Task<IReadOnlyList<EntryMatch>> RecentEntriesAsync(this NewsDbContext db, EntryKind kind, long userId, int limit, CancellationToken cancel)
    {
        var (entries, more) = TableOf(kind);
        var column = kind == EntryKind.Issue ? "issue_id" : "instrument_id";
        return AskAsync(db, $$"""
            SELECT e.id, e.name, e.{{more}} AS more, NULL AS synonym FROM {{entries}} AS e
            LEFT JOIN (SELECT {{column}}, max(at) AS at FROM (
                SELECT {{column}}, changed_at AS at FROM codes WHERE changed_by = {0} AND {{column}} IS NOT NULL ORDER BY id DESC LIMIT 200) AS used
                GROUP BY {{column}}) AS last ON last.{{column}} = e.id
            ORDER BY last.at DESC NULLS LAST, e.name LIMIT {1}
            """, cancel, userId, limit);
    }

    /// <summary>The entries that one can code with, and the column that tells more of them.</summary>
    private static (string Entries, string More) TableOf(EntryKind kind) => kind switch
    {
        EntryKind.Issue => ("(SELECT * FROM issues WHERE merged_into_id IS NULL AND retired_at IS NULL AND proposed_at IS NULL)", "proposition"),
        EntryKind.Instrument => ("(SELECT * FROM instruments WHERE merged_into_id IS NULL AND retired_at IS NULL)", "cameo"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No list of the codebook."),
    };

    [SuppressMessage("Security", "EF1002", Justification = "Only the two lists' own names are put in; what is typed are parameters.")]
    private static async Task<IReadOnlyList<EntryMatch>> AskAsync(NewsDbContext db, string sql, CancellationToken cancel, params object[] parameters) =>
        await db.Database.SqlQueryRaw<EntryMatch>(sql, parameters).ToListAsync(cancel);
}
