using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Reading.Speech;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Actors;

/// <summary>Counted by hand: the minister is against the opening twice and once for it, the alliance for it twice, the neighbour against it once.</summary>
public sealed class ActorProfileTests(TestCluster cluster)
{
    private static readonly DayRange December = new(new(2021, 12, 1), new(2021, 12, 31));

    [Fact]
    public async Task An_actor_without_anything_has_a_page_of_zeros()
    {
        await using var room = await Room.SetAsync(cluster);
        var nobody = await room.Desk.ActorAsync("Niemand", ActorKind.Person);
        Assert.Equal(new(0, 0, 0, 0, 0), await room.Profiles.FiguresAsync(nobody, December, true, default));
        Assert.Empty(await room.Profiles.CoursesAsync(nobody, December, true, default));
        Assert.Empty(await room.Profiles.CompanionsAsync(nobody, December, true, "de", default));
        var around = await room.Profiles.SurroundingsAsync(nobody, December, 10, "de", default);
        Assert.True(around is { Neighbours.Count: 0, Stories.Count: 0, Articles: 0 });
        Assert.Null(await room.Profiles.FindAsync(nobody + 1, "de", default));
    }

    [Fact]
    public async Task Figures_count_what_counts_in_the_time_and_suggestions_only_where_asked_for()
    {
        await using var room = await Room.SetAsync(cluster);
        Assert.Equal(new(1, 1, 3, 1, 0), await room.Profiles.FiguresAsync(room.Minister, December, true, default));
        Assert.Equal(new(1, 1, 2, 1, 0), await room.Profiles.FiguresAsync(room.Minister, December, false, default));
        Assert.Equal(1, (await room.Profiles.FiguresAsync(room.Alliance, December, true, default)).ThreatsReceived);
        // The article of January, its position and its threat are of another time.
        Assert.Equal(new(0, 0, 1, 0, 0), await room.Profiles.FiguresAsync(room.Minister, new(new(2022, 1, 1), new(2022, 1, 31)), true, default));
        await room.SqlAsync($"UPDATE codes SET counts = false WHERE kind = 'threat'");
        Assert.Equal(0, (await room.Profiles.FiguresAsync(room.Minister, December, true, default)).ThreatsMade);
    }

    [Fact]
    public async Task Positions_come_by_issue_and_day_of_the_newsroom_and_a_merely_proposed_issue_is_none()
    {
        await using var room = await Room.SetAsync(cluster);
        var course = Assert.Single(await room.Profiles.CoursesAsync(room.Minister, December, true, default));
        Assert.Equal((room.Opening, 1, 2, 0), (course.IssueId, course.Supports, course.Opposes, course.Undecided));
        Assert.Equal([new StanceDay(new(2021, 12, 2), 0, 1, 0), new(new(2021, 12, 5), 0, 1, 0), new(new(2021, 12, 9), 1, 0, 0)], course.Days);
        Assert.Equal(2, Assert.Single(await room.Profiles.CoursesAsync(room.Minister, December, false, default)).All);
        await room.SqlAsync($"UPDATE issues SET proposed_at = now()");
        Assert.Empty(await room.Profiles.CoursesAsync(room.Minister, December, true, default));
        Assert.Equal(0, (await room.Profiles.FiguresAsync(room.Minister, December, true, default)).Positions);
    }

    [Fact]
    public async Task Who_agrees_and_who_opposes_is_the_arithmetic_of_the_network()
    {
        await using var room = await Room.SetAsync(cluster);
        var companions = await room.Profiles.CompanionsAsync(room.Minister, December, true, "de", default);
        // Minister: 1 for, 2 against. Alliance: 2 for: congruence 2, conflict 4, over (3 + 2) / 2. Neighbour: 1 against: congruence 2, conflict 1, over (3 + 1) / 2.
        Assert.Equal([("Die Allianz", -0.8), ("Der Nachbar", 0.5)], companions.Select(c => (c.Name, Math.Round(c.Weight, 3))));
        Assert.Equal(["Grenzöffnung"], companions[0].Apart);
        Assert.Equal(["Grenzöffnung"], companions[1].Alike);
        Assert.Empty(companions[0].Alike.Concat(companions[1].Apart));
    }

    [Fact]
    public async Task Who_is_named_together_and_in_which_stories_is_counted_by_articles()
    {
        await using var room = await Room.SetAsync(cluster);
        var around = await room.Profiles.SurroundingsAsync(room.Minister, December, 10, "de", default);
        Assert.Equal(3, around.Articles);
        Assert.Equal([(room.Alliance, 2), (room.Neighbour, 1)], around.Neighbours.Select(n => (n.ActorId, n.Articles)));
        var story = Assert.Single(around.Stories);
        Assert.Equal(("Streit um die Grenze", 2, 2), (story.Title, story.Own, story.Articles));
        Assert.Empty(await room.Profiles.StoriesOfAsync(room.Minister, [new(2021, 12, 2)], default)); // one report that day
    }

