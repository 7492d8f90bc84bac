using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Cli.Tests;

public sealed class CommandTests(TestCluster cluster)
{
    [Fact]
    public async Task The_operator_s_round_from_an_empty_database_to_articles()
    {
        var database = await cluster.CreateDatabaseAsync(migrated: false);
        Assert.Contains("Foundation", (await CliProcess.RunAsync(database, null, "migrate", "--json")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await CliProcess.RunAsync(database, "a long enough word", "user", "add", "ada", "--role", "admin", "editor")).Exit);
        Assert.Equal(1, (await CliProcess.RunAsync(database, "a long enough word", "user", "add", "ADA")).Exit);
        Assert.Contains("\"roles\":[\"Editor\",\"Admin\"]", (await CliProcess.RunAsync(database, null, "user", "list", "--json")).Output, StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("newsmonitor-cli-");
        var opml = Path.Combine(folder.FullName, "list.opml");
        await File.WriteAllTextAsync(opml, "<opml version='2.0'><body><outline text='Blatt' xmlUrl='https://blatt.example/feed'/></body></opml>");
        Assert.Equal("1 added, 0 were there, 0 refused.", (await CliProcess.RunAsync(database, null, "feed", "import", opml)).Output.Trim());
        Assert.Contains("https://blatt.example/feed", (await CliProcess.RunAsync(database, null, "feed", "list")).Output, StringComparison.Ordinal);

        var lines = Path.Combine(folder.FullName, "articles.jsonl");
        await File.WriteAllTextAsync(lines, """{"title":"Gespräche in Genf","text":"Erster Absatz.\nZweiter Absatz.","outlet":"Blatt","published":"2022-01-10T12:00:00Z"}""" + "\n");
        Assert.Equal("1 stored, 0 were there, 0 failed.", (await CliProcess.RunAsync(database, null, "article", "import", lines)).Output.Trim());
        Assert.Equal("0 stored, 1 were there, 0 failed.", (await CliProcess.RunAsync(database, null, "article", "import", lines)).Output.Trim());
        Assert.Equal("1", (await CliProcess.RunAsync(database, null, "article", "count")).Output.Trim());
        Assert.Contains("Gespräche in Genf", (await CliProcess.RunAsync(database, null, "article", "list", "--limit", "5", "--json")).Output, StringComparison.Ordinal);
        // Nothing has been read yet, so nothing has found its story.
        Assert.Equal((0, ""), await JustAsync(CliProcess.RunAsync(database, null, "story", "list", "--json")));
        var (missing, _, words) = await CliProcess.RunAsync(database, null, "story", "show", "7");
        Assert.Equal((1, "There is no story 7."), (missing, words.Trim()));
        folder.Delete(recursive: true);
        await cluster.DropDatabaseAsync(database);
    }

    private static async Task<(int Exit, string Output)> JustAsync(Task<(int Exit, string Output, string Errors)> run)
    {
        var (exit, output, _) = await run;
        return (exit, output.Trim());
    }

    [Fact]
    public async Task Stories_are_listed_and_shown_with_why_each_report_belongs_to_them()
    {
        var database = await cluster.CreateDatabaseAsync();
        await using (var archive = Npgsql.NpgsqlDataSource.Create(database))
        await using (var two = archive.CreateCommand("""
            INSERT INTO outlets (id, name, language) VALUES (1, 'Blatt', 'de'), (2, 'Bote', 'de');
            INSERT INTO articles (id, outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state,
                coding_state, statements, open_suggestions, threats, suggested_threats, words, current_version, no_archive)
            SELECT i, i, 'https://' || i || '.example/', 'https://' || i || '.example/', 'Pasted', 'Flut im Tal ' || i, 'de',
                now() - interval '3 hours' + i * interval '1 hour', 'person', now(), 'Complete', 'None', 0, 0, 0, 0, 2, 1, false FROM generate_series(1, 2) i;
            INSERT INTO stories (id, central_article_id, created_at) VALUES (7, 1, now());
            INSERT INTO story_articles (article_id, story_id, reason, score, like_article_id, words, placed_at)
            VALUES (1, 7, 'First', NULL, NULL, '{}', now()), (2, 7, 'Alike', 0.61, 1, '{Flut,Pegel}', now());
            """))
        {
            await two.ExecuteNonQueryAsync();
        }
        var (_, list) = await JustAsync(CliProcess.RunAsync(database, null, "story", "list", "--json"));
        Assert.Contains("\"id\":7,\"title\":\"Flut im Tal 1\"", list, StringComparison.Ordinal);
        Assert.Contains("\"articles\":2,\"outlets\":2", list, StringComparison.Ordinal);
        var (_, json) = await JustAsync(CliProcess.RunAsync(database, null, "story", "show", "7", "--json"));
        Assert.Contains("\"reason\":\"Alike\",\"score\":0.61,\"likeArticle\":1,\"sharedWords\":[\"Flut\",\"Pegel\"]", json, StringComparison.Ordinal);
        var (_, text) = await JustAsync(CliProcess.RunAsync(database, null, "story", "show", "7"));
        Assert.Contains("like 1 (0.61): Flut, Pegel", text, StringComparison.Ordinal);
        await cluster.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_in_words_and_by_the_exit_code()
    {
        var database = await cluster.CreateDatabaseAsync();
        await using var server = await FeedServer.StartAsync();
        Assert.Equal(2, (await CliProcess.RunAsync(database, null, "no-such-command")).Exit);
        var (exit, _, errors) = await CliProcess.RunAsync(database, null, "feed", "add", server.Url("/feed"));
        Assert.Equal(1, exit);
        Assert.Contains("private network", errors, StringComparison.Ordinal);
        Assert.Equal(3, (await CliProcess.RunAsync("Host=127.0.0.1;Port=1;Username=x;Database=y;Timeout=1", null, "article", "count")).Exit);
        Assert.Empty(server.Requests);
        await cluster.DropDatabaseAsync(database);
    }
}
