using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Tests.Coding;
using Npgsql;

namespace NewsMonitor.Core.Tests.Exchange;

/// <summary>A desk with what takes away and brings in.</summary>
internal static class ExchangeRoom
{
    public static Exporter Exporter(this Desk desk)
    {
        var newsroom = NewsroomTime.Of(null);
        var source = desk.Get<NpgsqlDataSource>();
        return new(desk.Factory, source, new SearchResolver(source, newsroom, desk.Clock), newsroom, desk.Clock);
    }

    public static async Task<(ExportManifest Manifest, byte[] Bytes)> ExportAsync(this Desk desk, ExportRequest request)
    {
        using var file = new MemoryStream();
        var manifest = Assert.IsType<ExportResult.Written>(await desk.Exporter().WriteAsync(request, file, default)).Manifest;
        return (manifest, file.ToArray());
    }

    public static StatementImport StatementImport(this Desk desk) => new(desk.Factory, desk.Board, desk.Clock);

    public static Importer Importer(this Desk desk) => new(new(new(desk.Factory, desk.Get<Fetcher>(), desk.Board, desk.Clock)), desk.StatementImport(), desk.Factory, desk.Clock);

    public static async Task<ImportReport> ImportAsync(this Desk desk, ImportRequest request, byte[] bytes, long? by = null)
    {
        using var file = await ImportFile.CopyAsync(new MemoryStream(bytes), default);
        return await desk.Importer().RunAsync(file!, request, by ?? desk.Editor, null, default);
    }

    public static Task<ImportReport> ImportAsync(this Desk desk, ImportRequest request, string text) => desk.ImportAsync(request, System.Text.Encoding.UTF8.GetBytes(text));
}
