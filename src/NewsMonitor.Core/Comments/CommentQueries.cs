using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Comments;

/// <summary>A comment as it is read. A withdrawn one has no words.</summary>
public sealed record CommentRow(
    long Id, long? QuestionId, long By, string Author, string Text, IReadOnlyList<string> Mentioned, DateTimeOffset At, DateTimeOffset? EditedAt,
    DateTimeOffset? WithdrawnAt, DateTimeOffset? ResolvedAt, string? ResolvedBy);

/// <summary>A question with what was answered, oldest first.</summary>
public sealed record DiscussionRow(CommentRow Question, IReadOnlyList<CommentRow> Answers);

/// <summary>Which questions are listed.</summary>
public sealed record QuestionFilter
{
    /// <summary>Asked or answered by the reader.</summary>
    public bool Mine { get; init; }
    /// <summary>That name the reader, in the question or an answer.</summary>
    public bool MentionsMe { get; init; }
    /// <summary>On the issue itself, or on a statement that stands with it.</summary>
    public long? IssueId { get; init; }
    /// <summary>Resolved ones instead of open ones.</summary>
    public bool Resolved { get; init; }
}

/// <summary>A question in the list: what it is about, and where to go.</summary>
/// <param name="Question">The question.</param>
/// <param name="On">What kind of thing it is about.</param>
/// <param name="SubjectId">Which.</param>
/// <param name="Subject">The quote of the statement, the name of the entry.</param>
/// <param name="ArticleId">Of a statement.</param>
/// <param name="Answers">How many answers.</param>
/// <param name="LastAt">When last something was said.</param>
/// <param name="LastBy">By whom.</param>
public sealed record QuestionRow(CommentRow Question, CommentOn On, long SubjectId, string Subject, long? ArticleId, int Answers, DateTimeOffset LastAt, string LastBy);

/// <summary>Somebody who can be mentioned.</summary>
public sealed record Mentionable(string UserName, string DisplayName);

/// <summary>Reads discussions. All of it through <see cref="CommentSight"/>.</summary>
public static class CommentQueries
{
    private const int MostMerges = 50;

    /// <summary>What was said about one thing, open questions first, else newest first. An entry brings what was said about those merged into it.</summary>
    public static async Task<IReadOnlyList<DiscussionRow>> DiscussionsAsync(this NewsDbContext db, CommentOn on, long subjectId, long userId, CancellationToken cancel)
    {
        var subjects = await WithMergedAsync(db, on, subjectId, cancel);
        var rows = await RowsAsync(db, db.Comments.SeenBy(db, userId).Where(c => c.On == on && subjects.Contains(c.SubjectId)), cancel);
        var answers = rows.Where(r => r.QuestionId is not null).ToLookup(r => r.QuestionId!.Value);
        return [.. rows.Where(r => r.QuestionId is null && (r.WithdrawnAt is null || answers.Contains(r.Id)))
            .OrderBy(r => r.ResolvedAt is not null || r.WithdrawnAt is not null).ThenByDescending(r => r.Id).Select(r => new DiscussionRow(r, [.. answers[r.Id].OrderBy(a => a.Id)]))];
    }

