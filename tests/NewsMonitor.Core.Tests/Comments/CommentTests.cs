using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Comments;
using NewsMonitor.Core.Tests.Assignments;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Comments;

public sealed class CommentTests(TestCluster cluster)
{
    [Fact]
    public async Task A_question_on_a_statement_is_asked_answered_resolved_and_reopened()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var comments = new CommentEditor(desk.Factory, desk.Board, desk.Clock);
        var code = await desk.SaveAsync(desk.Position());
        var question = Id(await comments.AskAsync(CommentOn.Statement, code, "Is this really a rejection? @Emil, what do you think.", desk.Analyst, default));
        Id(await comments.AnswerAsync(question, "I think so.", desk.SecondEditor, default));

        await using var db = await desk.OpenAsync();
        var row = Assert.Single(await db.DiscussionsAsync(CommentOn.Statement, code, desk.Editor, default));
        Assert.Equal(("Ana", "Emil"), (row.Question.Author, Assert.Single(row.Question.Mentioned)));
        Assert.Equal("I think so.", Assert.Single(row.Answers).Text);
        Assert.Equal(1, (await db.OpenOnArticleAsync(desk.Article, desk.Editor, default))[code]);
        Assert.Equal((1, 0), (await db.CountForAsync(desk.SecondEditor, default), await db.CountForAsync(desk.Editor, default)));

        var open = Assert.Single((await db.QuestionsAsync(new(), desk.Editor, null, 10, "de", default)).Rows);
        Assert.Equal(("weist die Forderung zurück", (long?)desk.Article, 1, "Emil"), (open.Subject, open.ArticleId, open.Answers, open.LastBy));

