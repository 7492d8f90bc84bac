using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// What people have decided about an article: their own codes, and suggestions that they accepted, changed, rejected or removed. What says
/// the same of the same words is not proposed again.
/// </summary>
internal sealed class Decided
{
    private static readonly char[] Spaces = [' ', '\n', '\t', ',', '.', ';', ':', '"', '„', '“', '”', '»', '«'];

    private readonly ArticleVersion _version;
    private readonly List<Entry> _entries;

    private Decided(ArticleVersion version, List<Entry> entries) => (_version, _entries) = (version, entries);

    /// <summary>Whether a code is still the program's own: proposed by a rule, and touched by nobody.</summary>
    public static bool IsOpen(Code code) => code.Origin == CodeOrigin.Rule && IsUndecided(code);

    /// <summary>Proposed by a rule or a model, and touched by nobody.</summary>
    public static bool IsUndecided(Code code) =>
        code is { Origin: not CodeOrigin.Person, State: CodeState.Suggested, RemovedAt: null, ChangedBy: null };

    /// <param name="db">The operation's context.</param>
    /// <param name="codes">All codes of the article, with anchors and participants.</param>
    /// <param name="version">The version on which new ones would stand.</param>
    /// <param name="cancel">Stops the query.</param>
    /// <param name="openToo">What is suggested and waits counts, too: nobody needs to be asked the same twice.</param>
    public static async Task<Decided> LoadAsync(NewsDbContext db, IEnumerable<Code> codes, ArticleVersion version, CancellationToken cancel, bool openToo = false)
    {
        var decided = codes.Where(c => openToo || !IsUndecided(c)).ToArray();
        var entries = decided.Select(c => Entry.Of(CodeSnapshot.Of(c))).ToList();
        // An editor who changed a suggestion's actors or words has decided about what it was, too.
        var changed = decided.Where(c => c.Origin != CodeOrigin.Person).Select(c => c.Id).ToArray();
        if (changed.Length > 0)
        {
            var revisions = await db.Revisions.AsNoTracking().Where(r => changed.Contains(r.CodeId) && r.Before != null).Select(r => r.Before!).ToListAsync(cancel);
            entries.AddRange(revisions.Select(before => Entry.Of(CodeSnapshot.FromJson(before))));
        }
        return new(version, entries);
    }

    /// <summary>Same kind, overlapping words, an actor in common in the leading role.</summary>
    public bool Covers(Code proposed)
    {
        if (_entries.Count == 0) return false;
        var wanted = Entry.Of(CodeSnapshot.Of(proposed));
        return _entries.Any(e => e.Kind == wanted.Kind && e.Actors.Overlaps(wanted.Actors) && wanted.Words.Any(word => e.Words.Any(other => SameWords(other, word))));
    }

    private bool SameWords(CodeSnapshot.AnchorMark old, CodeSnapshot.AnchorMark fresh)
    {
        if (old.VersionId == fresh.VersionId) return old.Start < fresh.End && fresh.Start < old.End;
        if (Place(old) is { } at) return at < fresh.End && fresh.Start < at + old.Quote.Length;
        // The words were edited since: the same statement if most of its words are the same. A name alone says nothing about where it stood.
        var (a, b) = (Set(old.Quote), Set(fresh.Quote));
        if (Math.Min(a.Count, b.Count) < 4) return false;
        var shared = a.Count(b.Contains);
        return shared >= 0.6 * Math.Min(a.Count, b.Count);
    }

    /// <summary>Where the words of an older version stand now: with what stood around them, or alone where they are long enough to be theirs.</summary>
    private int? Place(CodeSnapshot.AnchorMark old)
    {
        var text = _version.Text;
        foreach (var (before, after) in (ReadOnlySpan<(string, string)>)[(old.Prefix, old.Suffix), (old.Prefix, ""), ("", old.Suffix)])
        {
            if (before.Length + after.Length < 12) continue;
            var at = text.IndexOf(before + old.Quote + after, StringComparison.Ordinal);
            if (at >= 0) return at + before.Length;
        }
        return old.Quote.Length >= 24 && text.IndexOf(old.Quote, StringComparison.Ordinal) is >= 0 and var alone ? alone : null;
    }

    private static HashSet<string> Set(string words) => [.. words.ToLowerInvariant().Split(Spaces, StringSplitOptions.RemoveEmptyEntries)];

    private sealed record Entry(string Kind, HashSet<long> Actors, IReadOnlyList<CodeSnapshot.AnchorMark> Words)
    {
        public static Entry Of(CodeSnapshot code)
        {
            var leading = code.Kind == "threat" ? ParticipantRole.Threatener : ParticipantRole.Speaker;
            return new(
                code.Kind,
                code.ActorId is { } actor ? [actor] : [.. (code.Participants ?? []).Where(p => p.Role == leading).Select(p => p.ActorId)],
                [.. code.Anchors.Where(a => a.Role == AnchorRole.Evidence)]);
        }
    }
}
