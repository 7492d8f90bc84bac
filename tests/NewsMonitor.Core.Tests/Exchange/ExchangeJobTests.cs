using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Exchange;

public sealed class ExchangeJobTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task An_export_becomes_a_file_of_whoever_asked_for_it_and_its_manifest_asks_for_the_same_again()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());
        var (runner, jobs, files) = Work(desk);
        var exports = new ExportDesk(desk.Exporter(), jobs, files, desk.Factory);
        var request = new ExportRequest { Format = "statements-csv", Query = "Allianz", Language = "de" };
        Assert.IsType<ExportLook.Seen>(await exports.LookAsync(request, desk.Editor, Cancel)); // taking along is everyone's who signs in, whatever role they hold beside
        Assert.IsType<JobAnswer.NotAllowed>(await exports.StartAsync(request, -1, Cancel));
        var id = Assert.IsType<JobAnswer.Started>(await exports.StartAsync(request, desk.Analyst, Cancel)).Id;
        Assert.Null(await exports.OpenAsync(id, false, desk.Analyst, Cancel));
        Assert.True(await runner.RunHereAsync(id, Cancel));

        var outcome = ExportDesk.OutcomeOf((await jobs.FindAsync(id, Cancel))!)!;
        var file = await BytesAsync(await exports.OpenAsync(id, false, desk.Analyst, Cancel));
        Assert.Equal((1, file.LongLength, Convert.ToHexStringLower(SHA256.HashData(file))), (outcome.Records, outcome.Bytes, outcome.Sha256));
        Assert.Null(await exports.OpenAsync(id, false, desk.Editor, Cancel));
        var manifest = ExportManifest.Read(Encoding.UTF8.GetString(await BytesAsync(await exports.OpenAsync(id, true, desk.Analyst, Cancel))))!;
        Assert.Equal(outcome.Sha256, manifest.Sha256);
        Assert.Equal(file, (await desk.ExportAsync(manifest.ToRequest(desk.Analyst))).Bytes);
        Assert.Null(ExportManifest.Read("{\"format\":1}"));
        await using var db = await desk.OpenAsync();
        Assert.Equal("statements-csv: Allianz", await db.AuditEntries.Where(a => a.Action == "export.written" && a.UserId == desk.Analyst).Select(a => a.Subject).SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_look_shows_the_beginning_and_counts_what_would_go_and_what_would_stay()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());
        await desk.SaveAsync(desk.Threat());
        await desk.ImportAsync(new() { Format = ImportFormat.StatementsCsv, FileName = "a.csv", AsSuggestions = true }, "title,speaker,issue,stance,quote\nStreit an der Grenze,Der Minister,Grenzöffnung,?,Der Minister\n");
        var (_, jobs, files) = Work(desk);
        var exports = new ExportDesk(desk.Exporter(), jobs, files, desk.Factory);
        Assert.Null(await exports.LookAsync(new() { Format = "stix" }, -1, Cancel));
        foreach (var format in ExportFormats.All)
        {
            var look = Assert.IsType<ExportLook.Seen>(await exports.LookAsync(new() { Format = format.Name, Language = "de" }, desk.Analyst, Cancel));
            Assert.Equal(new ExportCounts(1, 1, 0, 1, 1), look.Counts);
            Assert.InRange(look.Lines.Count, 1, 30);
        }
        Assert.Equal(new ExportCounts(1, 2, 1, 1, 0), Assert.IsType<ExportLook.Seen>(await exports.LookAsync(new() { Format = "stix", WithSuggestions = true }, desk.Analyst, Cancel)).Counts);
        Assert.IsType<ExportResult.Unreadable>(Assert.IsType<ExportLook.Refused>(await exports.LookAsync(new() { Format = "stix", Query = "outlet:Niemand" }, desk.Analyst, Cancel)).Why);
    }

    [Fact]
    public async Task An_import_that_another_worker_takes_over_brings_everything_once_and_answers_for_every_line()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (runner, jobs, files) = Work(desk);
        var imports = new ImportDesk(desk.StatementImport(), jobs, files, desk.Factory);
        using var file = await ImportFile.CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes("title,speaker,issue,stance,quote\nStreit an der Grenze,Die Allianz,Grenzöffnung,-,weist die Forderung zurück\nNirgends,Die Allianz,Grenzöffnung,-,x\n")), Cancel);
        var request = new ImportRequest { Format = (await file!.GuessAsync("a.csv", Cancel))!.Value, FileName = "a.csv" };
        Assert.Equal(ImportFormat.StatementsCsv, request.Format);
        Assert.Null(await imports.LookAsync(file, request, desk.Analyst, Cancel));
        var look = (await imports.LookAsync(file, request, desk.Editor, Cancel))!;
        Assert.Equal((1, 0, 1, true, true), (look.New, look.There, look.Refused, look.IsWhole, look.CanStart));
        Assert.IsType<JobAnswer.NotAllowed>(await imports.StartAsync(file, request, desk.Analyst, Cancel));

        var id = Assert.IsType<JobAnswer.Started>(await imports.StartAsync(file, request, desk.Editor, Cancel)).Id;
        // The first worker dies after the work and before it could say so.
        await using (var db = await desk.OpenAsync()) await db.Database.ExecuteSqlAsync($"UPDATE jobs SET due_at = now() - interval '1 minute'", Cancel);
        var claimed = Assert.Single(await desk.Get<JobClaims>().ClaimAsync(1, [ImportJob.Kind], "first", id, Cancel));
        await desk.Importer().RunAsync(file, request, desk.Editor, null, Cancel);
        await desk.Get<JobClaims>().ReleaseAsync(claimed, Cancel);
        Assert.True(await runner.RunHereAsync(id, Cancel));

        var report = (await imports.ReportAsync(id, desk.Editor, Cancel))!;
        Assert.Equal((0, 1, 1, ImportFaultKind.NoArticle), (report.Statements, report.StatementsThere, report.Refused, report.Faults.Single().Kind));
        Assert.Null(await imports.ReportAsync(id, desk.Analyst, Cancel));
        await using var archive = await desk.OpenAsync();
        Assert.Equal(1, await archive.Positions.CountAsync(Cancel));
    }

    private static (JobRunner Runner, JobDesk Jobs, JobFiles Files) Work(Desk desk)
    {
        var (archive, files) = (desk.Get<NpgsqlDataSource>(), desk.Get<JobFiles>());
        var runner = new JobRunner(
            [new ExportJob(desk.Exporter(), files, desk.Factory, desk.Clock), new ImportJob(desk.Importer(), files, desk.Factory, desk.Clock)],
            desk.Get<JobClaims>(), archive, desk.Board, TimeProvider.System);
        return (runner, new(desk.Factory, runner, desk.Board, desk.Clock), files);
    }

    private static async Task<byte[]> BytesAsync(ExportFile? file)
    {
        using var copy = new MemoryStream();
        await using (file!.Content) await file.Content.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }
}
