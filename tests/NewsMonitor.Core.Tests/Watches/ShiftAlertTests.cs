using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Watches;
using NewsMonitor.Core.Watches.Shifts;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Watches;

public sealed class ShiftAlertTests(TestCluster cluster)
{
    private static WatchDraft Shifts(WatchDraft draft) => draft with { Articles = false, Turns = true, Pairs = true, Firsts = true };

    [Fact]
    public async Task A_turn_is_told_with_its_reason_and_quotes_taken_back_when_undone_and_told_again_when_redone()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var (minister, border) = (await room.ActorAsync("Der Minister"), await room.IssueAsync("Grenzöffnung"));
        await room.SayAsync(minister, border, Stance.Supports, 9);
        await room.SayAsync(minister, border, Stance.Supports, 8);
        var (watch, others) = (await room.WatchAsync("", Shifts), await room.WatchAsync("akteur:\"Der Minister\" quelle:\"Der Bote\"", Shifts));
        var elsewhere = await room.WatchAsync("Hafen", Shifts);
        await room.MatchAsync();
        var turn = await room.SayAsync(minister, border, Stance.Opposes, 1);
        await room.MatchAsync();

        var alert = Assert.Single(await room.AlertsAsync(watch));
        Assert.Equal((AlertKind.Turn, Stance.Supports, Stance.Opposes, 2, false), (alert.Kind, alert.Details.From!.Value, alert.Details.To!.Value, alert.Details.Before, alert.Details.Suggested));
        Assert.Equal(turn, alert.Details.Quotes[0].StatementId);
        Assert.Equal([false, true, true], alert.Details.Quotes.Select(q => q.IsBefore));
        Assert.StartsWith("Der Minister ist jetzt gegen „Grenzöffnung“; die 2 Texte davor", new AlertWords("de", NewsroomTime.Of(null)).Sentence(alert.Kind, alert.Details, 0), StringComparison.Ordinal);
        Assert.Single(await room.AlertsAsync(others));
        Assert.Empty(await room.AlertsAsync(elsewhere));

        await room.SayAsync(minister, border, Stance.Opposes, 0);
        await room.MatchAsync();
        Assert.Single(await room.AlertsAsync(watch)); // it goes on, and is no new turn

        await room.RejectAsync(turn);
        await room.MatchAsync();
        var (old, moved) = (await room.AlertsAsync(watch) is [var a, var b] ? (a, b) : throw new InvalidOperationException());
        Assert.Equal((AlertWithdrawal.NotSaid, null), (old.Withdrawal, moved.Withdrawal)); // the next text turns now
        Assert.Equal(1, await room.Queries.UnreadAlertsAsync(room.Ana, default) - (await room.AlertsAsync(others)).Count(x => x.WithdrawnAt is null));

