using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Exchange.Imports;

public sealed class StatementImportTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private static readonly ImportRequest Table = new() { Format = ImportFormat.StatementsCsv, FileName = "table.csv" };

    [Theory]
    [InlineData("statements-csv", ImportFormat.StatementsCsv)]
    [InlineData("statements-jsonl", ImportFormat.StatementsJsonLines)]
    public async Task What_leaves_an_archive_comes_into_an_empty_one_as_the_same_statements_and_a_second_time_changes_nothing(string format, ImportFormat import)
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat() with { Note = "=1+1", Mode = ThreatMode.Warning, LifeCycle = ThreatLifeCycle.CarriedOut, InstrumentWords = "Sanktionen", EventDate = new(2021, 12, 7) });
        await desk.SaveAsync(desk.Position() with { Anchors = [.. Desk.On("Die Allianz"), .. Desk.On("weist die Forderung zurück")] });
        await desk.SaveAsync(desk.Position() with { Anchors = Desk.On("Die Allianz"), Stance = Stance.Undecided, Participants = [new(ParticipantRole.Speaker, desk.Alliance), new(ParticipantRole.Attributor, desk.Minister)] });
        await using (var db = await desk.OpenAsync())
        {
            const string text = "😀 Die Allianz sagt – „ja“.";
            var (article, version) = await Desk.AddArticleAsync(db, "Ohne Adresse, mit \"Zeichen\"; und Semikolon", text, "de", new(2021, 12, 9, 9, 0, 0, TimeSpan.Zero));
            await db.Articles.Where(a => a.Id == article).ExecuteUpdateAsync(a => a.SetProperty(x => x.CanonicalAddress, "https://bote.example/zwei").SetProperty(x => x.Address, "https://bote.example/zwei"), Cancel);
            await desk.SaveAsync(desk.Position() with { ArticleId = article, VersionId = version, Anchors = [new(AnchorRole.Evidence, 3, text.Length)], Stance = Stance.Supports });
            await db.Articles.Where(a => a.Id == desk.Article).ExecuteUpdateAsync(a => a.SetProperty(x => x.Address, x => x.CanonicalAddress), Cancel);
        }
        var articles = (await desk.ExportAsync(new() { Format = "articles-jsonl", Language = "de" })).Bytes;
        var statements = (await desk.ExportAsync(new() { Format = format, Language = "de" })).Bytes;

        await using var empty = await Desk.SetAsync(cluster);
        await using (var db = await empty.OpenAsync())
        {
            await db.Articles.ExecuteDeleteAsync(Cancel);
            await db.Database.ExecuteSqlAsync($"DELETE FROM entry_revisions; DELETE FROM issues; DELETE FROM actors", Cancel);
        }
        Assert.Equal(2, (await empty.ImportAsync(new() { Format = ImportFormat.ArticlesJsonLines, FileName = "articles.jsonl" }, articles)).Articles);
        var request = new ImportRequest { Format = import, FileName = "statements", Actors = UnknownNames.Make, Issues = UnknownNames.Make };
        var report = await empty.ImportAsync(request, statements);
        Assert.Equal((4, 0, 0), (report.Statements, report.StatementsThere, report.Refused));
        Assert.Equal(["Der Minister", "Die Allianz"], report.NewActors);

        Assert.Equal(await SaidAsync(desk, format), await SaidAsync(empty, format));
        var again = await empty.ImportAsync(request, statements);
        Assert.Equal((0, 4, 0), (again.Statements, again.StatementsThere, again.Refused));
        Assert.Equal(4, (await empty.ExportAsync(new() { Format = format })).Manifest.Records);
    }

    [Fact]
    public async Task A_table_of_somebodys_own_is_read_by_its_columns_and_its_words_are_found_in_the_text()
    {
        await using var desk = await Desk.SetAsync(cluster);
        // Typographic marks and spaces as a spreadsheet leaves them; names in another case; a heading that only the person understands.
        var report = await desk.ImportAsync(Table with { Columns = new Dictionary<string, string> { ["quote"] = "Fundstelle" } },
            "Artikel;Akteur;Thema;Haltung;Fundstelle;Notiz\r\n\"Streit an der Grenze\";die allianz;grenzöffnung;dagegen;\"weist  die\r\nForderung zurück\";\"mit; Semikolon\"\r\n");
        Assert.Equal((1, 0), (report.Statements, report.Refused));
        await using var db = await desk.OpenAsync();
        var position = await db.Positions.Include(p => p.Anchors).Include(p => p.Participants).SingleAsync(Cancel);
        Assert.Equal((Stance.Opposes, desk.Issue, desk.Alliance, "weist die Forderung zurück", "mit; Semikolon", CodeState.Confirmed, (long?)desk.Editor),
            (position.Stance, position.IssueId, position.Participants.Single().ActorId, position.Anchors.Single().Quote, position.Note, position.State, position.CreatedBy));
        Assert.Equal(1, await db.Articles.Where(a => a.Id == desk.Article).Select(a => a.Statements).SingleAsync(Cancel));
        Assert.Equal("table.csv", await db.AuditEntries.Where(a => a.Action == "statements.imported").Select(a => a.Subject).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Every_line_that_is_refused_says_where_and_why_and_the_others_come_in()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.ActorAsync("Zwilling", ActorKind.Group, new ActorNameDraft("de", "Doppelt", false));
        await desk.ActorAsync("Drilling", ActorKind.Group, new ActorNameDraft("de", "Doppelt", false));
        var lines = new[]
        {
            "title,speaker,threatener,issue,stance,quote,kind,event_date",
            "Streit an der Grenze,Die Allianz,,Grenzöffnung,-,weist die Forderung zurück,,",
            "Anderswo,Die Allianz,,Grenzöffnung,-,weist die Forderung zurück,,",
            "Streit an der Grenze,Die Allianz,,Grenzöffnung,-,weist alles zurück,,",
            "Streit an der Grenze,Niemand,,Grenzöffnung,-,Die Allianz,,",
            "Streit an der Grenze,Doppelt,,Grenzöffnung,-,Die Allianz,,",
            "Streit an der Grenze,Die Allianz,,Heringe,-,Die Allianz,,",
            "Streit an der Grenze,Die Allianz,,Grenzöffnung,vielleicht,Die Allianz,,",
            "Streit an der Grenze,,,Grenzöffnung,-,Die Allianz,,",
            "Streit an der Grenze,Die Allianz,,,,Die Allianz,threat,",
            "Streit an der Grenze,Die Allianz,,Grenzöffnung,-,,,",
            "Streit an der Grenze,Die Allianz,,Grenzöffnung,-,Die Allianz,,gestern",
            "Streit an der Grenze,Die Allianz | Die Allianz,,Grenzöffnung,-,Die Allianz,,",
            "Streit an der Grenze,,Der Minister,,,droht der Gegenseite,,",
        };
        var report = await desk.ImportAsync(Table, string.Join('\n', lines));
        Assert.Equal((2, 11), (report.Statements, report.Refused));
        Assert.Equal(
            [
                ("line 3", ImportFaultKind.NoArticle), ("line 4", ImportFaultKind.WordsNotFound), ("line 5", ImportFaultKind.UnknownActor), ("line 6", ImportFaultKind.ManyActors), ("line 7", ImportFaultKind.UnknownIssue),
                ("line 8", ImportFaultKind.NotAStance), ("line 9", ImportFaultKind.NoSpeaker), ("line 10", ImportFaultKind.NoThreatener), ("line 11", ImportFaultKind.NoWords), ("line 12", ImportFaultKind.NotADate),
                ("line 13", ImportFaultKind.SameActorTwice),
            ],
            report.Faults.Select(f => (f.Place, f.Kind)).OrderBy(f => int.Parse(f.Place[5..], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(Enum.GetValues<ImportFaultKind>(), kind => Assert.NotEqual("This needs the editor role.", kind == ImportFaultKind.NotAllowed ? "" : new ImportFault("", kind, "x").Sentence));
    }

    [Fact]
    public async Task An_event_list_that_we_write_for_discourse_network_analyzer_comes_back_as_it_went()
    {
        await using var desk = await Desk.SetAsync(cluster);
        const string text = "=Plan; „Wir sagen 𝒜“, so die Allianz: \"Nein; niemals\".\nDie Allianz weist es zurück, +1 für alle.";
        long article, version;
        await using (var db = await desk.OpenAsync()) (article, version) = await Desk.AddArticleAsync(db, "=SUM(A1); \"Streit\" – 𝒜 & Söhne", text, "de", new(2021, 12, 9, 22, 59, 0, TimeSpan.Zero));
        foreach (var words in (string[])["\"Nein; niemals\".\nDie Allianz", "+1 für alle", "𝒜“, so"])
        {
            var at = text.IndexOf(words, StringComparison.Ordinal);
            await desk.SaveAsync(desk.Position() with { ArticleId = article, VersionId = version, Anchors = [new(AnchorRole.Evidence, at, at + words.Length)], Stance = words[0] == '+' ? Stance.Supports : Stance.Opposes });
        }
        var file = (await desk.ExportAsync(new() { Format = "dna-events", Language = "de" })).Bytes;
        Assert.DoesNotContain(Encoding.UTF8.GetString(file).Split('\n').SelectMany(line => line.Split(';')), cell => cell.Trim('"').StartsWith('='));
        async Task<List<string>> StandAsync()
        {
            await using var db = await desk.OpenAsync();
            return await db.Positions.Where(p => p.RemovedAt == null).OrderBy(p => p.Anchors.Min(a => a.Start))
                .Select(p => $"{p.Anchors.Min(a => a.Start)}-{p.Anchors.Max(a => a.End)} {p.Stance} {p.IssueId} {p.Participants.Min(x => x.ActorId)}").ToListAsync(Cancel);
        }
        var before = await StandAsync();
        Assert.Equal(3, before.Count);
        Assert.Equal((0, 3, 0), await CameAsync()); // it knows its own

        await using (var db = await desk.OpenAsync()) await db.Positions.ExecuteUpdateAsync(set => set.SetProperty(p => p.RemovedAt, desk.Clock.GetUtcNow()), Cancel);
        Assert.Equal((3, 0, 0), await CameAsync());
        Assert.Equal(before, await StandAsync());

        async Task<(int, int, int)> CameAsync()
        {
            using var copy = await ImportFile.CopyAsync(new MemoryStream(file), Cancel);
            Assert.Equal(ImportFormat.StatementsCsv, await copy!.GuessAsync("events.csv", Cancel));
            var report = await desk.ImportAsync(Table, file);
            Assert.Empty(report.Faults);
            return (report.Statements, report.StatementsThere, report.Refused);
        }
    }

    [Fact]
    public async Task An_import_is_one_move_that_is_taken_back_even_later_but_for_what_others_have_changed()
    {
        await using var desk = await Desk.SetAsync(cluster);
        const string table = "title,speaker,issue,stance,quote\nStreit an der Grenze,Neuling,Neues Thema,+,Die Allianz\nStreit an der Grenze,Die Allianz,Grenzöffnung,-,weist die Forderung zurück\n";
        var report = await desk.ImportAsync(Table with { Actors = UnknownNames.Make, Issues = UnknownNames.Make, NewActors = ActorKind.Person }, Encoding.UTF8.GetBytes(table));
        Assert.Equal((2, 0), (report.Statements, report.Refused));
        Assert.Equal(["Neuling", "Neues Thema"], report.NewActors.Concat(report.NewIssues));
        var own = await desk.SaveAsync(desk.Threat()); // the editor goes on working
        Assert.IsType<UndoResult.Nothing>(await desk.Undo.TakeBackAsync(report.MoveId!.Value, desk.SecondEditor, Cancel));
        Assert.IsType<UndoResult.NotAllowed>(await desk.Undo.TakeBackAsync(report.MoveId.Value, desk.Analyst, Cancel));

        var changed = (await desk.MarginAsync()).First(r => r.Id != own && r.Anchors.Any(a => a.Quote.StartsWith("weist", StringComparison.Ordinal)));
        await desk.Codes.RejectAsync(changed.Id, changed.RowVersion, desk.SecondEditor, Cancel);
        var back = Assert.IsType<UndoResult.Moved>(await desk.Undo.TakeBackAsync(report.MoveId.Value, desk.Editor, Cancel));
        Assert.Equal((3, "Emil"), (back.Done, Assert.Single(back.Left).ChangedBy));
        await using var db = await desk.OpenAsync();
        Assert.NotNull((await db.Actors.SingleAsync(a => a.Name == "Neuling", Cancel)).RetiredAt);
        Assert.NotNull((await db.Issues.SingleAsync(i => i.Name == "Neues Thema", Cancel)).RetiredAt);
        Assert.Null((await db.Codes.SingleAsync(c => c.Id == own, Cancel)).RemovedAt);
        Assert.IsType<UndoResult.Nothing>(await desk.Undo.TakeBackAsync(report.MoveId.Value, desk.Editor, Cancel));
    }

    [Fact]
    public async Task As_suggestions_statements_wait_for_a_decision_and_their_issues_are_only_proposed()
    {
        await using var desk = await Desk.SetAsync(cluster);
        const string table = "title,speaker,issue,stance,quote\nStreit an der Grenze,Die Allianz,Neues Thema,+,Die Allianz\n";
        var report = await desk.ImportAsync(Table with { Issues = UnknownNames.Make, AsSuggestions = true }, table);
        Assert.Equal((1, 0), (report.Statements, report.Refused));
        await using var db = await desk.OpenAsync();
        var position = await db.Positions.Include(p => p.Issue).SingleAsync(Cancel);
        Assert.Equal((CodeState.Suggested, "Neues Thema"), (position.State, position.Issue!.Name));
        Assert.NotNull(position.Issue.ProposedAt);
        var row = Assert.Single(await desk.MarginAsync());
        await desk.Codes.AcceptAsync(row.Id, row.RowVersion, desk.Editor, Cancel);
        Assert.Null(await db.Issues.Where(i => i.Name == "Neues Thema").Select(i => i.ProposedAt).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Only_editors_import_and_a_stopped_import_leaves_nothing()
    {
        await using var desk = await Desk.SetAsync(cluster);
        const string table = "title,speaker,issue,stance,quote\nStreit an der Grenze,Neuling,Grenzöffnung,+,Die Allianz\n";
        var request = Table with { Actors = UnknownNames.Make };
        Assert.Equal(ImportFaultKind.NotAllowed, Assert.Single((await desk.ImportAsync(request, Encoding.UTF8.GetBytes(table), desk.Analyst)).Faults).Kind);
        using var stop = new CancellationTokenSource();
        using var file = await ImportFile.CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(table)), Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.Importer().RunAsync(file!, request, desk.Editor, _ => stop.CancelAsync(), stop.Token));
        await using var db = await desk.OpenAsync();
        Assert.Equal((0, 2), (await db.Codes.CountAsync(Cancel), await db.Actors.CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_file_that_is_no_table_or_has_not_the_columns_is_refused_whole()
    {
        await using var desk = await Desk.SetAsync(cluster);
        Assert.Equal(ImportFaultKind.NoRows, Assert.Single((await desk.ImportAsync(Table, "")).Faults).Kind);
        Assert.Equal("address, quote, speaker, issue, stance", Assert.Single((await desk.ImportAsync(Table, "a,b\n1,2\n")).Faults).Detail);
        Assert.Equal(ImportFaultKind.NotReadable, (await desk.ImportAsync(Table with { Format = ImportFormat.StatementsJsonLines }, "{\"article\": null}\nnull\n[]\n")).Faults[0].Kind);
        var huge = "title,speaker,issue,stance,quote\n\"" + new string('x', ImportBounds.LongestCell + 10) + "\",a,b,+,c\n";
        Assert.Equal(ImportFaultKind.NotReadable, Assert.Single((await desk.ImportAsync(Table, huge)).Faults).Kind);
    }

    /// <summary>What statements say, without what an archive adds of its own: ids, times, people.</summary>
    private static async Task<string> SaidAsync(Desk desk, string format)
    {
        var lines = Encoding.UTF8.GetString((await desk.ExportAsync(new() { Format = format, Language = "de" })).Bytes).TrimEnd('\n').Split('\n');
        return string.Join('\n', lines.Select(line => System.Text.RegularExpressions.Regex.Replace(line,
            format == "statements-csv" ? "^\\d+,|(?<=confirmed,)\\d+,|,[^,]*,[^,]*,[^,]*,[^,]*,\\d+\r?$" : "\"(id|actor_id|issue_id|created_at|changed_at|codebook_version)\":(\"[^\"]*\"|\\d+),?", "")).Order(StringComparer.Ordinal));
    }
}
