namespace NewsMonitor.Core.Exchange;

/// <summary>What a file holds: decides which settings matter.</summary>
public enum ExportSubject { Statements, Articles, Network }

/// <summary>How much was written.</summary>
/// <param name="Records">Statements, articles or nodes.</param>
/// <param name="Left">What the format cannot hold.</param>
public readonly record struct ExportCount(long Records, IReadOnlyList<LeftOutPart>? Left = null)
{
    /// <summary>The same in words; null where nothing was left out.</summary>
    public string? LeftOut => Left is { Count: > 0 } left ? string.Join("; ", left.Select(l => l.Sentence)) : null;
}

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

    /// <summary>Whether a file carries a mark of who may see it (<see cref="ExportRequest.Tlp"/>).</summary>
    public virtual bool HasMarking => false;

    /// <param name="source">What there is to write.</param>
    /// <param name="to">Left open.</param>
    /// <param name="cancel">Stops it.</param>
    public abstract Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel);

    /// <summary>The beginning as people can read it; for a packed file the part that they would look into.</summary>
    public virtual Task WriteBeginningAsync(ExportSource source, Stream to, CancellationToken cancel) => WriteAsync(source, to, cancel);
}

/// <summary>What a query finds.</summary>
/// <param name="Articles">All of them.</param>
/// <param name="Positions">That the request takes.</param>
/// <param name="Undecided">Positions among them that are neither for nor against.</param>
/// <param name="Threats">That the request takes.</param>
/// <param name="NotTaken">Suggestions that it leaves.</param>
public readonly record struct ExportCounts(long Articles, long Positions, long Undecided, long Threats, long NotTaken)
{
    public long Statements => Positions + Threats;

    /// <summary>What a file of that subject goes through, for its progress.</summary>
    public long Of(ExportSubject subject) => subject switch { ExportSubject.Articles => Articles, ExportSubject.Network => Positions, _ => Statements };
}

/// <summary>A look at how a file would begin.</summary>
public abstract record ExportLook
{
    private ExportLook() { }

    public sealed record Seen(ExportCounts Counts, IReadOnlyList<string> Lines) : ExportLook;

    /// <param name="Why">What <see cref="Exporter.WriteAsync"/> would answer.</param>
    public sealed record Refused(ExportResult Why) : ExportLook;
}

/// <summary>All formats, in the order in which people are offered them.</summary>
public static class ExportFormats
{
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new Statements.StatementsCsv(), new Statements.StatementsJsonLines(), new Statements.DnaEventList(), new Statements.WebAnnotations(), new Statements.StixBundle(), new Projects.QdaProject(),
        new Articles.ArticlesCsv(), new Articles.ArticlesJsonLines(), new Articles.SearchRss(), new Dossiers.Dossier(),
        new Networks.GraphMl(), new Networks.Gexf(), new Networks.UcinetDl(), new Networks.MatrixCsv(),
    ];

    public static ExportFormat? Find(string name) => All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
