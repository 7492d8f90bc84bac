using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>A piece of a snippet; a hit is a word that was asked for.</summary>
public readonly record struct SnippetPiece(string Text, bool IsHit);

/// <summary>Where the words of a query stand in an article: the headline, and the places of the text.</summary>
public sealed record Snippet(IReadOnlyList<SnippetPiece> Title, IReadOnlyList<SnippetPiece> Text);

/// <summary>Cuts the places out of the texts of the shown lines only: 50 of them take some 100 ms, so the list does not wait.</summary>
public sealed class ArticleSnippets(NpgsqlDataSource archive)
{
    // No text of the archive holds these two characters: control characters are left out where it comes in.
    private const char Begin = '\u0002', End = '\u0003';
    /// <summary>A hit further down than this is not looked for, in characters.</summary>
    private const int Deepest = 30_000;

    /// <returns>By article; empty where the query asks for no words.</returns>
    public async Task<IReadOnlyDictionary<long, Snippet>> SnippetsAsync(ArticleQuery query, IReadOnlyList<long> articles, CancellationToken cancel)
    {
        var snippets = new Dictionary<long, Snippet>();
        var filter = new ArticleFilter(new(), 0);
        if (articles.Count == 0 || filter.WordsQuery(query) is not { } words) return snippets;
        var marks = $"StartSel={Begin}, StopSel={End}";
        await using var command = archive.CreateCommand($"""
            SELECT a.id, ts_headline(search_config(a.language), a.title, {words}, {filter.Add(marks + ", HighlightAll=true")}),
                ts_headline(search_config(a.language), translate(left(v.text, {Deepest}), E'\n', ' '), {words},
                    {filter.Add(marks + ", MaxFragments=2, MaxWords=16, MinWords=8, ShortWord=2, FragmentDelimiter=\" … \"")})
            FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.number = a.current_version WHERE a.id = ANY ({filter.Add(articles.ToArray())})
            """);
        command.CommandTimeout = ArticleQueries.Patience;
        command.Parameters.AddRange(filter.Parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) snippets[reader.GetInt64(0)] = new(Pieces(reader.GetString(1)), Pieces(reader.GetString(2)));
        return snippets;
    }

    private static List<SnippetPiece> Pieces(string marked)
    {
        List<SnippetPiece> pieces = [];
        foreach (var part in marked.Split(Begin))
        {
            var end = part.IndexOf(End, StringComparison.Ordinal);
            if (end > 0) pieces.Add(new(part[..end], true));
            if (part.Length > end + 1) pieces.Add(new(part[(end + 1)..], false));
        }
        return pieces;
    }
}