        Id(await comments.ResolveAsync(question, desk.Editor, default));
        Assert.Empty((await db.QuestionsAsync(new(), desk.Editor, null, 10, "de", default)).Rows);
        Assert.Equal("Eda", Assert.Single((await db.QuestionsAsync(new() { Resolved = true }, desk.Editor, null, 10, "de", default)).Rows).Question.ResolvedBy);
        Assert.Equal(0, await db.CountForAsync(desk.SecondEditor, default));
        Id(await comments.ReopenAsync(question, desk.Analyst, default)); // who asked it
        Assert.Single((await db.QuestionsAsync(new(), desk.Editor, null, 10, "de", default)).Rows);
    }

    [Fact]
    public async Task Rights_are_asked_of_the_database()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var comments = new CommentEditor(desk.Factory, desk.Board, desk.Clock);
        var question = Id(await comments.AskAsync(CommentOn.Issue, desk.Issue, "What of partial opening?", desk.Editor, default));
        // Resolving is for who asked and for editors; words are one's own.
        Assert.IsType<CommentResult.NotAllowed>(await comments.ResolveAsync(question, desk.Analyst, default));
        Assert.IsType<CommentResult.NotAllowed>(await comments.EditAsync(question, "Nothing.", desk.SecondEditor, default));
        Assert.IsType<CommentResult.NotAllowed>(await comments.WithdrawAsync(question, desk.SecondEditor, default));
        Id(await comments.ResolveAsync(question, desk.SecondEditor, default));
        // A disabled account says nothing more, and who has no role never did.
        await using var db = await desk.OpenAsync();
        await db.Users.Where(u => u.Id == desk.Analyst).ExecuteUpdateAsync(u => u.SetProperty(x => x.DisabledAt, desk.Clock.GetUtcNow()));
        Assert.IsType<CommentResult.NotAllowed>(await comments.AnswerAsync(question, "But …", desk.Analyst, default));
        Assert.IsType<CommentResult.NotAllowed>(await comments.AskAsync(CommentOn.Issue, desk.Issue, "Hello?", 99_999, default));
    }

    [Fact]
    public async Task What_was_edited_or_withdrawn_is_kept_and_audited()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var comments = new CommentEditor(desk.Factory, desk.Board, desk.Clock);
        var question = Id(await comments.AskAsync(CommentOn.Actor, desk.Minister, "Which minister? @Emil", desk.Editor, default));
        Id(await comments.EditAsync(question, "Which minister is meant? @Enno", desk.Editor, default));
        Id(await comments.AnswerAsync(question, "The foreign one.", desk.SecondEditor, default));
        await using var db = await desk.OpenAsync();
        Assert.Equal((0, 1), (await db.CountForAsync(desk.SecondEditor, default), await db.CountForAsync(desk.ThirdEditor, default)));
        Id(await comments.WithdrawAsync(question, desk.Editor, default));
        Assert.IsType<CommentResult.Gone>(await comments.EditAsync(question, "Again", desk.Editor, default));

        var row = Assert.Single(await db.DiscussionsAsync(CommentOn.Actor, desk.Minister, desk.Analyst, default));
        Assert.Equal(("", false), (row.Question.Text, row.Question.WithdrawnAt is null)); // the answer keeps its place
        Assert.Single(row.Answers);
        Assert.Empty((await db.QuestionsAsync(new(), desk.Editor, null, 10, "de", default)).Rows);
        Assert.Equal(["Which minister? @Emil", "Which minister is meant? @Enno"], await db.Set<CommentRevision>().OrderBy(r => r.Id).Select(r => r.Before).ToListAsync());
        Assert.Equal(["comment.edited", "comment.withdrawn"], await db.AuditEntries.Where(a => a.Action.StartsWith("comment.")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync());
    }

    [Fact]
    public async Task Questions_are_found_by_who_is_meant_and_by_issue()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var comments = new CommentEditor(desk.Factory, desk.Board, desk.Clock);
        var position = await desk.SaveAsync(desk.Position());
        var onIssue = Id(await comments.AskAsync(CommentOn.Issue, desk.Issue, "Too wide?", desk.Editor, default));
        var onStatement = Id(await comments.AskAsync(CommentOn.Statement, position, "Or undecided?", desk.SecondEditor, default));
        var onActor = Id(await comments.AskAsync(CommentOn.Actor, desk.Alliance, "Since when?", desk.SecondEditor, default));
        Id(await comments.AnswerAsync(onActor, "Since 1949, @Eda knows.", desk.ThirdEditor, default));
        await using var db = await desk.OpenAsync();
        async Task<long[]> FoundAsync(QuestionFilter filter) => [.. (await db.QuestionsAsync(filter, desk.Editor, null, 10, "en", default)).Rows.Select(r => r.Question.Id)];
        Assert.Equal([onActor, onStatement, onIssue], await FoundAsync(new()));
        Assert.Equal([onIssue], await FoundAsync(new() { Mine = true }));
        Assert.Equal([onActor], await FoundAsync(new() { MentionsMe = true }));
        Assert.Equal([onStatement, onIssue], await FoundAsync(new() { IssueId = desk.Issue }));
        Assert.Equal([(desk.Issue, "Grenzöffnung")], await db.QuestionIssuesAsync(desk.Editor, default));

        // By key.
        var first = await db.QuestionsAsync(new(), desk.Editor, null, 2, "en", default);
        Assert.Equal([onIssue], (await db.QuestionsAsync(new(), desk.Editor, first.Next, 2, "en", default)).Rows.Select(r => r.Question.Id));
    }

    [Fact]
    public async Task What_was_said_about_an_entry_is_found_at_the_one_it_was_merged_into()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var comments = new CommentEditor(desk.Factory, desk.Board, desk.Clock);
        var other = await desk.IssueAsync("Öffnung der Grenze");
        Id(await comments.AskAsync(CommentOn.Issue, other, "Is this not the same?", desk.Editor, default));
        Assert.IsType<ListResult.Merged>(await desk.Merge.MergeAsync(EntryKind.Issue, other, desk.Issue, desk.Editor, default));
        await using var db = await desk.OpenAsync();
        Assert.Equal("Is this not the same?", Assert.Single(await db.DiscussionsAsync(CommentOn.Issue, desk.Issue, desk.Editor, default)).Question.Text);
    }

    [Fact]
    public async Task In_a_blind_round_nobody_sees_what_is_said_of_anothers_statement_until_all_have_submitted()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var comments = new CommentEditor(desk.Factory, desk.Board, desk.Clock);
        await desk.RoundAsync();
        var code = await desk.SaveAsync(desk.Position(), desk.Editor);
        var question = Id(await comments.AskAsync(CommentOn.Statement, code, "Against, or undecided? @Emil", desk.Editor, default));
        // Of a suggestion that both have before them.
        var suggestion = await desk.SuggestAsync();
        Id(await comments.AskAsync(CommentOn.Statement, suggestion, "No threat at all, I think.", desk.Editor, default));
        await using var db = await desk.OpenAsync();
        Assert.Empty(await db.DiscussionsAsync(CommentOn.Statement, suggestion, desk.SecondEditor, default));
        async Task<(int Shown, int Open, int Counted, int OnArticle)> SeenAsync(long user) => ((await db.DiscussionsAsync(CommentOn.Statement, code, user, default)).Count,
            (await db.QuestionsAsync(new(), user, null, 10, "de", default)).Rows.Count, await db.CountForAsync(user, default), (await db.OpenOnArticleAsync(desk.Article, user, default)).Count);
        Assert.Equal((1, 2, 0, 2), await SeenAsync(desk.Editor));
        // Not the other coder, though named; not the lead; not an analyst.
        foreach (var other in new[] { desk.SecondEditor, desk.ThirdEditor, desk.Analyst }) Assert.Equal((0, 0, 0, 0), await SeenAsync(other));
        Assert.IsType<CommentResult.Gone>(await comments.AnswerAsync(question, "Undecided.", desk.SecondEditor, default));
        Assert.IsType<CommentResult.Gone>(await comments.ResolveAsync(question, desk.ThirdEditor, default));
        Assert.Equal(new CommentResult.Invalid(CommentFault.UnknownSubject), await comments.AskAsync(CommentOn.Statement, code, "And this?", desk.SecondEditor, default));

        await desk.SaveAsync(desk.Position() with { Stance = Stance.Undecided }, desk.SecondEditor);
        await desk.SubmitAsync(desk.Editor);
        Assert.Equal((0, 0, 0, 0), await SeenAsync(desk.SecondEditor));
        await desk.SubmitAsync(desk.SecondEditor);
        Assert.Equal((1, 2, 1, 2), await SeenAsync(desk.SecondEditor));
        Id(await comments.AnswerAsync(question, "Undecided.", desk.SecondEditor, default));
    }

    [Theory]
    [InlineData("", CommentFault.Empty)]
    [InlineData(" \u202e\u0007 ", CommentFault.Empty)]
    public async Task Nothing_said_is_no_comment(string text, CommentFault fault)
    {
        await using var desk = await Desk.SetAsync(cluster);
        var comments = new CommentEditor(desk.Factory, desk.Board, desk.Clock);
        Assert.Equal(new CommentResult.Invalid(fault), await comments.AskAsync(CommentOn.Issue, desk.Issue, text, desk.Editor, default));
        Assert.Equal(new CommentResult.Invalid(CommentFault.TooLong), await comments.AskAsync(CommentOn.Issue, desk.Issue, new string('x', 4_001), desk.Editor, default));
        Assert.Equal(new CommentResult.Invalid(CommentFault.UnknownSubject), await comments.AskAsync(CommentOn.Issue, 99_999, "?", desk.Editor, default));
        Assert.IsType<CommentResult.Gone>(await comments.AnswerAsync(99_999, "?", desk.Editor, default));
    }

    private static long Id(CommentResult result) => Assert.IsType<CommentResult.Saved>(result).Id;
}
