using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Web.Components.Stories;

/// <summary>Somebody who speaks in a story, and what each outlet has them say.</summary>
/// <param name="ActorId">Null where only the texts' own words name them.</param>
/// <param name="Name">As the reader's language names them.</param>
/// <param name="Outlets">Those that let them speak, the first to report first.</param>
/// <param name="Silent">The outlets that do not.</param>
public sealed record Voice(long? ActorId, string Name, IReadOnlyList<OutletVoice> Outlets, IReadOnlyList<string> Silent)
{
    /// <summary>
    /// Puts statements and quotations side by side, an actor's of all languages together: whoever most outlets let speak first. Copies of one text count as one, told with the outlet
    /// that had it first; words that a statement rests on are not told again as a quotation.
    /// </summary>
    /// <param name="reports">Oldest first.</param>
    /// <param name="statements">What was coded or proposed.</param>
    /// <param name="quotations">What is said.</param>
    public static IReadOnlyList<Voice> Of(IReadOnlyList<StoryReport> reports, IReadOnlyList<StoryStatement> statements, IReadOnlyList<StoryQuotation> quotations)
    {
        var places = Places(reports);
        var outlets = places.Values.Select(p => p.Outlet).Distinct().ToArray();
        var said = statements.Where(s => places.ContainsKey(s.ArticleId)).SelectMany(s => s.Who.Select(w => (Who: ((long?)w.ActorId, w.Name), Line: new VoiceLine(s.ArticleId, s.PublishedAt, s.ArticleLanguage, s.Quote, s, null))));
        var quoted = quotations.Where(q => places.ContainsKey(q.ArticleId)).Select(q => (Who: (q.Speaker.ActorId, q.Speaker.Name), Line: new VoiceLine(q.ArticleId, places[q.ArticleId].Report.PublishedAt, places[q.ArticleId].Report.Language, q.Words, null, q)));
        return [.. said.Concat(quoted).GroupBy(one => one.Who.Item1 is { } actor ? (object)actor : one.Who.Item2.ToLowerInvariant()).Select(who =>
        {
            var rows = who.Select(one => one.Line).GroupBy(line => places[line.ArticleId].Outlet).OrderBy(row => Array.IndexOf(outlets, row.Key))
                .Select(row => new OutletVoice(row.Key, [.. row.SelectMany(line => places[line.ArticleId].Copies).Distinct().Where(name => name != row.Key)], Distinct(row))).ToArray();
            return new Voice(who.First().Who.Item1, who.First().Who.Item2, rows, [.. outlets.Except(rows.Select(row => row.Outlet))]);
        }).OrderByDescending(voice => voice.Outlets.Count).ThenByDescending(voice => voice.Outlets.Sum(row => row.Lines.Count)).ThenBy(voice => voice.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>For each report the one that had its text first, and the outlets that have it too.</summary>
    private static Dictionary<long, (StoryReport Report, string Outlet, IReadOnlyList<string> Copies)> Places(IReadOnlyList<StoryReport> reports) => reports.GroupBy(r => r.Text)
        .SelectMany(text => text.Select(report => (report.ArticleId, Place: (text.First(), text.First().Outlet, (IReadOnlyList<string>)[.. text.Skip(1).Select(r => r.Outlet).Distinct()]))))
        .ToDictionary(p => p.ArticleId, p => p.Place);

    /// <summary>Decided ones first; what the same words tell once more is left out.</summary>
    private static List<VoiceLine> Distinct(IEnumerable<VoiceLine> lines)
    {
        var kept = new List<VoiceLine>();
        foreach (var line in lines.OrderBy(l => l.Statement is null).ThenBy(l => l.Statement?.State != CodeState.Confirmed).ThenBy(l => l.PublishedAt))
        {
            if (!kept.Any(k => line.Quotation is null ? k.Says(line) : Overlap(k.Words, line.Words))) kept.Add(line);
        }
        return kept;
    }

    private static bool Overlap(string one, string other) => one.Contains(other, StringComparison.OrdinalIgnoreCase) || other.Contains(one, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What one outlet has somebody say.</summary>
/// <param name="Outlet">The one that had the text first.</param>
/// <param name="Copies">Others that have the same text.</param>
/// <param name="Lines">Statements, then other words.</param>
public sealed record OutletVoice(string Outlet, IReadOnlyList<string> Copies, IReadOnlyList<VoiceLine> Lines);

/// <summary>A statement or a quotation of a report.</summary>
public sealed record VoiceLine(long ArticleId, DateTimeOffset PublishedAt, string Language, string Words, StoryStatement? Statement, StoryQuotation? Quotation)
{
    /// <summary>The same claim by the same words, as in a copy.</summary>
    public bool Says(VoiceLine other) => Words == other.Words && Statement?.Matter == other.Statement?.Matter && Statement?.Stance == other.Statement?.Stance && Statement?.IsThreat == other.Statement?.IsThreat;

    public string Address => Statement is { } statement ? $"/articles/{ArticleId}?code={statement.CodeId}" : $"/articles/{ArticleId}";
}
