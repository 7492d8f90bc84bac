using System.ClientModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Analysis;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>What became of a question.</summary>
public enum ModelResult { Stored, NothingToAsk, OverBudget, Failed, Garbage, Outdated }

/// <summary>
/// Asks the model about one article that the rules have read, and puts what stands up to the checks beside what they found, marked as the
/// model's. It takes nothing away: neither a rule's suggestion nor a person's decision.
/// </summary>
public sealed class ModelReader(
    IDbContextFactory<NewsDbContext> archive, ListKeeper lists, RankerKeeper rankers, RegistryActors registry, ModelHttp http, ModelBudget budget, ModelClaims claims,
    BulletinBoard board, IOptions<ModelOptions> options, IOptions<SuggestionOptions> suggestions, TimeProvider clock, ILogger<ModelReader> log)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromHours(1);
    private long _pausedUntil;

    /// <summary>Whether the server has asked for a pause that is not over.</summary>
    public bool IsPaused => clock.GetUtcNow().UtcTicks < Volatile.Read(ref _pausedUntil);

    public async Task<ModelResult> AskAsync(ClaimedQuestion asked, CancellationToken cancel)
    {
        var known = await lists.GetAsync(cancel);
        await using var db = await archive.CreateDbContextAsync(cancel);
        var article = await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == asked.ArticleId, cancel);
        // A newer text is read by the rules first, and asked about then.
        if (article is null || article.CurrentVersion != asked.Version) return await EndAsync(asked, ModelResult.Outdated, cancel);
        var version = await db.ArticleVersions.AsNoTracking().SingleAsync(v => v.ArticleId == article.Id && v.Number == article.CurrentVersion, cancel);
        var read = ArticleAnalyzer.Analyze(version.Text, article.Language == "und" ? null : article.Language, DateOnly.FromDateTime(article.PublishedAt.UtcDateTime), known.Actors.Index, known.Issues);
        var issues = await db.Issues.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null && i.ProposedAt == null).OrderBy(i => i.Id).Select(i => new OfferedIssue(i.Id, i.Name)).ToListAsync(cancel);
        var question = new ModelQuestion(read, version.Title, issues, options.Value.MostCharacters);
        if (question.Actors.Count == 0) return await EndAsync(asked, ModelResult.NothingToAsk, cancel);

        var taken = question.EstimatedTokens + options.Value.AnswerTokens;
        if (!await budget.TakeAsync(taken, options.Value, cancel))
        {
            await claims.PutOffAsync(asked, AfterFailure, counts: false, "The day's budget is used up.", cancel);
            return ModelResult.OverBudget;
        }
        var (answer, used) = await CallAsync(asked, question, taken, cancel);
        if (answer is null) return ModelResult.Failed;
        if (ModelAnswer.Read(answer, question, read, options.Value.Model!) is not { } understood)
        {
            await budget.SettleAsync(taken, used, new(Garbage: 1), cancel);
            log.LogWarning("The language model's answer on article {Article} is not of the form asked for; nothing was taken from it.", asked.ArticleId);
            return await EndAsync(asked, ModelResult.Garbage, cancel, "The answer was not of the form asked for.");
        }
        var proposals = new Proposals(known, await rankers.GetAsync(cancel), suggestions.Value, article.OutletId.ToString(CultureInfo.InvariantCulture)).OfModel(read, understood.Threats, understood.Positions);
        var ids = await registry.IdsAsync(known, proposals.SelectMany(p => p.Keys), cancel);
        var codes = proposals.Where(p => p.Keys.All(ids.ContainsKey)).Select(p => p.ToCode(version, ids, known.CodebookVersion, clock.GetUtcNow())).ToArray();
        var added = await StoreAsync(db, asked, version, codes, cancel);
        var found = understood.Threats.Count + understood.Positions.Count;
        await budget.SettleAsync(taken, used, new(added ?? 0, understood.DroppedEvidence, understood.DroppedUnknown, found - (added ?? 0)), cancel);
        if (added > 0) board.Post(new(BulletinSubject.Codes, asked.ArticleId));
        return added is null ? await EndAsync(asked, ModelResult.Outdated, cancel) : ModelResult.Stored;
    }

    private async Task<ModelResult> EndAsync(ClaimedQuestion asked, ModelResult result, CancellationToken cancel, string? detail = null)
    {
        await claims.DoneAsync(asked, detail, cancel);
        return result;
    }

    /// <summary>One call. Null where there is no answer: then the article has been put off, and the budget settled.</summary>
    private async Task<(string? Answer, int Used)> CallAsync(ClaimedQuestion asked, ModelQuestion question, int taken, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            var response = await http.Chat.GetResponseAsync(question.Messages, new ChatOptions { ResponseFormat = question.Format, MaxOutputTokens = options.Value.AnswerTokens, Temperature = 0 }, limit.Token);
            var used = (int)Math.Clamp(response.Usage is { } usage ? usage.TotalTokenCount ?? (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0) : question.EstimatedTokens, 0, int.MaxValue);
            return (response.Text, used);
        }
        catch (ClientResultException e) when (e.Status == 429)
        {
            await RefusedAsync(asked, taken, Wait(e), "The language model's server asks for a pause (429).", cancel);
        }
        catch (ClientResultException e) when (e.Status is 400 or 401 or 403 or 404)
        {
            // The message may quote the request: our own words say enough.
            log.LogError("The language model's server refuses our calls ({Status}): look at LanguageModel:Address, Model and ApiKey. Trying again in {Minutes} minutes.", e.Status, AfterFailure.TotalMinutes);
            await RefusedAsync(asked, taken, AfterFailure, $"The language model's server refused ({e.Status}).", cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await FailedAsync(asked, taken, $"The language model did not answer within {options.Value.Timeout.TotalSeconds:0} seconds.", cancel);
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException or IOException or FormatException or InvalidOperationException or System.Text.Json.JsonException or ArgumentException)
        {
            await FailedAsync(asked, taken, e is ClientResultException { Status: > 0 and var status } ? $"The language model's server answered {status}." : "The language model's server cannot be reached, or its answer cannot be read.", cancel);
        }
        return (null, 0);
    }

    /// <summary>How long the server asks us to stay away, within bounds.</summary>
    private static TimeSpan Wait(ClientResultException refusal)
    {
        var asked = refusal.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var header) == true && int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) : AfterRefusal;
        return asked < LongestRefusal ? asked : LongestRefusal;
    }

    /// <summary>The server means all calls, not this one: all wait.</summary>
    private async Task RefusedAsync(ClaimedQuestion asked, int taken, TimeSpan wait, string detail, CancellationToken cancel)
    {
        Volatile.Write(ref _pausedUntil, (clock.GetUtcNow() + wait).UtcTicks);
        await budget.SettleAsync(taken, 0, new(Failures: 1), cancel);
        await claims.PutOffAsync(asked, wait, counts: false, detail, cancel);
    }

    private async Task FailedAsync(ClaimedQuestion asked, int taken, string detail, CancellationToken cancel)
    {
        log.LogWarning("{Detail} Article {Article} is put off.", detail, asked.ArticleId);
        // Whether the server has counted tokens is not known; what a question takes is.
        await budget.SettleAsync(taken, taken - options.Value.AnswerTokens, new(Failures: 1), cancel);
        await claims.PutOffAsync(asked, AfterFailure, counts: true, detail, cancel);
    }

    /// <summary>Adds what nobody has said yet; null where the text is no longer the one asked about, or the lease is lost.</summary>
    private static async Task<int?> StoreAsync(NewsDbContext db, ClaimedQuestion asked, ArticleVersion version, IReadOnlyList<Code> wanted, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM codes WHERE article_id = {asked.ArticleId} FOR UPDATE", cancel);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM articles WHERE id = {asked.ArticleId} FOR NO KEY UPDATE", cancel);
        var ours = await db.Database.ExecuteSqlAsync($"""
            UPDATE model_tasks SET due_at = NULL, attempts = 0, last_detail = NULL, lost_claims = 0, lease_until = NULL, lease_owner = NULL, asked_at = now()
            WHERE article_id = {asked.ArticleId} AND lease_token = {asked.LeaseToken} AND (SELECT current_version FROM articles WHERE id = {asked.ArticleId}) = {version.Number}
            """, cancel);
        if (ours == 0) return null;
        var there = await db.Codes.Include(c => c.Anchors).Include(c => ((Statement)c).Participants).AsSplitQuery().Where(c => c.ArticleId == asked.ArticleId).ToListAsync(cancel);
        // What the model said of an older text and nobody has decided goes with that text.
        var gone = there.Where(c => c.Origin == CodeOrigin.Model && Decided.IsUndecided(c)).ToArray();
        db.Codes.RemoveRange(gone);
        var said = await Decided.LoadAsync(db, there.Except(gone), version, cancel, openToo: true);
        var added = new List<Code>();
        foreach (var code in wanted)
        {
            if (said.Covers(code)) continue;
            added.Add(code);
            db.Codes.Add(code);
        }
        await db.SaveChangesAsync(cancel);
        if (added.Count + gone.Length > 0) await ArticleTally.UpdateAsync(db, asked.ArticleId, cancel);
        await transaction.CommitAsync(cancel);
        return added.Count;
    }
}
