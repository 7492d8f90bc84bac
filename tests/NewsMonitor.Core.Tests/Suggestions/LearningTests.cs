using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Testing.Data;
using Npgsql;
using Stance = NewsMonitor.Core.Coding.Stance;

namespace NewsMonitor.Core.Tests.Suggestions;

public sealed class LearningTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Each_decision_is_logged_with_what_was_weighed_and_what_nobody_looked_at_is_not()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, margin) = await OpenArticleAsync(room);
        var (threat, demand) = (margin.OfType<ThreatRow>().Single(), margin.OfType<PositionRow>().Single());
        await room.Editor.RejectAsync(threat.Id, threat.RowVersion, editor, Cancel);
        await room.Editor.SaveAsync(await DraftAsync(room, demand, Stance.Opposes), editor, Cancel);

        var log = await LogAsync(room);
        Assert.Equal([(threat.Id, DecisionVerdict.Rejected), (demand.Id, DecisionVerdict.Edited)], log.Select(d => (d.CodeId, d.Verdict)));
        Assert.All(log, d => Assert.NotNull(RankerFeatures.Read(d.Features)?.Source));
        Assert.All(log, d => Assert.NotNull(d.Fingerprint));
    }

    [Fact]
    public async Task The_log_cannot_be_changed()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, margin) = await OpenArticleAsync(room);
        var threat = margin.OfType<ThreatRow>().Single();
        await room.Editor.AcceptAsync(threat.Id, threat.RowVersion, editor, Cancel);
        await Assert.ThrowsAsync<PostgresException>(() => room.SqlAsync("UPDATE decisions SET verdict = 'Rejected'"));
        await Assert.ThrowsAsync<PostgresException>(() => room.SqlAsync("DELETE FROM decisions"));
    }

    [Fact]
    public async Task The_stored_ranker_is_what_a_replay_of_the_log_gives_on_every_node_and_undo_takes_a_decision_back()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        for (var n = 0; n < 4; n++) await room.AddAsync(address: $"https://handblatt.example/{n}");
        await room.ReadAsync();
        var trainer = room.Archive.Get<RankerTrainer>();
        for (var n = 1; n <= 4; n++)
        {
            var row = (await room.MarginAsync(n)).OfType<PositionRow>().Single();
            await room.Editor.AcceptAsync(row.Id, row.RowVersion, editor, Cancel);
            await trainer.TrainAsync(false, Cancel);
        }
        var four = await ModelAsync(room);
        Assert.Equal(4, four.Decisions);
        Assert.Equal(four.Model, (await trainer.ReplayAsync(four.Position, Cancel)).Write());

        var undo = new CodeUndo(room.Archive.Get<IDbContextFactory<NewsDbContext>>(), room.Archive.Get<BulletinBoard>(), TimeProvider.System);
        await undo.UndoAsync(editor, Cancel);
        Assert.True((await trainer.TrainAsync(false, Cancel))!.Replayed);
        var three = await ModelAsync(room);
        Assert.Equal((3, DecisionVerdict.TakenBack), (three.Decisions, (await LogAsync(room))[^1].Verdict));
        await undo.RedoAsync(editor, Cancel);
        await trainer.TrainAsync(false, Cancel);
        Assert.Equal(four.Model, (await ModelAsync(room)).Model);
        Assert.Null(await trainer.TrainAsync(false, Cancel)); // nothing new

        await using var other = room.Archive.Another();
        var features = RankerFeatures.Read((await LogAsync(room))[0].Features)!;
        var (here, there) = (await room.Archive.Get<RankerKeeper>().GetAsync(Cancel), await other.Get<RankerKeeper>().GetAsync(Cancel));
        Assert.Equal(here.Probability(features), there.Probability(features));
        Assert.True(here.Probability(features) > CandidateRanker.Prior(features.Rule));
    }

    [Fact]
    public async Task A_statement_made_by_hand_on_a_candidate_s_words_speaks_for_its_rule()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, margin) = await OpenArticleAsync(room);
        var demand = margin.OfType<PositionRow>().Single();
        // As if the bound had kept it back.
        var draft = await DraftAsync(room, demand, Stance.Supports) with { Id = null, RowVersion = 0 };
        Assert.IsType<CodingResult.Saved>(await room.Editor.SaveAsync(draft, editor, Cancel));
        await room.SqlAsync("UPDATE revisions SET at = at - interval '1 minute'");

        await room.Archive.Get<RankerTrainer>().TrainAsync(false, Cancel);

        var entry = Assert.Single(await LogAsync(room));
        Assert.Equal((DecisionVerdict.Handmade, demand.Rule), (entry.Verdict, entry.Rule));
        await room.Archive.Get<RankerTrainer>().TrainAsync(false, Cancel);
        Assert.Single(await LogAsync(room)); // once
    }

    [Fact]
    public async Task A_rejected_statement_is_not_proposed_in_another_paper_that_prints_the_same_words()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, margin) = await OpenArticleAsync(room);
        var threat = margin.OfType<ThreatRow>().Single();
        await room.Editor.RejectAsync(threat.Id, threat.RowVersion, editor, Cancel);
        await room.Archive.Get<RankerTrainer>().TrainAsync(false, Cancel);
        var copy = await room.AddAsync(ReadingRoom.Text + "\nMehr am Abend.", address: "https://handblatt.example/copy");
        await room.ReadAsync();
        Assert.Empty((await room.MarginAsync(copy)).OfType<ThreatRow>());
        Assert.Single((await room.MarginAsync(copy)).OfType<PositionRow>());
    }

    [Fact]
    public async Task A_rejected_pair_of_name_and_actor_is_not_proposed_again_until_somebody_codes_it()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, margin) = await OpenArticleAsync(room);
        var geneva = margin.OfType<MentionRow>().First(m => m.Actor.Name == "Olaf Scholz");
        var words = geneva.Anchors[0].Quote;
        await room.Editor.RejectAsync(geneva.Id, geneva.RowVersion, editor, Cancel);
        await room.Archive.Get<RankerTrainer>().TrainAsync(false, Cancel);
        var second = await room.AddAsync(address: "https://handblatt.example/2");
        await room.ReadAsync();
        Assert.DoesNotContain(await room.MarginAsync(second), m => m is MentionRow row && row.Actor.Id == geneva.Actor.Id && row.Anchors[0].Quote == words);

        var at = ReadingRoom.Text.IndexOf(words, StringComparison.Ordinal);
        await room.Editor.SaveAsync(new MentionDraft
        {
            ArticleId = second, VersionId = await VersionAsync(room, second), ActorId = geneva.Actor.Id, Form = NewsMonitor.Core.Coding.MentionForm.TitleAndName, Anchors = [new(AnchorRole.Evidence, at, at + words.Length)],
        }, editor, Cancel);
        await room.Archive.Get<RankerTrainer>().TrainAsync(false, Cancel);
        var third = await room.AddAsync(address: "https://handblatt.example/3");
        await room.ReadAsync();
        Assert.Contains(await room.MarginAsync(third), m => m is MentionRow row && row.Actor.Id == geneva.Actor.Id && row.Anchors[0].Quote == words);
    }

    [Fact]
    public async Task A_name_that_an_editor_gives_to_an_actor_is_found_in_other_articles_after_a_reading_again_and_undo_takes_it_back()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        const string text = "Der Eiserne Kanzleramtschef äußerte sich nicht. Olaf Scholz schwieg.";
        var editor = await room.UserAsync("eva", Role.Editor);
        var (first, second) = (await room.AddAsync(text), await room.AddAsync("Gestern sprach der Eiserne Kanzleramtschef.", address: "https://handblatt.example/2"));
        await room.ReadAsync();
        await PlanAsync(room); // the registry's own names, brought in by the reading, are no news
        var scholz = (await room.MarginAsync(first)).OfType<MentionRow>().Single(m => m.Actor.Name == "Olaf Scholz").Actor.Id;
        const string name = "Eiserne Kanzleramtschef";
        var at = text.IndexOf(name, StringComparison.Ordinal);
        await room.Editor.SaveAsync(new MentionDraft
        {
            ArticleId = first, VersionId = await VersionAsync(room, first), ActorId = scholz, Form = NewsMonitor.Core.Coding.MentionForm.Name, Anchors = [new(AnchorRole.Evidence, at, at + name.Length)],
        }, editor, Cancel);
        Assert.Contains(name, await AskAsync(room, db => db.ActorNames.Where(n => n.ActorId == scholz).Select(n => n.Text).ToListAsync()));

        await PlanAsync(room);
        Assert.Contains(await room.MarginAsync(second), m => m is MentionRow row && row.Actor.Id == scholz && row.Anchors[0].Quote == name);

        await new CodeUndo(room.Archive.Get<IDbContextFactory<NewsDbContext>>(), room.Archive.Get<BulletinBoard>(), TimeProvider.System).UndoAsync(editor, Cancel);
        Assert.DoesNotContain(name, await AskAsync(room, db => db.ActorNames.Select(n => n.Text).ToListAsync()));
        await PlanAsync(room);
        Assert.DoesNotContain(await room.MarginAsync(second), m => m is MentionRow row && row.Actor.Id == scholz);
    }

    [Fact]
    public async Task A_change_of_the_codebook_reads_old_articles_again_and_leaves_what_was_decided()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, margin) = await OpenArticleAsync(room, ReadingRoom.Text + "\nScholz lehnte eine Waffenlieferung an Kiew ab.");
        var threat = margin.OfType<ThreatRow>().Single();
        await room.Editor.RejectAsync(threat.Id, threat.RowVersion, editor, Cancel);
        Assert.Empty(await PlanAsync(room));
        await room.SqlAsync("INSERT INTO issues (name, created_at) VALUES ('Waffenlieferung an Kiew', now())");
        await room.Archive.Get<ListKeeper>().GetFreshAsync(Cancel);

        var job = Assert.Single(await PlanAsync(room));

        Assert.Equal((JobState.Done, 1, 1), (job.State, job.Done, job.Total));
        margin = await room.MarginAsync(1);
        Assert.Contains(margin.OfType<PositionRow>(), p => p.Issue == "Waffenlieferung an Kiew");
        Assert.Equal(CodeState.Rejected, Assert.Single(margin.OfType<ThreatRow>()).State);
        Assert.Empty(await PlanAsync(room));
    }

    [Fact]
    public async Task A_reading_again_goes_on_where_it_was_and_can_be_cancelled()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        for (var n = 0; n < 90; n++) await room.AddAsync(address: $"https://handblatt.example/{n}");
        await room.ReadAsync();
        await room.SqlAsync("UPDATE reading_tasks SET codebook = 7");
        var (desk, claims, runner) = (room.Archive.Get<JobDesk>(), room.Archive.Get<JobClaims>(), room.Archive.Get<JobRunner>());
        var id = Assert.Single(await room.Archive.Get<RereadPlanner>().PlanAsync(TimeSpan.Zero, Cancel));
        Assert.Empty(await room.Archive.Get<RereadPlanner>().PlanAsync(TimeSpan.Zero, Cancel)); // it is asked for already
        // A worker that was stopped after the first 40.
        await room.SqlAsync("UPDATE jobs SET checkpoint = jsonb_build_object('before', 51, 'pass', 1, 'done', 40, 'articles', 40, 'added', 0, 'removed', 0)");
        await room.SqlAsync("UPDATE reading_tasks SET codebook = (SELECT max(codebook) FROM reading_tasks), read_at = now() WHERE article_id >= 51");
        await runner.RunAsync(Assert.Single(await claims.ClaimAsync(1, runner.Kinds, "test", id, Cancel)), Cancel);
        var job = (await desk.FindAsync(id, Cancel))!;
        Assert.Equal((JobState.Done, 90), (job.State, job.Result!.RootElement.GetProperty("articles").GetInt32() >= 90 ? 90 : 0));
        Assert.Equal(0, await AskAsync(room, db => db.ReadingTasks.CountAsync(t => t.Codebook == 7)));
    }

    [Fact]
    public async Task A_person_whom_nobody_knows_is_proposed_with_examples_and_becomes_an_actor_a_name_or_nothing()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        for (var n = 0; n < 2; n++) await room.AddAsync("Polizeisprecherin Anna Waldgruber warnte am Abend vor Glatteis. Olaf Scholz kam zu spät.", address: $"https://handblatt.example/{n}");
        await room.AddAsync("Der Bürgermeister Peter Wiesental sagte nichts.", address: "https://handblatt.example/w");
        await room.ReadAsync();
        var (factory, board) = (room.Archive.Get<IDbContextFactory<NewsDbContext>>(), room.Archive.Get<BulletinBoard>());
        var names = new UnknownNames(factory, new(factory, board, TimeProvider.System), board, TimeProvider.System);
        var rows = await names.ListAsync(null, 50, Cancel);
        var anna = rows[0];
        Assert.Equal(("Anna Waldgruber", 2), (anna.Name, anna.Articles));
        Assert.All(anna.Examples, e => Assert.Equal("Anna Waldgruber", e.Words[e.Start..e.End]));
        Assert.Equal(0, await AskAsync(room, db => db.Actors.CountAsync(a => a.Name == anna.Name)));

        var analyst = await room.UserAsync("ana", Role.Analyst);
        Assert.IsType<ListResult.NotAllowed>(await names.MakeActorAsync(anna.Name, analyst, Cancel));
        Assert.IsType<ListResult.NotAllowed>(await names.DismissAsync(anna.Name, true, analyst, Cancel));
        Assert.IsType<ListResult.Saved>(await names.MakeActorAsync(anna.Name, editor, Cancel));
        Assert.IsType<ListResult.Saved>(await names.DismissAsync("Peter Wiesental", true, editor, Cancel));
        Assert.Empty(await names.ListAsync(null, 50, Cancel));
        await PlanAsync(room);
        Assert.Contains(await room.MarginAsync(1), m => m is MentionRow row && row.Actor.Name == anna.Name);
        await names.DismissAsync("Peter Wiesental", false, editor, Cancel);
        Assert.Equal("Peter Wiesental", Assert.Single(await names.ListAsync(null, 50, Cancel)).Name);
        var scholz = await AskAsync(room, db => db.Actors.Where(a => a.Name == "Olaf Scholz").Select(a => a.Id).SingleAsync());
        Assert.IsType<ListResult.Saved>(await names.GiveAsync("Peter Wiesental", scholz, editor, Cancel));
        Assert.Empty(await names.ListAsync(null, 50, Cancel));
    }

    [Fact]
    public async Task The_queue_begins_with_what_is_least_sure_and_the_quality_counts_by_the_last_word()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, margin) = await OpenArticleAsync(room);
        var queue = room.Archive.Get<SuggestionQueries>();
        var page = await queue.LoadAsync(new(), 10, "de", Cancel);
        Assert.Equal(2, page.Total);
        Assert.Equal(page.Items.OrderBy(i => Math.Abs(i.Score - 0.5)).Select(i => i.Row.Id), page.Items.Select(i => i.Row.Id));
        Assert.All(page.Items, i => Assert.All(i.Row.Anchors.Where(a => a.Role == AnchorRole.Evidence), a => Assert.Equal(a.Quote, i.Words.Text[(a.Start - i.Words.Start)..(a.End - i.Words.Start)])));
        Assert.Equal(2, (await queue.ChoicesAsync(null, Cancel)).Rules.Count);
        Assert.Single((await queue.LoadAsync(new() { Kind = "threat" }, 10, "de", Cancel)).Items);
        Assert.Empty((await queue.LoadAsync(new() { Least = 0.99 }, 10, "de", Cancel)).Items);

        var threat = margin.OfType<ThreatRow>().Single();
        await room.Editor.AcceptAsync(threat.Id, threat.RowVersion, editor, Cancel);
        var again = (await room.MarginAsync(1)).OfType<ThreatRow>().Single();
        await room.Editor.RejectAsync(again.Id, again.RowVersion, editor, Cancel);
        var rule = (await room.Archive.Get<SuggestionQuality>().RulesAsync(null, Cancel)).Single(r => r.Kind == "threat");
        Assert.Equal((0, 0, 1, 0.0), (rule.Open, rule.Accepted, rule.Rejected, rule.Precision));
        Assert.InRange(rule.Interval!.Value.High, 0.7, 0.85); // Wilson: one of one says little
        Assert.Equal(threat.Id, Assert.Single((await queue.LoadAsync(new() { Show = QueueShow.Rejected, Rule = threat.Rule }, 10, "de", Cancel)).Items).Row.Id);
        Assert.Empty((await queue.LoadAsync(new() { Show = QueueShow.Accepted }, 10, "de", Cancel)).Items);
        Assert.Equal(1, (await room.Archive.Get<SuggestionQuality>().BinsAsync(Cancel)).Sum(b => b.Wrong));
    }

    private static async Task<(long Editor, IReadOnlyList<MarginRow> Margin)> OpenArticleAsync(ReadingRoom room, string text = ReadingRoom.Text)
    {
        var editor = await room.UserAsync("eva", Role.Editor);
        var id = await room.AddAsync(text);
        await room.ReadAsync();
        return (editor, await room.MarginAsync(id));
    }

    /// <summary>Plans at once, and does what was planned.</summary>
    private static async Task<IReadOnlyList<JobRow>> PlanAsync(ReadingRoom room)
    {
        // As the ingestion does it: the words of names are found by the index.
        await room.SqlAsync("UPDATE articles a SET tsv = article_vector(a.language, a.kicker, a.title, v.text) FROM article_versions v WHERE v.article_id = a.id AND v.number = a.current_version");
        var done = new List<JobRow>();
        foreach (var id in await room.Archive.Get<RereadPlanner>().PlanAsync(TimeSpan.FromSeconds(-5), Cancel))
        {
            Assert.True(await room.Archive.Get<JobRunner>().RunHereAsync(id, Cancel));
            done.Add((await room.Archive.Get<JobDesk>().FindAsync(id, Cancel))!);
        }
        return done;
    }

    private static async Task<PositionDraft> DraftAsync(ReadingRoom room, PositionRow row, Stance stance) => new()
    {
        Id = row.Id, RowVersion = row.RowVersion, ArticleId = row.ArticleId, VersionId = await VersionAsync(room, row.ArticleId), IssueId = row.IssueId, Stance = stance, Act = row.Act,
        Participants = [.. row.Participants.Select(p => new ParticipantDraft(p.Role, p.ActorId))], Anchors = [.. row.Anchors.Select(a => new AnchorDraft(a.Role, a.Start, a.End))],
    };

    private static Task<List<DecisionEntry>> LogAsync(ReadingRoom room) => AskAsync(room, db => db.Decisions.AsNoTracking().OrderBy(d => d.Id).ToListAsync());

    private static Task<RankerSnapshot> ModelAsync(ReadingRoom room) => AskAsync(room, db => db.RankerSnapshots.AsNoTracking().OrderByDescending(s => s.Position).FirstAsync());

    private static Task<long> VersionAsync(ReadingRoom room, long article) =>
        AskAsync(room, db => db.ArticleVersions.Where(v => v.ArticleId == article).OrderByDescending(v => v.Number).Select(v => v.Id).FirstAsync());

    private static async Task<T> AskAsync<T>(ReadingRoom room, Func<NewsDbContext, Task<T>> question)
    {
        await using var db = await room.Archive.OpenAsync();
        return await question(db);
    }
}
