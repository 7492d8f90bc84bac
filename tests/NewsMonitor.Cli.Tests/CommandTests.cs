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
        folder.Delete(recursive: true);
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
