using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Exchange.Imports;

public sealed class ArticleImportTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Articles_come_from_tables_in_whichever_letters_a_spreadsheet_wrote_them()
    {
        await using var desk = await Desk.SetAsync(cluster);
        const string table = "Überschrift;Text;Quelle;Datum;URL\r\nKälte über Köln;\"Es ist kalt.\nMorgen auch.\";Der Bote;08.12.2021;https://bote.example/kaelte\r\nOhne Text;;Der Bote;;\r\nFalsch;x;Der Bote;übermorgen;\r\nFalsche Adresse;x;;;javascript:alert(1)\r\n";
        var request = new ImportRequest { Format = ImportFormat.ArticlesCsv, FileName = "a.csv", Outlet = "Anderswo" };
        var report = await desk.ImportAsync(request, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(table));
        Assert.Equal((1, 3), (report.Articles, report.Refused));
        Assert.Equal([ImportFaultKind.NoTitleOrText, ImportFaultKind.NotADate, ImportFaultKind.NotAnAddress], report.Faults.Select(f => f.Kind));
        await using var db = await desk.OpenAsync();
        var article = await db.Articles.Include(a => a.Outlet).Include(a => a.Versions).SingleAsync(a => a.Title == "Kälte über Köln", Cancel);
        Assert.Equal((ArticleOrigin.Imported, "Der Bote", "https://bote.example/kaelte", "Es ist kalt.\nMorgen auch."), (article.Origin, article.Outlet!.Name, article.CanonicalAddress, article.Versions.Single().Text));
        Assert.Equal(new(2021, 12, 8, 0, 0, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal(1, (await desk.ImportAsync(request, Encoding.UTF8.GetBytes(table))).ArticlesThere);
    }

    [Fact]
    public async Task Articles_come_from_lines_of_json_by_our_names_or_by_plain_ones()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var report = await desk.ImportAsync(new() { Format = ImportFormat.ArticlesJsonLines, FileName = "a.jsonl" },
            """
            {"title":"Eins","text":"Ein Satz.\nNoch einer.","outlet":"Der Bote","published":"2021-12-08T10:00:00Z","byline":["Anna"]}

            {"title":"Zwei","blocks":[{"kind":"subhead","text":"Zwischentitel"},{"kind":"papyrus","text":"Text."}],"published_at":"2021-12-09T10:00:00Z"}
            {"title":"Drei"}
            nonsense
            [1]
            """);
        Assert.Equal((2, 3), (report.Articles, report.Refused));
        Assert.Equal(["line 4", "line 5", "line 6"], report.Faults.Select(f => f.Place));
        await using var db = await desk.OpenAsync();
        var two = await db.ArticleVersions.SingleAsync(v => v.Title == "Zwei", Cancel);
        Assert.Equal("Zwischentitel\nText.", two.Text);
        Assert.Equal(Reading.Pages.BlockKind.Subhead, two.Blocks[0]);
    }

    [Fact]
    public async Task Articles_come_from_a_zip_or_a_folder_of_texts_and_pages()
    {
        await using var desk = await Desk.SetAsync(cluster);
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "texte/eins.txt", "Die Überschrift\n\nEin Absatz mit einigen Wörtern.\n\nNoch ein Absatz.");
            Add(archive, "../../etc/seite.html", "<!doctype html><html lang=de><head><title>Eine Seite</title><link rel=canonical href=https://bote.example/seite></head><body><article><h1>Eine Seite</h1><p>" + string.Join(' ', Enumerable.Repeat("Ein Satz mit Inhalt steht hier.", 12)) + "</p><p>" + string.Join(' ', Enumerable.Repeat("Noch ein Satz folgt darauf.", 12)) + "</p></article></body></html>");
            Add(archive, "bild.png", "x");
            Add(archive, "leer.txt", "");
        }
        var request = new ImportRequest { Format = ImportFormat.ArticleFiles, FileName = "a.zip" };
        var report = await desk.ImportAsync(request, zip.ToArray());
        Assert.Equal((2, 2), (report.Articles, report.Refused));
        Assert.Equal([("bild.png", ImportFaultKind.NotMapped), ("leer.txt", ImportFaultKind.NoTitleOrText)], report.Faults.Select(f => (f.Place, f.Kind)));
        Assert.Equal(ImportFaultKind.NotReadable, Assert.Single((await desk.ImportAsync(request, "PK no zip"u8.ToArray())).Faults).Kind);

        var folder = Directory.CreateTempSubdirectory("newsmonitor-test-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "drei.txt"), "Dritte Überschrift\n\nEin dritter Absatz mit Wörtern.", Cancel);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "notiz.docx"), "x", Cancel);
            var more = await desk.Importer().RunFolderAsync(folder.FullName, request, desk.Editor, null, Cancel);
            Assert.Equal((1, 0), (more.Articles, more.Refused));
        }
        finally { folder.Delete(recursive: true); }
    }

    [Fact]
    public async Task A_zip_that_grows_beyond_all_bounds_is_stopped_by_what_comes_out_of_it()
    {
        await using var desk = await Desk.SetAsync(cluster);
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var bomb = await archive.CreateEntry("bombe.txt", CompressionLevel.SmallestSize).OpenAsync(Cancel);
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 200; i++) await bomb.WriteAsync(zeros, Cancel);
        }
        Assert.True(zip.Length < 1_000_000);
        var before = GC.GetTotalAllocatedBytes();
        var report = await desk.ImportAsync(new() { Format = ImportFormat.ArticleFiles, FileName = "a.zip" }, zip.ToArray());
        Assert.Equal((0, ImportFaultKind.TooLarge), (report.Articles, Assert.Single(report.Faults).Kind));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 300_000_000);
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
