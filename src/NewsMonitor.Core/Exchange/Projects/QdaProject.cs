using System.IO.Compression;
using System.Text;
using System.Xml;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Exchange.Projects;

/// <summary>
/// A project of the REFI-QDA standard (version 1.5, https://www.qdasoftware.org) for NVivo, MAXQDA, ATLAS.ti and QualCoder: a zip with
/// <c>project.qde</c> and a plain text a source. Positions count Unicode code points, the end is exclusive; texts are UTF-8 without a mark,
/// their lines end in LF, so that every program counts alike.
/// </summary>
public sealed class QdaProject : ExportFormat
{
    public override string Name => "qdpx";
    public override ExportSubject Subject => ExportSubject.Statements;
    public override string Extension => "qdpx";
    public override string MediaType => "application/zip";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        // What is coded must be known before the texts are written, and the texts before the codings: of a statement only what the file says of it is kept.
        var project = await QdaContent.GatherAsync(source, cancel);
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await foreach (var (article, version) in source.ArticlesAsync(cancel))
        {
            await AddAsync(article, version);
            var older = project.VersionsOf(article.Id).Where(n => n != version.Number).Select(n => (article.Id, n)).ToArray();
            if (older.Length == 0) continue;
            foreach (var text in (await source.VersionsAsync(older, cancel)).Values) await AddAsync(article, text);
        }
        var entry = zip.CreateEntry("project.qde");
        entry.LastWriteTime = source.At;
        await using var file = await entry.OpenAsync(cancel);
        await using var xml = XmlWriter.Create(file, XmlText.Settings);
        await new QdaWriter(xml, source, project).WriteAsync();
        return new(project.Statements);

        async Task AddAsync(Article article, ArticleVersion version)
        {
            var text = project.AddSource(article, version);
            var part = zip.CreateEntry($"Sources/{text.Guid}.txt");
            part.LastWriteTime = source.At;
            await using var into = await part.OpenAsync(cancel);
            await into.WriteAsync(Encoding.UTF8.GetBytes(version.Text), cancel);
        }
    }

    public override async Task WriteBeginningAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var project = await QdaContent.GatherAsync(source, cancel);
        var versions = await source.VersionsAsync([.. project.Coded], cancel);
        foreach (var (article, version) in project.Articles.Join(versions.Values, a => a.Id, v => v.ArticleId, (a, v) => (a, v))) project.AddSource(article, version);
        await using var xml = XmlWriter.Create(to, XmlText.Settings);
        await new QdaWriter(xml, source, project).WriteAsync();
    }
}
