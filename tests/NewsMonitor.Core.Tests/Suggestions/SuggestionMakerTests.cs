using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Suggestions;

public sealed class SuggestionMakerTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task A_threat_and_a_demand_are_suggested_with_their_actors_and_words()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var id = await room.AddAsync();
        await room.ReadAsync();

        var margin = await room.MarginAsync(id);
        Assert.All(margin, row => Assert.Equal((CodeState.Suggested, CodeOrigin.Rule), (row.State, row.Origin)));
        Assert.All(margin, row => Assert.All(row.Anchors, a => Assert.Equal(ReadingRoom.Text[a.Start..a.End], a.Quote)));
        var threat = Assert.Single(margin.OfType<ThreatRow>());
        Assert.Equal(["Wladimir Putin"], threat.In(ParticipantRole.Threatener).Select(p => p.Name));
        Assert.Equal(["Ukraine"], threat.In(ParticipantRole.Target).Select(p => p.Name));
        Assert.Equal(("Angriff, Invasion", "threat verb", ThreatMode.Explicit), (threat.Instrument, threat.Rule, threat.Mode));
        Assert.Equal("sie der Nato beitritt", threat.Condition?.TrimEnd('.'));
        Assert.Contains("gedroht", threat.Anchors.Single(a => a.Role == AnchorRole.Cue).Quote);
        Assert.InRange(threat.Score!.Value, 0.5f, 1f);
        var demand = Assert.Single(margin.OfType<PositionRow>());
        Assert.Equal(["Olaf Scholz"], demand.In(ParticipantRole.Speaker).Select(p => p.Name));
        Assert.Equal(("Abzug russischer Truppen von der Grenze", Stance.Supports, PositionAct.Demands), (demand.Issue, demand.Stance, demand.Act));
        Assert.Contains(margin.OfType<MentionRow>(), m => m.Actor.Name == "Olaf Scholz");
        Assert.InRange(margin.OfType<MentionRow>().Count(), 4, 9);

        var article = await room.ArticleAsync(id);
        Assert.Equal((CodingState.Suggested, 2, 1, 0), (article.CodingState, article.OpenSuggestions, article.SuggestedThreats, article.Statements));
    }

    [Fact]
    public async Task A_demand_that_no_issue_fits_brings_its_own_and_accepting_it_takes_the_issue_into_the_codebook()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        const string text = "Bundeskanzler Olaf Scholz forderte eine Reform der Erbschaftsteuer.\nBundeskanzler Olaf Scholz wies das zurück.";
        var (first, second) = (await room.AddAsync(text), await room.AddAsync(text.Replace("eine Reform", "erneut die Reform", StringComparison.Ordinal), address: "https://handblatt.example/2"));
        await room.ReadAsync();

        var demand = Assert.Single((await room.MarginAsync(first)).OfType<PositionRow>());
        Assert.Equal(("Reform der Erbschaftsteuer", true, Stance.Supports), (demand.Issue, demand.IssueIsNew, demand.Stance));
        Assert.DoesNotContain("Reform der Erbschaftsteuer", await room.CodebookAsync());
        Assert.Equal(demand.IssueId, Assert.Single((await room.MarginAsync(second)).OfType<PositionRow>()).IssueId); // the same matter, once

        Assert.IsType<CodingResult.Saved>(await room.Editor.AcceptAsync(demand.Id, demand.RowVersion, editor, Cancel));
        Assert.Contains("Reform der Erbschaftsteuer", await room.CodebookAsync());
        Assert.False(Assert.Single((await room.MarginAsync(second)).OfType<PositionRow>()).IssueIsNew);
        await using var db = await room.Archive.OpenAsync();
        var version = await db.CodebookVersions.OrderByDescending(v => v.Number).FirstAsync();
        Assert.Equal((editor, version.Number), (version.By, await db.Codes.Where(c => c.Id == demand.Id).Select(c => c.CodebookVersion).SingleAsync()));
    }

    [Fact]
    public async Task An_issue_of_the_same_name_takes_the_proposal_in()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        var id = await room.AddAsync("Bundeskanzler Olaf Scholz forderte eine Reform der Erbschaftsteuer.");
        await room.ReadAsync();
        await room.SqlAsync("INSERT INTO issues (name, created_at) VALUES ('reform der erbschaftsteuer', now())");
        var demand = Assert.Single((await room.MarginAsync(id)).OfType<PositionRow>());
        Assert.IsType<CodingResult.Saved>(await room.Editor.AcceptAsync(demand.Id, demand.RowVersion, editor, Cancel));
        Assert.Equal("reform der erbschaftsteuer", Assert.Single((await room.MarginAsync(id)).OfType<PositionRow>()).Issue);
    }

    [Fact]
    public async Task Reading_again_changes_nothing()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var id = await room.AddAsync();
        await room.ReadAsync();
        var before = (await room.MarginAsync(id)).Select(r => (r.Id, r.RowVersion)).ToArray();

        Assert.Empty(await room.ReadAsync()); // nothing waits
        Assert.Equal(new(0, 0, before.Length), Assert.Single(await room.ReadAgainAsync()));

        Assert.Equal(before, (await room.MarginAsync(id)).Select(r => (r.Id, r.RowVersion)));
    }

    [Fact]
    public async Task A_rejected_suggestion_does_not_come_back_on_this_text_or_the_next()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        var id = await room.AddAsync();
        await room.ReadAsync();
        var threat = (await room.MarginAsync(id)).OfType<ThreatRow>().Single();
        Assert.IsType<CodingResult.Saved>(await room.Editor.RejectAsync(threat.Id, threat.RowVersion, editor, Cancel));

        await room.ReadAgainAsync();
        Assert.Equal(CodeState.Rejected, Assert.Single((await room.MarginAsync(id)).OfType<ThreatRow>()).State);
        await room.ChangeTextAsync(id, "Genf.\n" + ReadingRoom.Text.Replace("beitritt", "beitreten sollte", StringComparison.Ordinal));
        await room.ReadAsync();
        Assert.Equal(CodeState.Rejected, Assert.Single((await room.MarginAsync(id)).OfType<ThreatRow>()).State);
        Assert.Equal(1, (await room.ArticleAsync(id)).OpenSuggestions);
    }

    [Fact]
    public async Task A_removed_or_changed_suggestion_is_not_made_again_as_it_was()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        var id = await room.AddAsync();
        await room.ReadAsync();
        var margin = await room.MarginAsync(id);
        var (threat, demand) = (margin.OfType<ThreatRow>().Single(), margin.OfType<PositionRow>().Single());
        await room.Editor.RemoveAsync(demand.Id, demand.RowVersion, editor, Cancel);
        // The editor holds somebody else for the threatener.
        var target = threat.In(ParticipantRole.Target).Single().ActorId;
        Assert.IsType<CodingResult.Saved>(await room.Editor.SaveAsync(new ThreatDraft
        {
            Id = threat.Id, RowVersion = threat.RowVersion, ArticleId = id, VersionId = await VersionAsync(room, id), Participants = [new(ParticipantRole.Threatener, target)],
            Anchors = [.. threat.Anchors.Select(a => new AnchorDraft(a.Role, a.Start, a.End))],
        }, editor, Cancel));

        await room.ReadAgainAsync();

        margin = await room.MarginAsync(id);
        Assert.Empty(margin.OfType<PositionRow>());
        var left = Assert.Single(margin.OfType<ThreatRow>());
        Assert.Equal((CodeState.Confirmed, target), (left.State, left.In(ParticipantRole.Threatener).Single().ActorId));
    }

    [Fact]
    public async Task A_person_s_code_is_never_touched_and_not_suggested_again()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        var id = await room.AddAsync();
        await using (var db = await room.Archive.OpenAsync())
        {
            db.Actors.Add(new() { Key = "putin", Name = "Putin, wie wir ihn schreiben", CreatedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        }
        var putin = await AskAsync(room, db => db.Actors.Select(a => a.Id).SingleAsync());
        var start = ReadingRoom.Text.IndexOf("mit einem Angriff gedroht", StringComparison.Ordinal);
        var saved = Assert.IsType<CodingResult.Saved>(await room.Editor.SaveAsync(new ThreatDraft
        {
            ArticleId = id, VersionId = await VersionAsync(room, id), Note = "von Hand", Participants = [new(ParticipantRole.Threatener, putin)],
            Anchors = [new(AnchorRole.Evidence, start, start + 25)],
        }, editor, Cancel));
        var before = (await room.MarginAsync(id)).Single(r => r.Id == saved.CodeId).RowVersion;

        await room.ReadAsync();
        await room.ChangeTextAsync(id, ReadingRoom.Text + "\nEin Satz mehr.");
        await room.ReadAsync();

        var own = Assert.Single((await room.MarginAsync(id)).OfType<ThreatRow>());
        Assert.Equal((saved.CodeId, before, "von Hand", CodeState.Confirmed), (own.Id, own.RowVersion, own.Note, own.State));
        Assert.Equal(CodingState.InWork, (await room.ArticleAsync(id)).CodingState);
    }

    [Fact]
    public async Task A_new_text_replaces_what_nobody_has_decided()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var id = await room.AddAsync();
        await room.ReadAsync();
        await room.ChangeTextAsync(id, "Bundeskanzler Olaf Scholz forderte den Abzug der russischen Truppen von der Grenze.");
        Assert.NotNull(Assert.Single(await room.ReadAsync()));

        var margin = await room.MarginAsync(id);
        Assert.Empty(margin.OfType<ThreatRow>());
        Assert.Single(margin.OfType<PositionRow>());
        Assert.All(margin, row => Assert.All(row.Anchors, a => Assert.Equal(AnchorFate.Exact, a.Fate)));
        Assert.Equal(0, (await room.ArticleAsync(id)).SuggestedThreats);
    }

    [Fact]
    public async Task An_analyst_cannot_accept()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var analyst = await room.UserAsync("ana", Role.Analyst);
        var id = await room.AddAsync();
        await room.ReadAsync();
        var threat = (await room.MarginAsync(id)).OfType<ThreatRow>().Single();
        Assert.IsType<CodingResult.NotAllowed>(await room.Editor.AcceptAsync(threat.Id, threat.RowVersion, analyst, Cancel));
        Assert.Equal(CodeState.Suggested, (await room.MarginAsync(id)).Single(r => r.Id == threat.Id).State);
    }

    [Fact]
    public async Task An_accepted_suggestion_keeps_what_it_was_in_its_history()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var editor = await room.UserAsync("eva", Role.Editor);
        var id = await room.AddAsync();
        await room.ReadAsync();
        var threat = (await room.MarginAsync(id)).OfType<ThreatRow>().Single();
        Assert.IsType<CodingResult.Saved>(await room.Editor.AcceptAsync(threat.Id, threat.RowVersion, editor, Cancel));
        await room.ReadAgainAsync();

        var accepted = Assert.Single((await room.MarginAsync(id)).OfType<ThreatRow>());
        Assert.Equal((CodeState.Confirmed, "threat verb"), (accepted.State, accepted.Rule));
        var revision = await AskAsync(room, db => db.Revisions.SingleAsync());
        Assert.Equal(CodeState.Suggested, CodeSnapshot.FromJson(revision.Before!).State);
        var article = await room.ArticleAsync(id);
        Assert.Equal((1, 1, 1, 0), (article.Statements, article.Threats, article.OpenSuggestions, article.SuggestedThreats));
    }

    [Fact]
    public async Task The_newsroom_s_own_actors_and_names_are_found_and_merges_followed()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        await using (var db = await room.Archive.OpenAsync())
        {
            var now = DateTimeOffset.UtcNow;
            var own = new NewsMonitor.Core.Actors.Actor { Name = "Rat der Talschaften", Kind = NewsMonitor.Core.Actors.ActorKind.Organisation, CreatedAt = now };
            var merged = new NewsMonitor.Core.Actors.Actor { Key = "putin", Name = "Wladimir Putin", Kind = NewsMonitor.Core.Actors.ActorKind.Person, CreatedAt = now };
            db.Actors.AddRange(own, merged);
            await db.SaveChangesAsync();
            var into = new NewsMonitor.Core.Actors.Actor { Name = "W. W. Putin", Kind = NewsMonitor.Core.Actors.ActorKind.Person, CreatedAt = now };
            db.Actors.Add(into);
            await db.SaveChangesAsync();
            merged.MergedIntoId = into.Id;
            await db.SaveChangesAsync();
        }
        var id = await room.AddAsync(ReadingRoom.Text + "\nDer Rat der Talschaften fordert den Abzug der russischen Truppen von der Grenze.");
        await room.ReadAsync();

        var margin = await room.MarginAsync(id);
        Assert.Equal("W. W. Putin", margin.OfType<ThreatRow>().Single().In(ParticipantRole.Threatener).Single().Name);
        Assert.Contains(margin.OfType<PositionRow>(), p => p.In(ParticipantRole.Speaker).Any(a => a.Name == "Rat der Talschaften"));
    }

    [Fact]
    public async Task A_position_on_a_matter_that_the_codebook_lacks_is_not_put_under_an_issue_that_only_names_the_same_actors()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        await room.SqlAsync("INSERT INTO issues (name, created_at) VALUES ('NATO-Beitritt der Ukraine', now())");
        var off = await room.AddAsync("Lawrow forderte ein Ende der Manöver der Nato in der Ukraine. Scholz verlangte längere Ferien.");
        var on = await room.AddAsync("Wolodymyr Selenskyj forderte den Beitritt der Ukraine zur Nato.", address: "https://handblatt.example/2");
        await room.ReadAsync();
        Assert.All((await room.MarginAsync(off)).OfType<PositionRow>(), row => Assert.True(row.IssueIsNew));
        Assert.Equal("NATO-Beitritt der Ukraine", Assert.Single((await room.MarginAsync(on)).OfType<PositionRow>()).Issue);
    }

    [Fact]
    public async Task Two_hundred_articles_are_read_in_good_time()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var filling = string.Concat(Enumerable.Range(1, 20).Select(n =>
            $"\nAm Tag {n} berieten die Außenminister in Brüssel über die Lage; Annalena Baerbock und Antony Blinken blieben eine Stunde länger als geplant."));
        for (var n = 0; n < 200; n++) await room.AddAsync(ReadingRoom.Text + filling, address: $"https://handblatt.example/{n}");
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var made = await room.ReadAsync();
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.SendDiagnosticMessage($"{made.Count} articles of {ReadingRoom.Text.Length + filling.Length} characters in {seconds:F1} s: {made.Count / seconds:F0}/s, {made.Sum(m => m!.Added)} suggestions.");
        TestContext.Current.TestOutputHelper!.WriteLine($"{made.Count / seconds:F0} articles/s");
        Assert.Equal(200, made.Count);
        Assert.InRange(seconds, 0, 60);
    }

    private static Task<long> VersionAsync(ReadingRoom room, long articleId) =>
        AskAsync(room, db => db.ArticleVersions.Where(v => v.ArticleId == articleId).Select(v => v.Id).SingleAsync());

    private static async Task<T> AskAsync<T>(ReadingRoom room, Func<NewsMonitor.Core.Data.NewsDbContext, Task<T>> question)
    {
        await using var db = await room.Archive.OpenAsync();
        return await question(db);
    }

    [Fact]
    public async Task Every_mention_of_a_known_actor_is_seen_in_the_text_though_one_of_each_is_suggested()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        const string text = "Bundeskanzler Olaf Scholz reist nach Kiew.\nScholz trifft dort Selenskyj.\nAm Abend sprach Scholz in Berlin.";
        var id = await room.AddAsync(text);
        await room.ReadAsync();
        var article = await room.ArticleAsync(id);
        await using var db = await room.Archive.OpenAsync();
        var version = await db.ArticleVersions.SingleAsync(v => v.ArticleId == id);

        var suggested = Assert.Single((await room.MarginAsync(id)).OfType<MentionRow>(), row => row.Actor.Name == "Olaf Scholz");
        var seen = await room.Archive.Get<ArticleMentions>().InAsync(article, version, Cancel);
        var scholz = seen.Where(m => m.Name == "Olaf Scholz").ToArray();
        Assert.Equal(["Bundeskanzler Olaf Scholz", "Scholz", "Scholz"], scholz.Select(m => text[m.Start..m.End]));
        Assert.All(scholz, m => Assert.Equal(suggested.Actor.Id, m.ActorId));
        // What the margin marks itself is not drawn a second time.
        Assert.Equal(2, ArticleMentions.Beside(scholz, suggested.Anchors.Select(a => (a.Start, a.End))).Count);
    }
}
