using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Jobs;
using Npgsql;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Which articles are to be read again.</summary>
public enum RereadScope
{
    /// <summary>Those read by an older engine or with another codebook.</summary>
    Outdated,
    /// <summary>Those with the words of names that came or went.</summary>
    Names,
    /// <summary>All that were not read since the job was asked for.</summary>
    All,
}

/// <param name="Scope">Which articles.</param>
/// <param name="Names">For <see cref="RereadScope.Names"/>: the names.</param>
/// <param name="Actors">For <see cref="RereadScope.Names"/>: whose they are or were.</param>
/// <param name="Since">For <see cref="RereadScope.All"/>: what was read later need not be.</param>
public sealed record RereadWish(RereadScope Scope, string[]? Names = null, long[]? Actors = null, DateTimeOffset? Since = null);

/// <summary>Reads old articles again, newest first. What people have decided is never touched: that is <see cref="SuggestionMaker"/>'s promise.</summary>
public sealed class RereadJob(
    NpgsqlDataSource archive, ReadingClaims claims, SuggestionMaker maker, ListKeeper lists, IOptions<SuggestionOptions> options, ILogger<RereadJob> log) : JobKind
{
    public const string Kind = "reread";
    private const int Batch = 40;
    /// <summary>The codebook may change while the job runs; an editor who goes on changing it gets the rest with the next job.</summary>
    private const int MostPasses = 3;

    private const string OutdatedSql = """
        SELECT article_id FROM reading_tasks
        WHERE due_at IS NULL AND (engine < $2 OR (engine = $2 AND codebook <> $3 AND attempts < 3)) AND article_id < $1 ORDER BY article_id DESC
        """;

    private const string AllSql = "SELECT article_id FROM reading_tasks WHERE due_at IS NULL AND coalesce(read_at, '-infinity') < $2 AND article_id < $1 ORDER BY article_id DESC";

    // Each language's own dictionary, so that the index is used; and where the actor is suggested already, by whatever words.
    private const string NamesSql = """
        SELECT id FROM (
            SELECT a.id FROM articles a, (SELECT string_agg('(' || q || ')', ' | ')::tsquery AS q FROM
                (SELECT phraseto_tsquery('german', n)::text AS q FROM unnest($2::text[]) AS n) AS p WHERE q <> '') AS w WHERE a.language = 'de' AND a.tsv @@ w.q
            UNION
            SELECT a.id FROM articles a, (SELECT string_agg('(' || q || ')', ' | ')::tsquery AS q FROM
                (SELECT phraseto_tsquery('english', n)::text AS q FROM unnest($2::text[]) AS n) AS p WHERE q <> '') AS w WHERE a.language = 'en' AND a.tsv @@ w.q
            UNION
            SELECT a.id FROM articles a, (SELECT string_agg('(' || q || ')', ' | ')::tsquery AS q FROM
                (SELECT phraseto_tsquery('simple', n)::text AS q FROM unnest($2::text[]) AS n) AS p WHERE q <> '') AS w WHERE a.language NOT IN ('de', 'en') AND a.tsv @@ w.q
            UNION
            SELECT article_id FROM codes WHERE actor_id = ANY ($3) AND state = 'Suggested'
            UNION
            SELECT c.article_id FROM participants p JOIN codes c ON c.id = p.statement_id WHERE p.actor_id = ANY ($3) AND c.state = 'Suggested') AS found
        WHERE id < $1 ORDER BY id DESC
        """;

    private sealed record Place(long Before, int Pass, long Done, long Articles, long Added, long Removed);

    public override string Name => Kind;
    public override Role Needs => Role.Editor;

    public override async Task<JobEnd> RunAsync(JobRun run, CancellationToken cancel)
    {
        var wish = run.Parameters<RereadWish>();
        var place = run.Checkpoint<Place>() ?? new Place(long.MaxValue, 1, 0, 0, 0, 0);
        while (true)
        {
            var codebook = (await lists.GetFreshAsync(cancel)).Codebook;
            var articles = await FindAsync(wish, place.Before, codebook, cancel);
            var total = place.Done + articles.Length;
            await run.ReportAsync(place.Done, total, place);
            foreach (var batch in articles.Chunk(Batch))
            {
                place = await ReadAsync(run, batch, place, cancel);
                await run.ReportAsync(place.Done, total, place);
            }
            if (wish.Scope != RereadScope.Outdated || place.Pass >= MostPasses || (await FindAsync(wish, long.MaxValue, (await lists.GetFreshAsync(cancel)).Codebook, cancel)).Length == 0) break;
            place = place with { Before = long.MaxValue, Pass = place.Pass + 1 };
        }
        return new JobEnd.Done(new { articles = place.Articles, added = place.Added, removed = place.Removed });
    }

    private async Task<Place> ReadAsync(JobRun run, long[] batch, Place place, CancellationToken cancel)
    {
        var made = new System.Collections.Concurrent.ConcurrentBag<MadeSuggestions>();
        var claimed = await claims.ClaimAgainAsync(batch, $"job {run.Id}", cancel);
        try
        {
            await Parallel.ForEachAsync(claimed, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = cancel }, async (reading, token) =>
            {
                try
                {
                    LostClaims.Check(reading.Lost);
                    if (await maker.MakeAsync(reading, token) is { } one) made.Add(one);
                }
                catch (Exception e) when (e is not (NpgsqlException { IsTransient: true } or OperationCanceledException or TimeoutException))
                {
                    log.LogError(e, "Article {Article} could not be read again because of a fault in this program.", reading.ArticleId);
                    await claims.PutOffAsync(reading, e.Message, token);
                }
            });
        }
        catch
        {
            // What was in hand is given back, so that it need not wait for the end of its lease.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            foreach (var reading in claimed) await claims.ReleaseAsync(reading, limit.Token);
            throw;
        }
        return place with
        {
            Before = batch[^1], Done = place.Done + batch.Length, Articles = place.Articles + made.Count, Added = place.Added + made.Sum(m => m.Added),
            Removed = place.Removed + made.Sum(m => m.Removed),
        };
    }

    /// <summary>The articles' ids, newest first.</summary>
    private async Task<long[]> FindAsync(RereadWish wish, long before, long codebook, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(wish.Scope switch { RereadScope.Outdated => OutdatedSql, RereadScope.Names => NamesSql, _ => AllSql });
        command.CommandTimeout = 300;
        object[] values = wish.Scope switch
        {
            RereadScope.Outdated => [before, SuggestionMaker.Engine, codebook],
            RereadScope.Names => [before, wish.Names ?? [], wish.Actors ?? []],
            _ => [before, wish.Since?.ToUniversalTime() ?? DateTimeOffset.UtcNow],
        };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var ids = new List<long>();
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        return [.. ids];
    }
}
