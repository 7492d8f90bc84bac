using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// How many articles a query may find, told in milliseconds: on it depends which way is short. Asked of the archive itself and not of PostgreSQL's
/// statistics, which know neither rare words nor an archive that was filled a minute ago.
/// </summary>
internal sealed class HitEstimate(NpgsqlDataSource archive, ArticleQuery query, SearchStems stems)
{
    /// <summary>With fewer in the sample, some 3,000 in the archive, the rows of all are read.</summary>
    private const int Rare = 200;
    private const int Several = 3;

    /// <summary>Something is asked that <see cref="WordsAsync"/> does not know of.</summary>
    public bool AsksMoreThanWords => !ConditionSql.AsksWordsOnly(query.Where);

    /// <summary>
    /// How many articles of the sample, a sixteenth of the archive, hold the words; counted no further than <paramref name="most"/>, which also stands for
    /// a query without words. The index answers alone: phrases count as their words, whatever else is asked for is left out.
    /// </summary>
    public async Task<int> WordsAsync(int most, CancellationToken cancel)
    {
        var words = ArticleCondition.PartsOf(TextIs.Loosened(query.Where));
        ArticleQuery asked = new() { Where = new AllOf([.. words.Where(part => ConditionSql.AsksWordsOnly(part))]) };
        if (!TextIs.In(asked.Where).Any()) return most;
        if (await AnyLanguageAsync(asked.Where, cancel) is { } atMost && atMost < Math.Min(Rare, most))
        {
            stems.AreRare = true;
            return atMost;
        }
        return await SampleAsync(asked, most, cancel);
    }

    /// <summary>
    /// Whether the words of the query's phrases, with whatever other words are asked for beside them, stand in so many articles of the sample: all of them
    /// would have to be opened to see which word follows which.
    /// </summary>
    public async Task<bool> PhraseOpensAsync(int many, CancellationToken cancel)
    {
        if (!query.HasPhrase) return false;
        var words = ArticleCondition.PartsOf(query.Where).Where(ConditionSql.AsksWordsOnly).ToArray();
        if (!TextIs.In(new AllOf(words)).Any(text => text.IsPhrase)) words = [new AnyOf([.. TextIs.In(query.Where).Where(text => text.IsPhrase)])];
        return await SampleAsync(new() { Where = TextIs.Loosened(new AllOf(words)) }, many, cancel) == many;
    }

    private async Task<int> SampleAsync(ArticleQuery asked, int most, CancellationToken cancel)
    {
        var filter = new ArticleFilter(asked, 0, stems, sample: true);
        return await CountAsync($"SELECT FROM {filter.From} WHERE {filter.Base} LIMIT {filter.Add(most)}", filter.Parameters, cancel);
    }

    /// <summary>Null where it would not tell: what is left out in one language stands in all others, and of many words joined some are common.</summary>
    private async Task<int?> AnyLanguageAsync(ArticleCondition words, CancellationToken cancel)
    {
        if (LeavesOut(words) || TextIs.In(words).Skip(Several).Any()) return null;
        var sql = new ConditionSql(0, stems);
        return sql.InAnyLanguage(words) is { } holds ? await CountAsync($"SELECT FROM articles a WHERE {holds} LIMIT {sql.Add(Rare)}", sql.Parameters, cancel) : null;
    }

    /// <summary>
    /// In how many articles at most the codes can stand, counted no further than <paramref name="most"/>, which also stands for a query without
    /// codes. A story and one's own stars are few.
    /// </summary>
    public async Task<int> CodesAsync(int most, CancellationToken cancel)
    {
        var parts = ArticleCondition.PartsOf(query.Where);
        if (parts.Any(part => part is StoryIs or MarkedAs { Kind: ArticleMarkKind.Starred })) return 0;
        var least = most;
        foreach (var code in parts.OfType<CodeIs>())
        {
            var sql = new ConditionSql(0);
            least = Math.Min(least, await CountAsync(sql.CodesOf(code, least), sql.Parameters, cancel));
        }
        return least;
    }

    private static bool LeavesOut(ArticleCondition condition) => condition switch
    {
        Not => true,
        AllOf all => all.Parts.Any(LeavesOut),
        AnyOf any => any.Parts.Any(LeavesOut),
        _ => false,
    };

    private async Task<int> CountAsync(string counted, List<NpgsqlParameter> parameters, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"SELECT count(*)::int FROM ({counted}) AS counted");
        command.CommandTimeout = ArticleQueries.Patience;
        command.Parameters.AddRange(parameters.ToArray());
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}
