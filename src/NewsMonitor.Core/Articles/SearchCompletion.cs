using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>What may come next in a query line.</summary>
/// <param name="Insert">The text for the place of <paramref name="Span"/>.</param>
/// <param name="Span">What it takes the place of.</param>
/// <param name="Key">The key that it is, or whose value it is.</param>
/// <param name="IsKey">A key, still without its value.</param>
/// <param name="Says">What a value stands for that does not speak for itself: a story's headline.</param>
public sealed record SearchOffer(string Insert, QuerySpan Span, SearchKey Key, bool IsKey, string? Says = null);

/// <summary>Completes a query line while it is typed: keys, their values from the archive's own lists, and names for a word that is one.</summary>
public sealed class SearchCompletion(NpgsqlDataSource archive)
{
    private const int Most = 8;
    private const string Quotes = "\"„“”«»";

    public async Task<IReadOnlyList<SearchOffer>> OfferAsync(string line, int caret, string language, CancellationToken cancel)
    {
        caret = Math.Clamp(caret, 0, line.Length);
        var start = TokenStart(line[..caret]);
        while (start < caret && line[start] is '-' or '−' or '–') start++;
        var token = line[start..caret];
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && SearchKeys.Find(token[..colon]) is { } key) return await ValuesAsync(key, token, start, colon + 1, language, cancel);
        if (token.Length == 0 || token.Any(Quotes.Contains)) return [];
        var span = new QuerySpan(start, caret);
        var keys = Enum.GetValues<SearchKey>().Select(k => (Key: k, Name: SearchKeys.NamesOf(k, language).FirstOrDefault(n => n.StartsWith(token, StringComparison.OrdinalIgnoreCase))))
            .Where(k => k.Name is not null).Select(k => new SearchOffer(k.Name + ":", span, k.Key, true)).ToArray();
        if (token.Length < 3) return [.. keys.Take(Most)];
        var names = new SearchNames(archive);
        List<SearchOffer> offers = [.. keys];
        foreach (var of in new[] { SearchKey.Actor, SearchKey.Outlet, SearchKey.Issue })
        {
            var found = await names.BeginningAsync(of, token, 3, cancel);
            offers.AddRange(found.Select(name => new SearchOffer($"{SearchKeys.NameOf(of, language)}:{SearchQueryWriter.Value(name)}", span, of, false)));
        }
        return [.. offers.Take(Most)];
    }

    /// <summary>Names of one kind for a form: the most of them, in order.</summary>
    public Task<IReadOnlyList<string>> NamesAsync(SearchKey key, CancellationToken cancel) => new SearchNames(archive).BeginningAsync(key, "", 300, cancel);

    private async Task<IReadOnlyList<SearchOffer>> ValuesAsync(SearchKey key, string token, int start, int from, string language, CancellationToken cancel)
    {
        var quoted = false;
        for (var i = from; i < token.Length; i++)
        {
            if (Quotes.Contains(token[i], StringComparison.Ordinal)) quoted = !quoted;
            else if (token[i] == ',' && !quoted) from = i + 1;
        }
        var typed = string.Concat(token[from..].Where(c => !Quotes.Contains(c, StringComparison.Ordinal)));
        var span = new QuerySpan(start + from, start + token.Length);
        if (key == SearchKey.Story) return [.. (await new SearchNames(archive).StoriesBeginningAsync(typed, Most, cancel)).Select(s => new SearchOffer(s.Name is { } name ? SearchQueryWriter.Value(name) : $"{s.Id}", span, key, false, s.Name is null ? s.Headline : null))];
        var slash = key == SearchKey.Position ? typed.LastIndexOf('/') : -1;
        IReadOnlyList<string> values = key switch
        {
            SearchKey.Position when slash >= 0 => [.. SearchKeys.WordsOf(SearchKey.Stance, language).Select(s => $"{typed[..slash]}/{s}")],
            SearchKey.Outlet or SearchKey.Actor or SearchKey.Threatener or SearchKey.Target or SearchKey.Issue or SearchKey.Position or SearchKey.Coder =>
                await new SearchNames(archive).BeginningAsync(key, typed, Most, cancel),
            SearchKey.Threat => [.. Begun(SearchKeys.WordsOf(key, language)), .. await new SearchNames(archive).BeginningAsync(key, typed, Most, cancel)],
            SearchKey.Language => [.. Begun(await LanguagesAsync(cancel))],
            SearchKey.After or SearchKey.Before or SearchKey.Until or SearchKey.On =>
                [.. Begun(language == "de" ? ["heute", "gestern", "-7t", "-1m", "-1j"] : ["today", "yesterday", "-7d", "-1m", "-1y"])],
            _ => [.. Begun(SearchKeys.WordsOf(key, language))],
        };
        var chosen = SearchQuery.Parse(token[..from].TrimEnd(',')).ValuesOf(key).Select(v => v.Value.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. values.Where(v => !chosen.Contains(v)).Take(Most).Select(v => new SearchOffer(SearchQueryWriter.Value(v), span, key, false))];

        IEnumerable<string> Begun(IEnumerable<string> words) => words.Where(w => w.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The languages of the outlets: a scan of the articles would cost too much for a key stroke.</summary>
    private async Task<IReadOnlyList<string>> LanguagesAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("SELECT language FROM outlets WHERE language IS NOT NULL GROUP BY language ORDER BY count(*) DESC, language");
        List<string> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add(reader.GetString(0));
        return [.. found.Union(["de", "en"])];
    }

    /// <summary>Where the part under the caret begins: after the last space or parenthesis outside quotes.</summary>
    private static int TokenStart(string before)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < before.Length; i++)
        {
            if (Quotes.Contains(before[i], StringComparison.Ordinal)) quoted = !quoted;
            else if (!quoted && (char.IsWhiteSpace(before[i]) || before[i] is '(' or ')' or '|')) start = i + 1;
        }
        return start;
    }
}
