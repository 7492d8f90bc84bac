using NewsMonitor.Core.Agreement;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Adjudication;

/// <summary>In what two coders' codes of the same words differ.</summary>
public enum CodeField { Words, Actor, Form, Participants, Issue, Stance, Act, Instrument, InstrumentWords, Condition, Mode, LifeCycle, EventDate }

/// <summary>A code with whose it is; coders are told by any number.</summary>
public readonly record struct CodersCode(long Coder, MarginRow Row);

/// <summary>
/// Codes of several coders that mean the same place: one of each coder at most. <paramref name="Differing"/> are the fields in which they
/// differ; where a coder has none, that is the difference.
/// </summary>
/// <param name="Codes">In the order of the coders.</param>
/// <param name="Differing">None where all say the same.</param>
/// <param name="Complete">Every coder has coded it.</param>
public sealed record CodeMatch(IReadOnlyList<CodersCode> Codes, IReadOnlyList<CodeField> Differing, bool Complete)
{
    public bool Agreed => Complete && Differing.Count == 0;

    public MarginRow? Of(long coder) => Codes.Where(c => c.Coder == coder).Select(c => c.Row).FirstOrDefault();
}

/// <summary>
/// Lays codes of different coders side by side: which of them answer each other is <see cref="StatementMatching"/>'s rule, the same that
/// agreement is measured by; in what they differ is told here, field by field. Pure and deterministic.
/// </summary>
/// <remarks>
/// A kind is mention, threat or position: calling the same words a threat and a position is a difference between two statements, each of
/// which the other lacks.
/// </remarks>
public static class CodeMatching
{
    private static readonly char[] Edges = [' ', '\n', '\t', ',', '.', ';', ':', '!', '?', '"', '„', '“', '”', '»', '«', '–', '-', '(', ')'];

    /// <param name="coders">All coders of the article, in the order in which they are shown.</param>
    /// <param name="codes">Their codes that stand: neither removed nor rejected.</param>
    /// <param name="text">The text that the codes' places count in.</param>
    /// <returns>In text order.</returns>
    public static IReadOnlyList<CodeMatch> Match(IReadOnlyList<long> coders, IEnumerable<CodersCode> codes, string text)
    {
        var rows = codes.ToDictionary(c => c.Row.Id);
        return [.. StatementMatching.Match([.. rows.Values.Select(c => CodedStatement.Of(c.Row, c.Coder))], acrossKinds: false).Select(unit =>
        {
            var theirs = coders.SelectMany(coder => unit.Statements.Where(s => s.Coder == coder).Select(s => rows[s.Id])).ToArray();
            return new CodeMatch(theirs, Differences([.. theirs.Select(c => c.Row)], text), theirs.Length == coders.Count);
        })];
    }

    /// <summary>
    /// Whether two coders decided the same suggestion: by its number, or, where a newer reading has taken it away since, by kind and words.
    /// </summary>
    public static bool AreOfOne(MarginRow one, MarginRow other) => (one.SourceId, other.SourceId) is ({ } a, { } b)
        ? a == b
        : one.GetType() == other.GetType() && StatementMatching.Likeness([.. Spans(one).Select(s => new Span(s.Start, s.End))], [.. Spans(other).Select(s => new Span(s.Start, s.End))]) is not null;

    private static CodeField[] Differences(MarginRow[] rows, string text) =>
        [.. Enum.GetValues<CodeField>().Where(field => rows.Select(r => ValueOf(r, field, text)).Distinct().Count() > 1)];

    /// <summary>What a code says in a field; equal where two coders said the same. Words count without the blanks and stops around them.</summary>
    private static string? ValueOf(MarginRow row, CodeField field, string text) => (field, row) switch
    {
        (CodeField.Words, _) => string.Join(' ', Spans(row).Select(s => Trimmed(s, text)).OrderBy(s => s)),
        (CodeField.Actor, MentionRow m) => $"{m.Actor.Id}",
        (CodeField.Form, MentionRow m) => $"{m.Form}",
        (CodeField.Participants, StatementRow s) => string.Join(' ', s.Participants.OrderBy(p => p.Role).ThenBy(p => p.ActorId).Select(p => $"{p.Role}:{p.ActorId}")),
        (CodeField.EventDate, StatementRow s) => $"{s.EventDate:O}",
        (CodeField.Issue, PositionRow p) => $"{p.IssueId}",
        (CodeField.Stance, PositionRow p) => $"{p.Stance}",
        (CodeField.Act, PositionRow p) => $"{p.Act}",
        (CodeField.Instrument, ThreatRow t) => $"{t.InstrumentId}",
        (CodeField.InstrumentWords, ThreatRow t) => Plain(t.InstrumentWords),
        (CodeField.Condition, ThreatRow t) => Plain(t.Condition),
        (CodeField.Mode, ThreatRow t) => $"{t.Mode}",
        (CodeField.LifeCycle, ThreatRow t) => $"{t.LifeCycle}",
        _ => null,
    };

    private static PlacedAnchor[] Spans(MarginRow row) => [.. row.Anchors.Where(a => a.Role == AnchorRole.Evidence && a.Fate != AnchorFate.Orphaned)];

    private static (int Start, int End) Trimmed(PlacedAnchor span, string text)
    {
        var (start, end) = (span.Start, Math.Min(span.End, text.Length));
        while (start < end && Edges.Contains(text[start])) start++;
        while (end > start && Edges.Contains(text[end - 1])) end--;
        return (start, end);
    }

    private static string Plain(string? words) => (words ?? "").Trim(Edges).ToLowerInvariant();
}