    /// <summary>How many open questions the statements of an article have, by code.</summary>
    public static Task<Dictionary<long, int>> OpenOnArticleAsync(this NewsDbContext db, long articleId, long userId, CancellationToken cancel) =>
        Open(db, userId).Where(c => c.On == CommentOn.Statement && db.Codes.Any(code => code.Id == c.SubjectId && code.ArticleId == articleId))
            .GroupBy(c => c.SubjectId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    /// <summary>How many open questions name the person: what the rail counts.</summary>
    public static Task<int> CountForAsync(this NewsDbContext db, long userId, CancellationToken cancel) =>
        Open(db, userId).CountAsync(q => db.CommentMentions.Any(m => m.UserId == userId && db.Comments.Any(c => c.Id == m.CommentId && (c.Id == q.Id || c.QuestionId == q.Id))), cancel);

    /// <summary>Questions, newest first.</summary>
    public static async Task<Page<QuestionRow, long>> QuestionsAsync(
        this NewsDbContext db, QuestionFilter filter, long userId, long? after, int limit, string language, CancellationToken cancel)
    {
        var questions = filter.Resolved
            ? db.Comments.SeenBy(db, userId).Where(c => c.QuestionId == null && c.WithdrawnAt == null && c.ResolvedAt != null)
            : Open(db, userId);
        if (filter.Mine) questions = questions.Where(q => db.Comments.Any(c => (c.Id == q.Id || c.QuestionId == q.Id) && c.By == userId));
        if (filter.MentionsMe)
            questions = questions.Where(q => db.CommentMentions.Any(m => m.UserId == userId && db.Comments.Any(c => c.Id == m.CommentId && (c.Id == q.Id || c.QuestionId == q.Id))));
        if (filter.IssueId is { } issue)
        {
            questions = questions.Where(q => (q.On == CommentOn.Issue && q.SubjectId == issue)
                || (q.On == CommentOn.Statement && db.Positions.Any(p => p.Id == q.SubjectId && p.IssueId == issue)));
        }
        if (after is { } key) questions = questions.Where(q => q.Id < key);
        var page = await questions.OrderByDescending(q => q.Id).Take(limit + 1).Select(q => new { q.Id, q.On, q.SubjectId }).ToListAsync(cancel);
        var shown = page.Take(limit).ToArray();
        var ids = shown.Select(q => q.Id).ToArray();
        var rows = (await RowsAsync(db, db.Comments.Where(c => ids.Contains(c.Id)), cancel)).ToDictionary(r => r.Id);
        var answers = (await RowsAsync(db, db.Comments.Where(c => c.QuestionId != null && ids.Contains(c.QuestionId.Value) && c.WithdrawnAt == null), cancel)).ToLookup(r => r.QuestionId!.Value);
        var names = await NamesAsync(db, [.. shown.Select(q => (q.On, q.SubjectId))], language, cancel);
        return new([.. shown.Select(q =>
        {
            var last = answers[q.Id].MaxBy(a => a.Id) ?? rows[q.Id];
            var (name, article) = names.GetValueOrDefault((q.On, q.SubjectId), ("–", null));
            return new QuestionRow(rows[q.Id], q.On, q.SubjectId, name, article, answers[q.Id].Count(), last.At, last.Author);
        })], page.Count > limit ? shown[^1].Id : null);
    }

    /// <summary>Issues that open questions are about, for the filter.</summary>
    public static async Task<IReadOnlyList<(long Id, string Name)>> QuestionIssuesAsync(this NewsDbContext db, long userId, CancellationToken cancel)
    {
        var open = Open(db, userId);
        var issues = await db.Issues.Where(i => open.Any(q => (q.On == CommentOn.Issue && q.SubjectId == i.Id)
            || (q.On == CommentOn.Statement && db.Positions.Any(p => p.Id == q.SubjectId && p.IssueId == i.Id)))).OrderBy(i => i.Name).Select(i => new { i.Id, i.Name }).ToListAsync(cancel);
        return [.. issues.Select(i => (i.Id, i.Name))];
    }

    /// <summary>Colleagues whose name begins so, for the completion after an @.</summary>
    public static Task<List<Mentionable>> MentionableAsync(this NewsDbContext db, string begun, int limit, CancellationToken cancel)
    {
        var pattern = $"{LikePattern.Escape(begun)}%";
        return db.Users.Where(u => u.DisabledAt == null && db.UserRoles.Any(r => r.UserId == u.Id)
                && (EF.Functions.ILike(u.UserName!, pattern, "\\") || EF.Functions.ILike(u.DisplayName, pattern, "\\") || EF.Functions.ILike(u.DisplayName, "% " + pattern, "\\")))
            .OrderBy(u => u.UserName).Take(limit).Select(u => new Mentionable(u.UserName!, u.DisplayName)).ToListAsync(cancel);
    }

    private static IQueryable<Comment> Open(NewsDbContext db, long userId) =>
        db.Comments.AsNoTracking().SeenBy(db, userId).Where(c => c.QuestionId == null && c.ResolvedAt == null && c.WithdrawnAt == null);

    private static async Task<IReadOnlyList<CommentRow>> RowsAsync(NewsDbContext db, IQueryable<Comment> which, CancellationToken cancel) =>
        await which.AsNoTracking().OrderBy(c => c.Id).Select(c => new CommentRow(
            c.Id, c.QuestionId, c.By, db.Users.Where(u => u.Id == c.By).Select(u => u.DisplayName).First(), c.Text,
            c.Mentions.SelectMany(m => db.Users.Where(u => u.Id == m.UserId).Select(u => u.UserName!)).ToList(), c.At, c.EditedAt, c.WithdrawnAt, c.ResolvedAt,
            db.Users.Where(u => u.Id == c.ResolvedBy).Select(u => u.DisplayName).FirstOrDefault())).ToListAsync(cancel);

    /// <summary>An entry and those that were merged into it, however many steps back.</summary>
    private static async Task<long[]> WithMergedAsync(NewsDbContext db, CommentOn on, long id, CancellationToken cancel)
    {
        var all = new HashSet<long> { id };
        long[] step = [id];
        // Bounded, should the data hold a ring.
        for (var steps = 0; steps < MostMerges && step.Length > 0 && on != CommentOn.Statement; steps++)
        {
            var into = step;
            var merged = on switch
            {
                CommentOn.Issue => db.Issues.Where(i => i.MergedIntoId != null && into.Contains(i.MergedIntoId.Value)).Select(i => i.Id),
                CommentOn.Instrument => db.Instruments.Where(i => i.MergedIntoId != null && into.Contains(i.MergedIntoId.Value)).Select(i => i.Id),
                _ => db.Actors.Where(a => a.MergedIntoId != null && into.Contains(a.MergedIntoId.Value)).Select(a => a.Id),
            };
            step = [.. (await merged.ToListAsync(cancel)).Where(all.Add)];
        }
        return [.. all];
    }

    private static async Task<Dictionary<(CommentOn, long), (string Name, long? ArticleId)>> NamesAsync(
        NewsDbContext db, (CommentOn On, long Id)[] subjects, string language, CancellationToken cancel)
    {
        long[] Of(CommentOn on) => [.. subjects.Where(s => s.On == on).Select(s => s.Id)];
        var (statements, issues, instruments, actors) = (Of(CommentOn.Statement), Of(CommentOn.Issue), Of(CommentOn.Instrument), Of(CommentOn.Actor));
        var names = new Dictionary<(CommentOn, long), (string, long?)>();
        foreach (var code in await db.Codes.AsNoTracking().Where(c => statements.Contains(c.Id))
            .Select(c => new { c.Id, c.ArticleId, Quote = c.Anchors.Where(a => a.Role == AnchorRole.Evidence).OrderBy(a => a.Start).Select(a => a.Quote).FirstOrDefault() }).ToListAsync(cancel))
        {
            names[(CommentOn.Statement, code.Id)] = (code.Quote ?? "–", code.ArticleId);
        }
        foreach (var issue in await db.Issues.Where(i => issues.Contains(i.Id)).Select(i => new { i.Id, i.Name }).ToListAsync(cancel)) names[(CommentOn.Issue, issue.Id)] = (issue.Name, null);
        foreach (var instrument in await db.Instruments.Where(i => instruments.Contains(i.Id)).Select(i => new { i.Id, i.Name }).ToListAsync(cancel))
            names[(CommentOn.Instrument, instrument.Id)] = (instrument.Name, null);
        foreach (var actor in await db.Actors.AsNoTracking().Include(a => a.Names.Where(n => n.Preferred)).Where(a => actors.Contains(a.Id)).ToListAsync(cancel))
            names[(CommentOn.Actor, actor.Id)] = (actor.NameIn(language), null);
        return names;
    }
}
