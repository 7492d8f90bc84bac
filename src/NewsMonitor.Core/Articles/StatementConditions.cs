using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Keys of codes that stand side by side speak of one statement: <c>actor:Putin stance:- issue:NATO</c> asks for a position of Putin's
/// against that issue, not for an article in which each occurs somewhere. Actors alone may each stand anywhere in the article. A second
/// issue, instrument, stance, position or coder asks for a second statement, of the same actors; the same key said twice asks no more than once.
/// Parentheses around several keys keep them to themselves: <c>(actor:Putin issue:NATO) (actor:Biden issue:Minsk)</c> are two statements.
/// </summary>
internal static class StatementConditions
{
    private const int MostStatements = 20;

    public static async Task<IReadOnlyList<ArticleCondition>> OfAsync(IReadOnlyList<KeyNode> keys, SearchValues values)
    {
        if (keys.Count == 0) return [];
        List<IReadOnlyList<long>> actors = [], threateners = [], targets = [], issues = [], coders = [];
        List<IReadOnlyList<Stance>> stances = [];
        List<IReadOnlyList<Position>> named = [];
        List<IReadOnlyList<long>> instruments = []; // an empty list inside is "any threat"
        foreach (var key in keys.DistinctBy(k => (k.Key, string.Join('\n', k.Values.Select(v => v.Text.ToLowerInvariant())))))
        {
            switch (key.Key)
            {
                case SearchKey.Actor: Add(actors, await values.ActorsAsync(key)); break;
                case SearchKey.Threatener: Add(threateners, await values.ActorsAsync(key)); break;
                case SearchKey.Target: Add(targets, await values.ActorsAsync(key)); break;
                case SearchKey.Issue: Add(issues, await values.IssuesAsync(key)); break;
                case SearchKey.Coder: Add(coders, await values.CodersAsync(key)); break;
                case SearchKey.Stance when values.Stances(key) is { Count: > 0 } found: stances.Add(found); break;
                case SearchKey.Position: Add(named, await PositionsAsync(key, values)); break;
                case SearchKey.Threat: instruments.Add(await InstrumentsAsync(key, values)); break;
            }
        }
        var ofThreat = threateners.Count + targets.Count + instruments.Count > 0;
        var ofPosition = issues.Count + stances.Count + named.Count > 0;
        if (!ofThreat && !ofPosition && coders.Count == 0) return [.. actors.Select(one => new CodeIs { Actors = [one] })];

        // A second coder asks for the same again, of his own.
        List<ArticleCondition> all = [.. coders.Select(c => new CodeIs { Actors = actors, Coders = c }).DefaultIfEmpty(new() { Actors = actors }).SelectMany(OfOne)];
        if (all.Count <= MostStatements) return all;
        values.Faults.Add(new(SearchFaultKind.TooMany, new(keys[0].Span.Start, keys[^1].Span.End), "", []));
        return all[..MostStatements];

        IEnumerable<ArticleCondition> OfOne(CodeIs code)
        {
            if (!ofThreat && !ofPosition) return [code];
            IEnumerable<ArticleCondition> threats = [], positions = [];
            if (ofThreat)
            {
                var threat = code with { Kind = StatementKind.Threat, Threateners = threateners, Targets = targets };
                threats = instruments.Select(i => threat with { Instruments = i }).DefaultIfEmpty(threat);
            }
            if (ofPosition) positions = Positions(code with { Kind = StatementKind.Position }, issues, stances, named);
            return threats.Concat(positions);
        }

        static void Add<T>(List<IReadOnlyList<T>> to, IReadOnlyList<T> found)
        {
            if (found.Count > 0) to.Add(found);
        }
    }

    /// <summary>A position as a key names it: the stance open, or its own.</summary>
    private readonly record struct Position(IReadOnlyList<long> Issues, Stance? Stance);

    /// <summary>The positions asked for. Stances beside positions that leave theirs open complete those; else each asks for a position of its own, on the issues where there are some.</summary>
    private static IEnumerable<ArticleCondition> Positions(CodeIs position, List<IReadOnlyList<long>> issues, List<IReadOnlyList<Stance>> stances, List<IReadOnlyList<Position>> named)
    {
        IEnumerable<IReadOnlyList<Stance>> each = stances.DefaultIfEmpty([]);
        if (issues.Count > 0 || named.Count == 0 || stances.Count > 0 && !named.Exists(IsOpen))
        {
            foreach (var issue in issues.DefaultIfEmpty([])) foreach (var stance in each) yield return position with { Issues = issue, Stances = stance };
        }
        foreach (var alternatives in named)
        {
            foreach (var stance in IsOpen(alternatives) ? each : [[]]) yield return Any([.. alternatives.Select(p => position with { Issues = p.Issues, Stances = p.Stance is { } own ? [own] : stance })]);
        }

        static bool IsOpen(IReadOnlyList<Position> alternatives) => alternatives.Any(p => p.Stance is null);
    }

    /// <summary><c>issue/stance</c>, or an issue whatever the stance.</summary>
    private static async Task<IReadOnlyList<Position>> PositionsAsync(KeyNode key, SearchValues values)
    {
        List<Position> all = [];
        foreach (var value in key.Values)
        {
            var slash = value.Text.LastIndexOf('/');
            var stance = slash >= 0 && SearchKeys.Meaning(SearchKey.Stance, value.Text[(slash + 1)..]) is not null ? values.Stance(value, value.Text[(slash + 1)..]) : null;
            if (await values.IssueAsync(value, stance is null ? value.Text : value.Text[..slash].Trim()) is { Count: > 0 } issues)
            {
                all.Add(new(issues, stance));
            }
        }
        return all;
    }

    private static async Task<IReadOnlyList<long>> InstrumentsAsync(KeyNode key, SearchValues values)
    {
        List<long> ids = [];
        foreach (var value in key.Values)
        {
            if (SearchKeys.Meaning(SearchKey.Threat, value.Text) is not null) return []; // any
            ids.AddRange(await values.InstrumentAsync(value));
        }
        return ids;
    }

    private static ArticleCondition Any(IReadOnlyList<ArticleCondition> parts) => parts.Count == 1 ? parts[0] : new AnyOf(parts);
}
