using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Comments;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Watches;

namespace NewsMonitor.Web.Demo;

/// <summary>
/// The demo's two editors at work: they code articles soon after these have arrived and been read, a round among them, so that maps, boards and
/// lists show something on first sight. All of it goes through the acts that people use, stands in histories and can be taken back. What
/// somebody has begun on is left to them, and nothing is done twice.
/// </summary>
internal sealed class DemoEditors(
    IDbContextFactory<NewsDbContext> archive, DemoCoder coder, CodeEditor codes, CommentEditor comments, ArticleMarks marks, WatchEditor watches, RoundMaker rounds, OwnWork work,
    IConfiguration configuration, TimeProvider clock, ILogger<DemoEditors> log) : BackgroundService
{
    /// <summary>From the newsroom's first article to the last one read: after that nobody waits for what has not come.</summary>
    private static readonly TimeSpan Patience = DemoSchedule.Span + TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What the round's search line finds once the first articles are there: the four English ones of November and early December 2021.</summary>
    private const string RoundLine = "lang:en before:2021-12-03";

    private readonly DemoCodes _plan = DemoCodes.Load();
    private readonly HashSet<string> _done = [];
    private readonly bool _english = configuration["Demo:Language"] == "en";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first article arrives, so that there is something to alert of.
        await WatchAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var end = clock.GetUtcNow() + Patience; clock.GetUtcNow() < end && await LookAsync(stoppingToken);) await Task.Delay(Pause, clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
        // The demo goes on without them.
        catch (Exception e) when (e is Npgsql.NpgsqlException or TimeoutException or DbUpdateException) { log.LogWarning(e, "The demo's editors had to stop."); }
    }

    /// <summary>Codes what has been read since the last look.</summary>
    /// <returns>Whether something is still to come.</returns>
    internal async Task<bool> LookAsync(CancellationToken cancel)
    {
        var (people, read) = (await PeopleAsync(cancel), await ReadAsync(cancel));
        if (!_done.Contains(RoundLine) && await RoundAsync(read, people, cancel)) _done.Add(RoundLine);
        foreach (var next in _plan.Articles.Where(coded => read.ContainsKey(coded.Article) && !_done.Contains(coded.Article)))
        {
            await CodeAsync(next, read[next.Article], people, cancel);
            _done.Add(next.Article);
        }
        return _done.Count <= _plan.Articles.Count;
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        await using (var db = await archive.CreateDbContextAsync(cancel))
        {
            if (await db.Articles.AnyAsync(cancel) || await db.Watches.AnyAsync(cancel)) return;
        }
        var people = await PeopleAsync(cancel);
        var saved = await watches.SaveAsync(new()
        {
            Name = "Nord Stream 2", Line = "\"Nord Stream 2\"", Shared = true, Articles = true, Turns = true, Pairs = true, Firsts = true,
        }, people[DemoCodes.Editor], cancel);
        if (saved is WatchResult.Saved watch) await watches.FollowAsync(watch.Id, MailRhythm.None, people[DemoCodes.Analyst], cancel);
    }

    private async Task<Dictionary<string, long>> PeopleAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Users.AsNoTracking().Where(u => u.DisabledAt == null).ToDictionaryAsync(u => u.UserName!, u => u.Id, cancel);
    }

    /// <summary>The demo's articles whose present text the engine has read, by outlet and slug.</summary>
    private async Task<Dictionary<string, long>> ReadAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var read = await db.Articles.AsNoTracking().Where(a => db.ReadingTasks.Any(t => t.ArticleId == a.Id && t.Version == a.CurrentVersion && t.DueAt == null))
            .Select(a => new { a.Id, a.Address }).ToListAsync(cancel);
        return read.Select(a => (a.Id, Parts: a.Address.Split('/'))).Where(a => a.Parts is { Length: > 1 } && a.Parts[^1].EndsWith(".html", StringComparison.Ordinal))
            .GroupBy(a => $"{a.Parts[^2]}/{a.Parts[^1][..^".html".Length]}").ToDictionary(a => a.Key, a => a.Min(one => one.Id));
    }

    private async Task CodeAsync(DemoCodedArticle next, long articleId, Dictionary<string, long> people, CancellationToken cancel)
    {
        DemoLists lists;
        await using (var db = await archive.CreateDbContextAsync(cancel))
        {
            if (await db.Revisions.AnyAsync(r => r.ArticleId == articleId, cancel)) return;
            lists = await DemoLists.LoadAsync(db, _english, cancel);
        }
        var userId = people[next.Coder];
        var saved = await coder.CodeAsync(next, lists, articleId, userId, cancel);
        await coder.AcceptMentionsAsync(next, lists, articleId, userId, cancel);
        foreach (var (code, id) in saved)
        {
            if (code.Question is { } question) await AskAsync(question, id, people, cancel);
        }
        if (next.StarredBy is { } reader) await marks.SetStarredAsync(articleId, people[reader], true, cancel);
        await using var after = await archive.CreateDbContextAsync(cancel);
        // Coded to the end is an article in which nothing waits to be decided.
        if (await after.Articles.AnyAsync(a => a.Id == articleId && a.OpenSuggestions == 0, cancel)) await codes.SetCodedAsync(articleId, true, userId, cancel);
    }

    private async Task AskAsync(DemoQuestion question, long codeId, Dictionary<string, long> people, CancellationToken cancel)
    {
        var asked = await comments.AskAsync(CommentOn.Statement, codeId, _english ? question.En : question.De, people[question.By], cancel);
        if (asked is CommentResult.Saved saved && question.Answer is { } answer) await comments.AnswerAsync(saved.Id, _english ? answer.En : answer.De, people[answer.By], cancel);
    }

    /// <summary>Deals the round, and codes and submits what each has of it; the rest waits for whoever signs in.</summary>
    /// <returns>Whether that is done.</returns>
    private async Task<bool> RoundAsync(Dictionary<string, long> read, Dictionary<string, long> people, CancellationToken cancel)
    {
        if (!_plan.Round.All(coded => read.ContainsKey(coded.Article))) return false;
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await db.CodingRounds.AnyAsync(cancel)) return true;
        var made = await rounds.MakeAsync(new()
        {
            Name = _english ? "Trial round, November 2021" : "Proberunde November 2021", Query = RoundLine, Blind = true, CodersEach = 2, Coders = [people[DemoCodes.Editor], people[DemoCodes.Coder]],
            Instruction = _english
                ? "Code every threat and every position. Evidence is the shortest stretch of words that proves it."
                : "Bitte jede Drohung und jede Position codieren. Beleg ist die kürzeste Stelle, die sie beweist.",
        }, people[DemoCodes.Editor], cancel);
        if (made is not RoundResult.Done { RoundId: var round }) return true;
        var lists = await DemoLists.LoadAsync(db, _english, cancel);
        foreach (var coded in _plan.Round)
        {
            var (article, person) = (read[coded.Article], people[coded.Coder]);
            var own = await db.Assignments.AsNoTracking().Where(a => a.RoundId == round && a.ArticleId == article && a.CoderId == person).Select(a => (long?)a.Id).SingleOrDefaultAsync(cancel);
            if (own is not { } assignment) continue;
            await coder.CodeAsync(coded, lists, article, person, cancel);
            await work.SubmitAsync(assignment, person, cancel);
        }
        return true;
    }
}
