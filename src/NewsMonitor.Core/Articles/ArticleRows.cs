using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>Reads the lines of a list: what stands on each beside the article itself.</summary>
internal sealed class ArticleRows(NpgsqlDataSource archive)
{
    private const string Columns = """
        a.id, o.name, a.published_at, a.kicker, a.title, a.language, a.text_state, a.coding_state, a.statements, a.open_suggestions,
        a.threats, a.suggested_threats, mine.read_at IS NOT NULL, mine.starred_at IS NOT NULL,
        (SELECT p.story_id FROM story_articles p WHERE p.article_id = a.id),
        coalesce((SELECT s.articles FROM story_articles p JOIN stories s ON s.id = p.story_id WHERE p.article_id = a.id), 1)
        """;

    public async Task<ArticleRow?> OneAsync(long articleId, long userId, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"""
            SELECT {Columns}, 0::real
            FROM articles a JOIN outlets o ON o.id = a.outlet_id
                LEFT JOIN article_marks mine ON mine.article_id = a.id AND mine.user_id = $2
            WHERE a.id = $1
            """);
        command.Parameters.Add(new() { Value = articleId });
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Row(reader) : null;
    }

    /// <summary>The lines of a page, whose articles <paramref name="page"/> has found.</summary>
    public async Task<List<ArticleRow>> PageAsync(ArticleFilter filter, long userId, string page, string order, int limit, CancellationToken cancel)
    {
        await using var command = Command($"""
            WITH page AS MATERIALIZED ({page})
            SELECT {Columns}, page.rank
            FROM page JOIN articles a ON a.id = page.id JOIN outlets o ON o.id = a.outlet_id
                LEFT JOIN article_marks mine ON mine.article_id = a.id AND mine.user_id = {filter.Add(userId)}
            ORDER BY {order}
            """, filter);
        var rows = new List<ArticleRow>(limit);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) rows.Add(Row(reader));
        return rows;
    }

    public NpgsqlCommand Command(string sql, ArticleFilter filter)
    {
        var command = archive.CreateCommand(sql);
        command.CommandTimeout = ArticleQueries.Patience;
        command.Parameters.AddRange(filter.Parameters.ToArray());
        return command;
    }

    private static ArticleRow Row(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Outlet = reader.GetString(1),
        PublishedAt = reader.GetFieldValue<DateTimeOffset>(2),
        Kicker = reader.IsDBNull(3) ? null : reader.GetString(3),
        Title = reader.GetString(4),
        Language = reader.GetString(5),
        TextState = Enum.Parse<TextState>(reader.GetString(6)),
        CodingState = Enum.Parse<CodingState>(reader.GetString(7)),
        Statements = reader.GetInt32(8),
        OpenSuggestions = reader.GetInt32(9),
        Threats = reader.GetInt32(10),
        SuggestedThreats = reader.GetInt32(11),
        Read = reader.GetBoolean(12),
        Starred = reader.GetBoolean(13),
        StoryId = reader.IsDBNull(14) ? null : reader.GetInt64(14),
        StorySize = reader.GetInt32(15),
        Rank = reader.GetFloat(16),
    };
}