    [Fact]
    public async Task Offices_come_latest_first_names_by_language_and_a_merged_actor_leads_to_where_it_went()
    {
        await using var room = await Room.SetAsync(cluster);
        var head = (await room.Profiles.FindAsync(room.Minister, "de", default))!;
        Assert.Equal([("Kanzler", true), ("Minister", false)], head.Offices.Select(o => (o.Office, o.IsHeldOn(new(2021, 12, 31)))));
        Assert.Equal("Die Allianz", head.Offices[0].Organisation);
        await using (var db = await room.Desk.OpenAsync()) await db.Actors.Where(a => a.Id == room.Neighbour).ExecuteUpdateAsync(a => a.SetProperty(x => x.MergedIntoId, room.Minister));
        Assert.Equal(room.Minister, (await room.Profiles.FindAsync(room.Neighbour, "de", default))!.Id);
    }

    private sealed class Room : IAsyncDisposable
    {
        private NpgsqlDataSource _source = null!;

        public Desk Desk { get; private set; } = null!;
        public ActorProfiles Profiles { get; private set; } = null!;
        public long Minister => Desk.Minister;
        public long Alliance => Desk.Alliance;
        public long Opening => Desk.Issue;
        public long Neighbour { get; private set; }

        public static async Task<Room> SetAsync(TestCluster cluster)
        {
            var room = new Room { Desk = await Desk.SetAsync(cluster) };
            room._source = NpgsqlDataSource.Create(room.Desk.ConnectionString);
            room.Profiles = new(room._source, room.Desk.Factory, NewsroomTime.Of(null));
            room.Neighbour = await room.Desk.ActorAsync("Der Nachbar", ActorKind.Person);
            await using var db = await room.Desk.OpenAsync();
            // 23:30 UTC on the 1st is the 2nd in Berlin.
            var first = await ArticleAsync(db, new(2021, 12, 1, 23, 30, 0, TimeSpan.Zero));
            var second = await ArticleAsync(db, new(2021, 12, 5, 12, 0, 0, TimeSpan.Zero));
            var third = await ArticleAsync(db, new(2021, 12, 9, 12, 0, 0, TimeSpan.Zero));
            var later = await ArticleAsync(db, new(2022, 1, 9, 12, 0, 0, TimeSpan.Zero));
            await room.PositionAsync(db, first, room.Minister, Stance.Opposes);
            await room.PositionAsync(db, first, room.Alliance, Stance.Supports);
            await room.PositionAsync(db, second, room.Minister, Stance.Opposes);
            await room.PositionAsync(db, second, room.Alliance, Stance.Supports);
            await room.PositionAsync(db, third, room.Minister, Stance.Supports, CodeState.Suggested);
            await room.PositionAsync(db, third, room.Neighbour, Stance.Opposes);
            await room.PositionAsync(db, third, room.Minister, Stance.Opposes, CodeState.Rejected);
            await room.PositionAsync(db, later, room.Minister, Stance.Opposes);
            db.Codes.Add(new Mention { ArticleId = first, ActorId = room.Minister, State = CodeState.Confirmed, CreatedAt = DateTimeOffset.UtcNow });
            var threat = new Threat { ArticleId = first, Mode = ThreatMode.Explicit, State = CodeState.Confirmed, CreatedAt = DateTimeOffset.UtcNow };
            threat.Participants.Add(new() { ActorId = room.Minister, Role = ParticipantRole.Threatener });
            threat.Participants.Add(new() { ActorId = room.Alliance, Role = ParticipantRole.Target });
            db.Codes.Add(threat);
            var version = await db.ArticleVersions.Where(v => v.ArticleId == first).Select(v => v.Id).SingleAsync();
            db.Quotations.Add(new() { ArticleId = first, VersionId = version, Form = QuotationForm.Direct, Spans = [0, 9], Words = "Die Worte", SpeakerId = room.Minister, Rule = "test" });
            var story = new Story { Name = "Streit um die Grenze", CreatedAt = DateTimeOffset.UtcNow };
            db.Stories.Add(story);
            await db.SaveChangesAsync();
            db.StoryArticles.AddRange(new StoryArticle { StoryId = story.Id, ArticleId = first }, new StoryArticle { StoryId = story.Id, ArticleId = second });
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync($"UPDATE stories SET articles = 2, last_at = '2021-12-05T12:00Z' WHERE id = {story.Id}");
            db.Affiliations.AddRange(
                new Affiliation { ActorId = room.Minister, Office = "Minister", From = new(2018, 1, 1), Until = new(2021, 12, 7) },
                new Affiliation { ActorId = room.Minister, Office = "Kanzler", From = new(2021, 12, 8), OrganisationId = room.Alliance });
            await db.SaveChangesAsync();
            return room;
        }

        public async Task SqlAsync(string sql)
        {
            await using var db = await Desk.OpenAsync();
            await db.Database.ExecuteSqlRawAsync(sql);
        }

        private static async Task<long> ArticleAsync(NewsDbContext db, DateTimeOffset at) => (await Desk.AddArticleAsync(db, $"Bericht vom {at:d}", Desk.Text, "de", at)).Article;

        private async Task PositionAsync(NewsDbContext db, long article, long speaker, Stance stance, CodeState state = CodeState.Confirmed)
        {
            var position = new Position { ArticleId = article, IssueId = Opening, Stance = stance, State = state, CreatedAt = DateTimeOffset.UtcNow };
            position.Participants.Add(new() { ActorId = speaker, Role = ParticipantRole.Speaker });
            db.Codes.Add(position);
            await db.SaveChangesAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _source.DisposeAsync();
            await Desk.DisposeAsync();
        }
    }
}
