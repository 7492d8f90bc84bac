namespace NewsMonitor.Core.Exchange;

/// <summary>What a file holds: decides which settings matter.</summary>
public enum ExportSubject { Statements, Articles, Network }

/// <summary>How much was written.</summary>
/// <param name="Records">Statements, articles or nodes.</param>
/// <param name="LeftOut">What the format cannot hold, in words.</param>
public readonly record struct ExportCount(long Records, string? LeftOut = null);

/// <summary>
/// A file format. To add one: derive a class beside its kin and put it into <see cref="ExportFormats.All"/>; command line, page and API
/// find it there. It streams: an archive of a million statements goes through in the memory of a few hundred.
/// </summary>
public abstract class ExportFormat
{
    /// <summary>As it is asked for, in lower case with hyphens: <c>statements-csv</c>.</summary>
    public abstract string Name { get; }
    public abstract ExportSubject Subject { get; }
    /// <summary>Without the dot.</summary>
    public abstract string Extension { get; }
    public abstract string MediaType { get; }

    /// <param name="source">What there is to write.</param>
    /// <param name="to">Left open.</param>
    /// <param name="cancel">Stops it.</param>
    public abstract Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel);
}

/// <summary>All formats, in the order in which people are offered them.</summary>
public static class ExportFormats
{
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new Statements.StatementsCsv(), new Statements.StatementsJsonLines(), new Statements.DnaEventList(), new Statements.WebAnnotations(), new Statements.StixBundle(),
        new Articles.ArticlesCsv(), new Articles.ArticlesJsonLines(),
        new Networks.GraphMl(), new Networks.Gexf(), new Networks.UcinetDl(), new Networks.MatrixCsv(),
    ];

    public static ExportFormat? Find(string name) => All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
