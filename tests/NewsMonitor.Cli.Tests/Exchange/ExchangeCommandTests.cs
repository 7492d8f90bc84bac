using NewsMonitor.Testing.Data;

namespace NewsMonitor.Cli.Tests.Exchange;

public sealed class ExchangeCommandTests(TestCluster cluster)
{
    [Fact]
    public async Task What_comes_in_from_files_leaves_again_and_a_manifest_repeats_it()
    {
        var database = await cluster.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("newsmonitor-cli-");
        try
        {
            string File(string name, string text)
            {
                var path = Path.Combine(folder.FullName, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                System.IO.File.WriteAllText(path, text);
                return path;
            }
            async Task<string> SaysAsync(int exit, params string[] words)
            {
                var run = await CliProcess.RunAsync(database, null, words);
                Assert.True(exit == run.Exit, run.Errors);
                return run.Output.Trim();
            }
            File("texte/genf.txt", "Gespräche in Genf\n\nDie Allianz weist die Forderung zurück, sagte ein Sprecher am Abend.\n\nDer Minister will weiter verhandeln.");
            Assert.Equal("1 article and 0 statements came in; 0 were there, 0 refused.", await SaysAsync(0, "import", Path.Combine(folder.FullName, "texte"), "--outlet", "Blatt"));

            var table = File("aussagen.csv", "Artikel;Redner;Thema;Haltung;Zitat\nGespräche in Genf;Die Allianz;Forderung;dagegen;weist die Forderung zurück\nNirgends;Die Allianz;Forderung;dagegen;x\n");
            string[] import = ["import", table, "--column", "speaker=Redner", "--actors", "Make", "--issues", "Make", "--actor-kind", "Alliance"];
            var first = await SaysAsync(0, import);
            Assert.Equal("New actors: Die Allianz.\nNew issues: Forderung.\n0 articles and 1 statement came in; 0 were there, 1 refused.", first.ReplaceLineEndings("\n"));
            Assert.Equal("0 articles and 0 statements came in; 1 was there, 1 refused.", await SaysAsync(0, import));
            Assert.Contains("line 3: The archive has no such article: Nirgends", (await CliProcess.RunAsync(database, null, import)).Errors, StringComparison.Ordinal);

            var (once, twice) = (Path.Combine(folder.FullName, "aus.csv"), Path.Combine(folder.FullName, "wieder.csv"));
            await SaysAsync(0, "export", "statements-csv", "--query", "Forderung", "--language", "de", "--out", once);
            await SaysAsync(0, "export", "--again", once + ".manifest.json", "--out", twice);
            Assert.Contains("Die Allianz", await System.IO.File.ReadAllTextAsync(once), StringComparison.Ordinal);
            Assert.Equal(await System.IO.File.ReadAllTextAsync(once), await System.IO.File.ReadAllTextAsync(twice));
            await SaysAsync(2, "export", "--again", table, "--out", twice);
            await SaysAsync(2, "import", Path.Combine(folder.FullName, "nichts"));
            await SaysAsync(1, "import", File("kein.dna", "x"), "--as", "Dna");
        }
        finally
        {
            folder.Delete(recursive: true);
            await cluster.DropDatabaseAsync(database);
        }
    }
}
