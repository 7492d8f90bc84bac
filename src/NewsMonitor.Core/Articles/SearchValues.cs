using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Articles;

/// <summary>Reads the values of keys while one line is resolved, and notes what does not exist.</summary>
internal sealed class SearchValues(SearchNames names, NewsroomTime newsroom, DateTimeOffset now, CancellationToken cancel)
{
    private static readonly Dictionary<string, string> LanguageNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["german"] = "de", ["deutsch"] = "de", ["english"] = "en", ["englisch"] = "en", ["french"] = "fr", ["französisch"] = "fr", ["spanish"] = "es", ["spanisch"] = "es",
        ["italian"] = "it", ["italienisch"] = "it", ["russian"] = "ru", ["russisch"] = "ru", ["ukrainian"] = "uk", ["ukrainisch"] = "uk", ["polish"] = "pl", ["polnisch"] = "pl",
    };

    public List<SearchFault> Faults { get; } = [];

    /// <summary>What a key asks of the article itself.</summary>
    public async Task<ArticleCondition?> ConditionAsync(KeyNode key)
    {
        switch (key.Key)
        {
            case SearchKey.Outlet: return await IdsAsync(key, names.OutletsAsync, SearchFaultKind.UnknownOutlet) is { Count: > 0 } outlets ? new OutletIs(outlets) : null;
            case SearchKey.Language: return key.Values.Select(Language).OfType<string>().ToArray() is { Length: > 0 } languages ? new LanguageIs(languages) : null;
            case SearchKey.After or SearchKey.Before or SearchKey.Until or SearchKey.On: return Published(key);
            case SearchKey.Coded: return key.Values.SelectMany((_, i) => Coded(Meaning(key, i))).ToArray() is { Length: > 0 } states ? new CodingIs(states) : null;
            case SearchKey.Threat: return new ThreatsAre([.. key.Values.Select((_, i) => Meaning(key, i)).OfType<string>().Where(m => m != "any").Select(Enum.Parse<ThreatPresence>)]);
            case SearchKey.Is:
                var marks = key.Values.Select((_, i) => Meaning(key, i)).OfType<string>().Select(m => (ArticleCondition)new MarkedAs(Enum.Parse<ArticleMarkKind>(m, true))).ToArray();
                return marks.Length <= 1 ? marks.FirstOrDefault() : new AnyOf(marks);
            case SearchKey.Story: return await IdsAsync(key, names.StoriesAsync, SearchFaultKind.UnknownStory) is { Count: > 0 } stories ? new StoryIs(stories) : null;
            default: throw new ArgumentOutOfRangeException(nameof(key));
        }
    }

    public Task<IReadOnlyList<long>> ActorsAsync(KeyNode key) => IdsAsync(key, names.ActorsAsync, SearchFaultKind.UnknownActor);

    public Task<IReadOnlyList<long>> IssuesAsync(KeyNode key) => IdsAsync(key, names.IssuesAsync, SearchFaultKind.UnknownIssue);

    public Task<IReadOnlyList<long>> CodersAsync(KeyNode key) => IdsAsync(key, names.CodersAsync, SearchFaultKind.UnknownCoder);

    public Task<IReadOnlyList<long>> IssueAsync(SearchValue value, string name) => IdsAsync(value, name, names.IssuesAsync, SearchFaultKind.UnknownIssue);

    public Task<IReadOnlyList<long>> InstrumentAsync(SearchValue value) => IdsAsync(value, value.Text, names.InstrumentsAsync, SearchFaultKind.UnknownInstrument);

    public IReadOnlyList<Stance> Stances(KeyNode key) => [.. key.Values.Select(v => Stance(v, v.Text)).OfType<Stance>()];

    public Stance? Stance(SearchValue value, string text)
    {
        if (SearchKeys.Meaning(SearchKey.Stance, text) is { } meaning) return Enum.Parse<Stance>(meaning);
        Faults.Add(new(SearchFaultKind.NotAStance, value.Span, text, []));
        return null;
    }

    /// <summary>The meaning of a value that must be one of the language's own words.</summary>
    public string? Meaning(KeyNode key, int index)
    {
        var value = key.Values[index];
        if (SearchKeys.Meaning(key.Key, value.Text) is { } meaning) return meaning;
        var language = key.Written == SearchKeys.NameOf(key.Key, "de") ? "de" : "en";
        Faults.Add(new(SearchFaultKind.NotAChoice, value.Span, value.Text, SearchKeys.WordsOf(key.Key, language)));
        return null;
    }

    private async Task<IReadOnlyList<long>> IdsAsync(KeyNode key, Func<string, CancellationToken, Task<NameFound>> find, SearchFaultKind unknown)
    {
        List<long> ids = [];
        foreach (var value in key.Values) ids.AddRange(await IdsAsync(value, value.Text, find, unknown));
        return [.. ids.Distinct()];
    }

    private async Task<IReadOnlyList<long>> IdsAsync(
        SearchValue value, string name, Func<string, CancellationToken, Task<NameFound>> find, SearchFaultKind unknown)
    {
        var found = await find(name, cancel);
        if (found.Ids.Count == 0) Faults.Add(new(unknown, value.Span, name, [.. found.Near.Select(SearchQueryWriter.Value)]));
        return found.Ids;
    }

    private string? Language(SearchValue value)
    {
        if (LanguageNames.TryGetValue(value.Text, out var code)) return code;
        if (value.Text.Length is 2 or 3 && value.Text.All(char.IsAsciiLetter)) return value.Text.ToLowerInvariant();
        var near = LanguageNames.Keys.Where(n => SearchKeys.Distance(n, value.Text.ToLowerInvariant()) <= 2).Take(2);
        Faults.Add(new(SearchFaultKind.UnknownLanguage, value.Span, value.Text, [.. near]));
        return null;
    }

    private static CodingState[] Coded(string? meaning) => meaning switch
    {
        null => [],
        "yes" => [CodingState.InWork, CodingState.Coded],
        "no" => [CodingState.None, CodingState.Suggested],
        _ => [Enum.Parse<CodingState>(meaning)],
    };

    /// <summary>"after" and "until" include what they name, "before" does not; "on" is the whole of it.</summary>
    private PublishedIn? Published(KeyNode key)
    {
        PublishedIn? all = null;
        foreach (var value in key.Values)
        {
            var read = key.Key == SearchKey.On ? SearchDates.ReadRange(value.Text, now, newsroom) : SearchDates.Read(value.Text, now, newsroom);
            if (read is not var (from, until))
            {
                Faults.Add(new(SearchFaultKind.NotADate, value.Span, value.Text, []));
                continue;
            }
            if (from >= until) Faults.Add(new(SearchFaultKind.NeverTrue, value.Span, value.Text, []));
            all ??= key.Key switch
            {
                SearchKey.After => new(from, null),
                SearchKey.Before => new(null, from),
                SearchKey.Until => new(null, until),
                _ => new(from, until),
            };
        }
        return all;
    }
}
