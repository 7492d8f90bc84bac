using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Exchange;

public sealed class ExchangePageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Text = "Die Allianz weist die Forderung zurück. Der Minister droht mit Sanktionen.";

    [Fact]
    public async Task Statements_come_in_by_a_table_and_leave_by_a_search_with_a_manifest()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString, ("Ingestion:RunInWeb", "true"), ("Ingestion:PollEvery", "00:00:00.2"), ("Suggestions:Enabled", "false"));
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.AddUserAsync("eda", Role.Editor); // taking along is everyone's who signs in
        await FillAsync(desk);
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");

        await editor.OpenAsync("/import");
        await Expect(page.Locator(".exform .state")).ToContainTextAsync("Choose a file.");
        await editor.IsAccessibleAsync();
        await editor.ChooseFileAsync("#import-file", Table("aussagen.csv",
            "Artikel;Akteur;Streitfrage;Haltung;Worte\nStreit an der Grenze;Die Allianz;Grenzöffnung;dagegen;weist die Forderung zurück\nStreit an der Grenze;Die Allianz;Grenzöffnung;dagegen;steht hier nicht\n"));
        // A heading that the program does not know is the person's to name.
        await Expect(page.Locator(".exside [role=status] b")).ToHaveTextAsync("The table lacks:");
        await page.SelectOptionAsync("#column-quote", "Worte");
        await Expect(page.Locator("#faults li")).ToHaveCountAsync(2);
        await editor.IsAccessibleAsync();
        await page.SelectOptionAsync("#actors", "Make");
        await page.SelectOptionAsync("#issues", "Make");
        await Expect(page.Locator("#faults li")).ToHaveTextAsync(["line 3These words are not in the article’s text: steht hier nicht"]);
        await Expect(page.Locator(".exside [role=status] b")).ToHaveTextAsync("1 would come in, 0 are there already, 1 would be refused.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".work[data-job=Done]")).ToContainTextAsync("Imported: 0 articles, 1 statement. 0 were there already, 1 line was refused.");
        await Expect(page.Locator("#imports")).ToContainTextAsync("0 articles, 1 statement; 0 were there, 1 refused");
        await editor.IsAccessibleAsync();

        await editor.OpenAsync("/export?query=Allianz&names=de");
        await Expect(page.Locator(".exlines")).ToContainTextAsync("weist die Forderung zurück");
        await Expect(page.Locator(".exlook p")).ToContainTextAsync("1 article, 1 position, 0 threats.");
        await editor.IsAccessibleAsync();
        await page.ClickAsync("#start-export");
        await Expect(page.Locator(".work[data-job=Done]")).ToContainTextAsync("Exported: 1 record in");
        var file = await DownloadAsync(page, ".exfiles tr >> text=Download");
        var text = Encoding.UTF8.GetString(file);
        Assert.Contains("Die Allianz", text);
        Assert.Contains("opposes", text);
        using var manifest = JsonDocument.Parse(await DownloadAsync(page, ".exfiles tr >> text=Manifest"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), manifest.RootElement.GetProperty("sha256").GetString());
        Assert.Equal("Allianz", manifest.RootElement.GetProperty("query").GetString());
        await editor.IsAccessibleAsync();

        // Another choice is another address; the same manifest brings the first one back.
        await page.ClickAsync("label:has-text('GEXF')");
        await page.ArrivesAsync("/export?query=Allianz&format=gexf&names=de");
        await Expect(page.Locator("#nodes")).ToBeVisibleAsync();
        await editor.ChooseFileAsync("#manifest", new FilePayload { Name = "m.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(manifest.RootElement.GetRawText()) });
        await page.ArrivesAsync("/export?query=Allianz&names=de");

        // An import is an act with a page of its own, from which it is taken back as a whole.
        await editor.OpenAsync("/imports");
        await Expect(page.Locator("#imports tbody tr")).ToHaveCountAsync(1);
        await editor.IsAccessibleAsync();
        await page.ClickAsync("#imports a");
        await Expect(page.Locator("#go li")).ToHaveTextAsync(["0 articles would go, with all texts.", "1 statement of this import would go."]);
        await editor.IsAccessibleAsync();
        await page.ClickAsync("#ask-back");
        await page.ClickAsync("#take-back");
        await Expect(page.Locator(".work[data-job=Done]")).ToContainTextAsync("Taken back: 0 articles, 1 statement. 0 articles stay.");
        await Expect(page.Locator(".exform .say")).ToContainTextAsync("by eda.");
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task Others_files_are_not_there_and_a_dossier_opens_without_scripts_on_a_phone()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken), ("Ingestion:RunInWeb", "true"), ("Ingestion:PollEvery", "00:00:00.2"), ("Suggestions:Enabled", "false"));
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.AddUserAsync("ana", Role.Analyst);
        await desk.AddUserAsync("alex", Role.Analyst);
        await FillAsync(desk);
        await using var analyst = await chromium.VisitAsync(desk, "de", width: 360, dark: true);
        var page = analyst.Page;
        await analyst.SignInAsync("ana");
        await analyst.OpenAsync("/export?format=dossier");
        await analyst.IsAccessibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.exsplit').scrollWidth <= document.documentElement.clientWidth"));
        await page.ClickAsync("#start-export");
        await Expect(page.Locator(".work[data-job=Done]")).ToContainTextAsync("Exportiert: 1 Datensatz in");
        var view = await page.Locator(".exfiles a:has-text('Öffnen')").First.GetAttributeAsync("href");
        var answer = await page.GotoAsync(view!);
        Assert.Contains("sandbox", answer!.Headers["content-security-policy"], StringComparison.Ordinal);
        await Expect(page.Locator("h3")).ToHaveTextAsync("Streit an der Grenze");
        Assert.Equal(403, (await page.GotoAsync("/import"))!.Status);

        await using var other = await chromium.VisitAsync(desk);
        await other.SignInAsync("alex");
        Assert.Equal(404, (await other.Page.GotoAsync(view!))!.Status);
        Assert.Empty(analyst.Complaints);
    }

    private static FilePayload Table(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    private static async Task<byte[]> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(link).First.ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    private static async Task FillAsync(RunningDesk desk)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        var article = new Article
        {
            Outlet = new Outlet { Name = "Der Bote" }, CanonicalAddress = "https://bote.example/streit", Address = "https://bote.example/streit", Title = "Streit an der Grenze", Language = "de",
            PublishedAt = new(2021, 12, 8, 9, 0, 0, TimeSpan.Zero), PublishedFrom = "time", ArrivedAt = DateTimeOffset.UtcNow, TextState = TextState.Complete, CurrentVersion = 1,
        };
        article.Versions.Add(new() { Number = 1, Title = article.Title, Text = Text, Blocks = [BlockKind.Paragraph], ContentHash = new byte[32], CapturedAt = article.PublishedAt });
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, {Text}) WHERE id = {article.Id}");
    }
}
