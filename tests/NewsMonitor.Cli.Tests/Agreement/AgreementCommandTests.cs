using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Cli.Tests.Agreement;

public sealed class AgreementCommandTests(TestCluster cluster)
{
    [Fact]
    public async Task Agreement_is_told_as_a_table_as_JSON_and_as_CSV_and_narrowed_down()
    {
        var database = await cluster.CreateDatabaseAsync();
        var (exit, output, errors) = await CliProcess.RunAsync(database, null, "agreement");
        Assert.Equal((0, true), (exit, errors.Contains("Nothing to compare", StringComparison.Ordinal)));
        Assert.DoesNotContain("0.", output, StringComparison.Ordinal);

        // Four positions of two coders: three times they agree on the stance. Cohen by hand: expected (3/4 · 2/4 + 1/4 · 2/4) = 1/2, kappa (3/4 − 1/2) / (1/2) = 0.5.
        var round = await SeedAsync(database, [(Stance.Supports, Stance.Supports), (Stance.Supports, Stance.Supports), (Stance.Supports, Stance.Opposes), (Stance.Opposes, Stance.Opposes)]);
        var (_, table, _) = await CliProcess.RunAsync(database, null, "agreement", "--round", $"{round}");
        Assert.Contains(Lines(table), line => line is ["stance", "percent", "0.750", ..]);
        Assert.Contains(Lines(table), line => line is ["stance", "cohen", "0.500", ..]);

        var (_, json, _) = await CliProcess.RunAsync(database, null, "agreement", "--json", "--part", "pair");
        using var figures = JsonDocument.Parse(json);
        var pair = figures.RootElement.EnumerateArray().Single(f => f.GetProperty("of").GetString() == "stance" && f.GetProperty("measure").GetString() == "cohen");
        Assert.Equal((0.5, 4, "Bea", "Carl"), (pair.GetProperty("value").GetDouble(), pair.GetProperty("units").GetInt32(), pair.GetProperty("one").GetString(), pair.GetProperty("other").GetString()));

        var (_, csv, _) = await CliProcess.RunAsync(database, null, "agreement", "--csv");
        Assert.Contains(csv.Split('\n'), line => line.StartsWith("variable,stance,percent,0.75", StringComparison.Ordinal));
        Assert.Contains(csv.Split('\n'), line => line.StartsWith("spans,", StringComparison.Ordinal));

        Assert.Contains("Nothing to compare", (await CliProcess.RunAsync(database, null, "agreement", "--until", "2026-02-28")).Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, (await CliProcess.RunAsync(database, null, "agreement", "--part", "nothing")).Exit);
        await cluster.DropDatabaseAsync(database);
    }

    private static IEnumerable<string[]> Lines(string table) => table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A round of two coders that both have handed in; an article for each pair of stances.</summary>
    private static async Task<long> SeedAsync(string database, (Stance One, Stance Other)[] stances)
    {
        const string Text = "Die Allianz spricht über die Grenze.";
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        await using var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(database).Options);
        NewsUser[] people = [.. new[] { "Bea", "Carl" }.Select(name => new NewsUser { DisplayName = name, UserName = name, NormalizedUserName = name.ToUpperInvariant(), CreatedAt = at })];
        db.Users.AddRange(people);
        var (issue, speaker, outlet) = (new Issue { Name = "Grenzöffnung", CreatedAt = at }, new Actor { Name = "Die Allianz", Kind = ActorKind.Alliance, CreatedAt = at }, new Outlet { Name = "Der Bote" });
        db.AddRange(issue, speaker, outlet);
        await db.SaveChangesAsync();
        var round = new CodingRound { Name = "Probe", CodersEach = 2, SharedPercent = 100, LeadId = people[0].Id, CreatedAt = at, CreatedBy = people[0].Id, FoundArticles = stances.Length };
        db.Add(round);
        foreach (var (one, other) in stances)
        {
            var article = new Article
            {
                Outlet = outlet, CanonicalAddress = $"https://bote.example/{Guid.NewGuid()}", Address = "https://bote.example/", Title = "Bericht", Language = "de", PublishedAt = at, PublishedFrom = "time",
                ArrivedAt = at, TextState = TextState.Complete, CurrentVersion = 1,
            };
            var version = new ArticleVersion { Number = 1, Title = article.Title, Text = Text, Blocks = [BlockKind.Paragraph], ContentHash = new byte[32], CapturedAt = at };
            article.Versions.Add(version);
            db.Add(article);
            await db.SaveChangesAsync();
            foreach (var (coder, stance) in people.Zip([one, other]))
            {
                var assignment = new Assignment { ArticleId = article.Id, CoderId = coder.Id };
                round.Assignments.Add(assignment);
                assignment.Submit(at);
                await db.SaveChangesAsync();
                var position = new Position { ArticleId = article.Id, AssignmentId = assignment.Id, IssueId = issue.Id, Stance = stance, State = CodeState.Confirmed, CreatedAt = at, CreatedBy = coder.Id, ChangedAt = at };
                position.ReplaceAnchors([Anchor.On(version, AnchorRole.Evidence, 0, 19)]);
                position.ReplaceParticipants([new(ParticipantRole.Speaker, speaker.Id)]);
                db.Add(position);
            }
        }
        await db.SaveChangesAsync();
        return round.Id;
    }
}