        Assert.IsType<UndoResult.Moved>(await new CodeUndo(room.Archive.Get<IDbContextFactory<NewsDbContext>>(), room.Archive.Get<BulletinBoard>(), TimeProvider.System).UndoAsync(room.Eda, default));
        await room.MatchAsync();
        Assert.Equal(1, (await room.AlertsAsync(watch)).Count(x => x.WithdrawnAt is null && x.Id == old.Id));
    }

    [Fact]
    public async Task An_alert_names_people_as_its_reader_does()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var (minister, border) = (await room.ActorAsync("Wladimir Amsel", new ActorNameDraft("de", "Wladimir Amsel", true), new ActorNameDraft("en", "Vladimir Amsel", true)), await room.IssueAsync("Grenzöffnung"));
        // A first stand is news only where there is a history of others.
        foreach (var name in new[] { "Eins", "Zwei", "Drei" }) await room.SayAsync(await room.ActorAsync(name), border, Stance.Supports, 30);
        var watch = await room.WatchAsync("", Shifts);
        await room.MatchAsync();
        await room.SayAsync(minister, border, Stance.Supports, 1);
        await room.MatchAsync();
        var alert = Assert.Single(await room.AlertsAsync(watch));
        string Said(string language) => new AlertWords(language, NewsroomTime.Of(null)).Sentence(alert.Kind, alert.Details, 0);
        Assert.Equal("Vladimir Amsel takes a stand on “Grenzöffnung” for the first time: supports it.", Said("en"));
        Assert.Equal("Wladimir Amsel nimmt zum ersten Mal Stellung zu „Grenzöffnung“: dafür.", Said("de"));
    }

    [Fact]
    public async Task An_old_article_that_comes_in_late_makes_no_alert_and_takes_back_what_it_shows_to_be_wrong()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var (minister, border) = (await room.ActorAsync("Der Minister"), await room.IssueAsync("Grenzöffnung"));
        await room.SayAsync(minister, border, Stance.Supports, 60);
        await room.SayAsync(minister, border, Stance.Supports, 50);
        await room.ArriveAsync("Heute");
        var watch = await room.WatchAsync("", Shifts);
        await room.MatchAsync();

        await room.SayAsync(minister, border, Stance.Opposes, 40); // a turn, of long ago
        await room.MatchAsync();
        Assert.Empty(await room.AlertsAsync(watch));

        await room.SayAsync(minister, border, Stance.Supports, 5);
        await room.SayAsync(minister, border, Stance.Supports, 2);
        await room.SayAsync(minister, border, Stance.Opposes, 1);
        await room.MatchAsync();
        Assert.Null(Assert.Single(await room.AlertsAsync(watch)).WithdrawnAt);
        // Between the two of before it said the other: there was no settled stance to turn from.
        await room.SayAsync(minister, border, Stance.Opposes, 3);
        await room.MatchAsync();
        Assert.Equal(AlertWithdrawal.NotNew, (await room.AlertsAsync(watch))[0].Withdrawal);
    }

    [Fact]
    public async Task First_stands_and_new_pairs_are_told_once_and_only_where_there_is_a_history()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var border = await room.IssueAsync("Grenzöffnung");
        var people = new List<long>();
        foreach (var name in new[] { "Eins", "Zwei", "Drei", "Vier", "Fünf" }) people.Add(await room.ActorAsync(name));
        var watch = await room.WatchAsync("", Shifts);
        // Each of these is the first of its kind, in an archive that knows nothing yet.
        for (var n = 0; n < 3; n++) await room.SayAsync(people[n], border, Stance.Supports, 30 - n);
        for (var n = 0; n < 3; n++) await room.ThreatenAsync(people[n], people[4], 30 - n);
        await room.MatchAsync();
        Assert.Empty(await room.AlertsAsync(watch));

        await room.SayAsync(people[3], border, Stance.Opposes, 1);
        await room.SayAsync(people[3], border, Stance.Opposes, 0);
        var threat = await room.ThreatenAsync(people[3], people[4], 1);
        await room.ThreatenAsync(people[0], people[4], 1); // a known pair
        await room.MatchAsync();
        var alerts = await room.AlertsAsync(watch);
        Assert.Equal([AlertKind.Pair, AlertKind.First], alerts.Select(a => a.Kind).Order());
        Assert.Equal(["Vier", "Fünf"], alerts.Single(a => a.Kind == AlertKind.Pair).Details.Actors.Select(x => x.Name));

        await room.RejectAsync(threat);
        await room.SayAsync(people[3], border, Stance.Supports, 25); // an earlier one, from further back than news reach
        await room.MatchAsync();
        Assert.Equal([AlertWithdrawal.NotNew, AlertWithdrawal.NotSaid], (await room.AlertsAsync(watch)).OrderBy(a => a.Kind == AlertKind.Pair).Select(a => a.Withdrawal!.Value));
        await room.ThreatenAsync(people[3], people[4], 0);
        await room.MatchAsync();
        Assert.Equal(1, (await room.AlertsAsync(watch)).Count(a => a is { Kind: AlertKind.Pair, WithdrawnAt: null }));
    }

    [Fact]
    public async Task Suggestions_shift_nothing_for_who_wants_confirmed_ones_only()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var (minister, border) = (await room.ActorAsync("Der Minister"), await room.IssueAsync("Grenzöffnung"));
        await room.SayAsync(minister, border, Stance.Supports, 9);
        await room.SayAsync(minister, border, Stance.Supports, 8);
        var (sure, early) = (await room.WatchAsync("", Shifts), await room.WatchAsync("", draft => Shifts(draft) with { WithSuggestions = true }));
        await room.MatchAsync();
        var turn = await room.SayAsync(minister, border, Stance.Opposes, 1);
        await room.SqlAsync($"UPDATE codes SET state = 'Suggested' WHERE id = {turn}");
        await room.MatchAsync();
        Assert.Empty(await room.AlertsAsync(sure));
        Assert.True(Assert.Single(await room.AlertsAsync(early)).Details.Suggested);

        var version = await room.AskAsync(db => db.Codes.Where(c => c.Id == turn).Select(c => c.RowVersion).SingleAsync());
        Assert.IsType<CodingResult.Saved>(await room.Codes.AcceptAsync(turn, version, room.Eda, default));
        await room.MatchAsync();
        Assert.False(Assert.Single(await room.AlertsAsync(sure)).Details.Suggested);
        Assert.Single(await room.AlertsAsync(early));
    }

    [Fact]
    public async Task A_day_that_leaves_the_band_of_its_weekday_is_told_once_and_taken_back_when_late_articles_make_it_usual()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        for (var week = 1; week <= 8; week++)
        {
            for (var n = 0; n < 9; n++) await room.ArriveAsync($"Hafen {week} {n}", published: WatchRoom.Today.AddDays(-7 * week));
            for (var n = 0; n < 16; n++) await room.ArriveAsync($"Hafen gestern {week} {n}", published: WatchRoom.Today.AddDays(-7 * week - 1));
        }
        var (harbour, young) = (await room.WatchAsync("Hafen", Volume), await room.WatchAsync("Markt", Volume));
        var scale = room.Archive.Get<VolumeScale>();
        while (await scale.RunAsync(default)) { /* until none is due */ }
        Assert.Empty(await room.AlertsAsync(harbour));

        for (var n = 0; n < 20; n++) await room.ArriveAsync($"Hafen heute {n}");
        for (var n = 0; n < 3; n++) await room.ArriveAsync($"Hafen gestern {n}", published: WatchRoom.Today.AddDays(-1));
        await WeighAsync();
        await WeighAsync();
        var alerts = await room.AlertsAsync(harbour);
        Assert.Equal([(20, 9.0), (3, 16.0)], alerts.Select(a => (a.Details.Volume!.Articles, a.Details.Volume.Median)));
        Assert.Contains("mehr als üblich. An einem", new AlertWords("de", NewsroomTime.Of(null)).Sentence(alerts[0].Kind, alerts[0].Details, 0), StringComparison.Ordinal);
        Assert.Empty(await room.AlertsAsync(young));

        for (var n = 0; n < 10; n++) await room.ArriveAsync($"Hafen gestern spät {n}", published: WatchRoom.Today.AddDays(-1));
        await WeighAsync();
        Assert.Equal([null, AlertWithdrawal.Usual], (await room.AlertsAsync(harbour)).Select(a => a.Withdrawal));

        static WatchDraft Volume(WatchDraft draft) => draft with { Articles = false, Volume = true };

        async Task WeighAsync()
        {
            await room.SqlAsync("UPDATE watches SET weighed_at = now() - interval '2 hours'");
            while (await scale.RunAsync(default)) { /* until none is due */ }
        }
    }
}
