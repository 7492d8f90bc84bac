using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Keys of codes that stand side by side speak of one statement: <c>actor:Putin stance:- issue:NATO</c> asks for a position of Putin's
/// against that issue, not for an article in which each occurs somewhere. Actors alone may each stand anywhere in the article. A second
/// issue, instrument or position asks for a second statement, of the same actors and coders.
/// </summary>
internal static class StatementConditions
{
    private const int MostStatements = 20;

    public static async Task<IReadOnlyList<ArticleCondition>> OfAsync(IReadOnlyList<KeyNode> keys, SearchValues values)
    {
        if (keys.Count == 0) return [];
        List<IReadOnlyList<long>> actors = [], threateners = [], targets = [], issues = [], coders = [];
        List<IReadOnlyList<Stance>> stances = [];
        List<IReadOnlyList<(IReadOnlyList<long> Issues, IReadOnlyList<Stance> Stances)>> positions = [];
        List<IReadOnlyList<long>> instruments = []; // an empty list inside is "any threat"
        foreach (var key in keys)
        {
            switch (key.Key)
            {
                case SearchKey.Actor: Add(actors, await values.ActorsAsync(key)); break;
                case SearchKey.Threatener: Add(threateners, await values.ActorsAsync(key)); break;
                case SearchKey.Target: Add(targets, await values.ActorsAsync(key)); break;
                case SearchKey.Issue: Add(issues, await values.IssuesAsync(key)); break;
                case SearchKey.Coder: Add(coders, await values.CodersAsync(key)); break;
                case SearchKey.Stance when values.Stances(key) is { Count: > 0 } found: stances.Add(found); break;
                case SearchKey.Position: positions.Add(await PositionsAsync(key, values)); break;
                case SearchKey.Threat: instruments.Add(await InstrumentsAsync(key, values)); break;
            }
        }
        var ofThreat = threateners.Count + targets.Count + instruments.Count > 0;
        var ofPosition = issues.Count + stances.Count + positions.Count > 0;
        if (!ofThreat && !ofPosition && coders.Count == 0) return [.. actors.Select(one => new CodeIs { Actors = [one] })];

        var shared = new CodeIs { Actors = actors };
        // Two coders on one code: made by one, changed by the other.
        List<ArticleCondition> all = coders.Count > 1 ? [.. coders.Skip(1).Select(c => shared with { Coders = c })] : [];
        if (coders.Count > 0) shared = shared with { Coders = coders[0] };
        if (!ofThreat && !ofPosition) all.Add(shared);
        if (ofThreat)
        {
            var threat = shared with { Kind = StatementKind.Threat, Threateners = threateners, Targets = targets };
            all.AddRange(instruments.Count == 0 ? [threat] : instruments.Select(i => threat with { Instruments = i }));
        }
        if (ofPosition)
        {
            var position = shared with { Kind = StatementKind.Position };
            var each = issues.Select(i => position with { Issues = i }).DefaultIfEmpty(position).Where(_ => issues.Count > 0 || positions.Count == 0);
            all.AddRange(each.SelectMany(p => stances.Select(s => p with { Stances = s }).DefaultIfEmpty(p)));
            all.AddRange(positions.Where(p => p.Count > 0).Select(alternatives => Any([.. alternatives.SelectMany(p =>
            {
                var one = position with { Issues = p.Issues, Stances = p.Stances };
                return p.Stances.Count > 0 ? [one] : stances.Select(s => one with { Stances = s }).DefaultIfEmpty(one);
            })])));
        }
        if (all.Count <= MostStatements) return all;
        values.Faults.Add(new(SearchFaultKind.TooMany, new(keys[0].Span.Start, keys[^1].Span.End), "", []));
        return all[..MostStatements];

        static void Add(List<IReadOnlyList<long>> to, IReadOnlyList<long> ids)
        {
            if (ids.Count > 0) to.Add(ids);
        }
    }

    /// <summary><c>issue/stance</c>, or an issue whatever the stance.</summary>
    private static async Task<IReadOnlyList<(IReadOnlyList<long> Issues, IReadOnlyList<Stance> Stances)>> PositionsAsync(KeyNode key, SearchValues values)
    {
        List<(IReadOnlyList<long>, IReadOnlyList<Stance>)> all = [];
        foreach (var value in key.Values)
        {
            var slash = value.Text.LastIndexOf('/');
            var stance = slash >= 0 && SearchKeys.Meaning(SearchKey.Stance, value.Text[(slash + 1)..]) is not null ? values.Stance(value, value.Text[(slash + 1)..]) : null;
            if (await values.IssueAsync(value, stance is null ? value.Text : value.Text[..slash].Trim()) is { Count: > 0 } issues)
            {
                all.Add((issues, stance is { } known ? [known] : []));
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
