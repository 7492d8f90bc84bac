using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>A query line with its names looked up.</summary>
/// <param name="Line">The line.</param>
/// <param name="Query">What to ask the archive; with faults, that which could be understood.</param>
/// <param name="Faults">What could not be read or found, in the order of the line.</param>
public sealed record ResolvedSearch(SearchQuery Line, ArticleQuery Query, IReadOnlyList<SearchFault> Faults)
{
    public static ResolvedSearch Everything { get; } = new(SearchQuery.Nothing, new(), []);

    public bool IsSound => Faults.Count == 0;
}

/// <summary>
/// Turns a query line into what the archive is asked: names into numbers (aliases included), dates into moments of the newsroom's calendar,
/// relative ones from now. Keys of codes that stand side by side ask for one and the same statement.
/// </summary>
public sealed class SearchResolver(NpgsqlDataSource archive, NewsroomTime newsroom, TimeProvider clock)
{
    public Task<ResolvedSearch> ResolveAsync(string? line, CancellationToken cancel) => ResolveAsync(SearchQuery.Parse(line), cancel);

    public async Task<ResolvedSearch> ResolveAsync(SearchQuery line, CancellationToken cancel)
    {
        var values = new SearchValues(new(archive), newsroom, clock.GetUtcNow(), cancel);
        values.Faults.AddRange(line.Faults);
        var query = await QueryAsync(line, values);
        return new(line, query, [.. values.Faults.OrderBy(f => f.Span.Start)]);
    }

    /// <summary>The top level: what has a facet of its own goes to its place, the rest into the condition.</summary>
    private static async Task<ArticleQuery> QueryAsync(SearchQuery line, SearchValues values)
    {
        var query = new ArticleQuery();
        List<SearchNode> rest = [];
        foreach (var part in line.Parts.Select(Simplified))
        {
            if (part is KeyNode { Key: SearchKey.Sort } sort)
            {
                if (values.Meaning(sort, 0) is { } order) query = query with { Order = order == "relevance" ? ArticleOrder.Relevance : ArticleOrder.Newest };
                continue;
            }
            if (part is not KeyNode key || IsOfCode(key) || key.Key is SearchKey.Is or SearchKey.Story)
            {
                rest.Add(part);
                continue;
            }
            // An article has one outlet and one language: the same key again means "or".
            query = await values.ConditionAsync(key) switch
            {
                OutletIs outlets => query with { Outlets = [.. query.Outlets.Union(outlets.Outlets)] },
                LanguageIs languages => query with { Languages = [.. query.Languages.Union(languages.Languages)] },
                CodingIs coding => query with { Coding = [.. query.Coding.Union(coding.States)] },
                ThreatsAre threats => query with { Threats = [.. query.Threats.Union(threats.Presence)] },
                PublishedIn span => query with { From = Later(query.From, span.From), Until = Earlier(query.Until, span.Until) },
                _ => query,
            };
            if (query.From >= query.Until) values.Faults.Add(new(SearchFaultKind.NeverTrue, key.Span, "", []));
        }
        // "threat:any" by itself is the threat facet's business; beside an actor it speaks of a statement.
        if (rest.OfType<KeyNode>().Where(IsOfCode).ToArray() is [{ Key: SearchKey.Threat } any] && any.Values.All(v => SearchKeys.Meaning(SearchKey.Threat, v.Text) == "any"))
        {
            rest.Remove(any);
            query = query with { Threats = [ThreatPresence.Confirmed, ThreatPresence.Suggested] };
        }
        return query with { Where = await AllAsync(rest, values) };
    }

    private static async Task<ArticleCondition?> AllAsync(IReadOnlyList<SearchNode> parts, SearchValues values)
    {
        List<ArticleCondition> all = [.. await StatementConditions.OfAsync([.. parts.OfType<KeyNode>().Where(IsOfCode)], values)];
        foreach (var part in parts.Where(p => p is not KeyNode key || !IsOfCode(key)))
        {
            all.AddRange(ArticleCondition.PartsOf(await OneAsync(part, values)));
        }
        return all.Count <= 1 ? all.FirstOrDefault() : new AllOf(all);
    }

    private static async Task<ArticleCondition?> OneAsync(SearchNode node, SearchValues values)
    {
        switch (Simplified(node))
        {
            case WordNode word: return new TextIs(word.Word, word.Begins);
            case PhraseNode phrase: return new TextIs(phrase.Words);
            case NotNode not: return await OneAsync(not.Inner, values) is { } inner ? new Not(inner) : null;
            case AllNode all: return await AllAsync([.. all.Parts.Select(Simplified)], values);
            case AnyNode any:
                List<ArticleCondition> parts = [];
                foreach (var part in any.Parts) if (await OneAsync(part, values) is { } condition) parts.Add(condition);
                return parts.Count <= 1 ? parts.FirstOrDefault() : new AnyOf(parts);
            case KeyNode { Key: SearchKey.Sort } sort:
                values.Faults.Add(new(SearchFaultKind.NotAChoice, sort.Span, sort.Values[0].Text, []));
                return null;
            case KeyNode key when IsOfCode(key): return await AllAsync([key], values);
            case KeyNode key: return await values.ConditionAsync(key);
            default: throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    /// <summary><c>stance:- OR stance:?</c> is <c>stance:-,?</c>, and so may join other keys on the same statement.</summary>
    private static SearchNode Simplified(SearchNode node) =>
        node is AnyNode any && any.Parts.All(p => p is KeyNode) && any.Parts.Cast<KeyNode>().DistinctBy(k => k.Key).Count() == 1
            ? (KeyNode)any.Parts[0] with { Values = [.. any.Parts.Cast<KeyNode>().SelectMany(k => k.Values)], Span = any.Span }
            : node;

    /// <summary>Whether the key speaks of codes; <c>threat:confirmed</c> and the like speak of the article.</summary>
    private static bool IsOfCode(KeyNode key) =>
        key.Key == SearchKey.Threat ? key.Values.Any(v => SearchKeys.Meaning(SearchKey.Threat, v.Text) is null or "any") : SearchKeys.IsOfCode(key.Key);

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
