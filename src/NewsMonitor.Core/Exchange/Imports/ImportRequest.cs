using System.Globalization;
using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>What a file holds.</summary>
public enum ImportFormat
{
    /// <summary>A table of statements: our own, Discourse Network Analyzer's event list, or anybody's with its columns named.</summary>
    StatementsCsv,
    /// <summary>Our own statements, a JSON object a line, with all places and actors.</summary>
    StatementsJsonLines,
    ArticlesCsv,
    ArticlesJsonLines,
    /// <summary>A zip of texts (<c>.txt</c>) and pages (<c>.html</c>); on the command line a folder, too.</summary>
    ArticleFiles,
    /// <summary>Discourse Network Analyzer's SQLite database (<c>.dna</c>), versions 2 and 3: documents and statements.</summary>
    Dna,
}

/// <summary>What becomes of names that the lists do not know.</summary>
public enum UnknownNames
{
    /// <summary>The line is refused, with the name.</summary>
    Refuse,
    /// <summary>They are taken into the list.</summary>
    Make,
}

/// <summary>What is to be brought in, and how.</summary>
public sealed record ImportRequest
{
    public required ImportFormat Format { get; init; }
    /// <summary>As the person knows it: for the log and the report.</summary>
    public required string FileName { get; init; }
    /// <summary>For tables: the file's column by what it holds (<see cref="StatementColumns"/>, <see cref="ArticleColumns"/>). What is missing is guessed by name.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();
    public UnknownNames Actors { get; init; }
    public UnknownNames Issues { get; init; }
    /// <summary>What a made actor is, where the file does not say.</summary>
    public ActorKind NewActors { get; init; } = ActorKind.Organisation;
    /// <summary>Statements come in as suggestions, to be decided one by one; issues that are not in the codebook are only proposed.</summary>
    public bool AsSuggestions { get; init; }
    /// <summary>The publisher of articles whose file does not say.</summary>
    public string? Outlet { get; init; }
}

/// <summary>Bounds of what is taken in. A file beyond them is refused before anything is written.</summary>
public static class ImportBounds
{
    public const long MostBytes = 200_000_000;
    public const int MostStatements = 50_000;
    public const int MostArticles = 200_000;
    /// <summary>Of a zip: files, their bytes together, and each.</summary>
    public const int MostEntries = 20_000;
    public const long MostUnpackedBytes = 1_000_000_000;
    public const long MostEntryBytes = 32 * 1024 * 1024;
    /// <summary>A cell of a table, a line of JSON.</summary>
    public const int LongestCell = 4_000_000;
    public const int MostColumns = 500;
    /// <summary>Refused lines that a report names; all are counted.</summary>
    public const int MostFaults = 5_000;
}

/// <summary>Why a line, or a whole file, was not taken.</summary>
public enum ImportFaultKind
{
    NotReadable, TooLarge, TooMany, NoRows, NoColumns,
    NoArticle, ManyArticles, NoWords, WordsNotFound,
    UnknownActor, ManyActors, UnknownIssue, NoIssue, NotAStance, NotAKind, NotAWord, NotADate, NoSpeaker, NoThreatener, SameActorTwice, TooLong,
    NoTitleOrText, NotAnAddress, NotMapped, InRound, NotAllowed,
}

/// <summary>A refused line.</summary>
/// <param name="Place">Where: <c>line 12</c>, <c>texts/a.html</c>, <c>statement 7</c>.</param>
/// <param name="Kind">Why.</param>
/// <param name="Detail">The value that was found, or a name.</param>
public sealed record ImportFault(string Place, ImportFaultKind Kind, string Detail = "")
{
    /// <summary>In English, for the command line and the report; pages have words of their own.</summary>
    public string Sentence => Kind switch
    {
        ImportFaultKind.NotReadable => $"This cannot be read: {Detail}",
        ImportFaultKind.TooLarge => $"This is larger than an import may be: {Detail}",
        ImportFaultKind.TooMany => $"The file holds more than {Detail}. Cut it into several.",
        ImportFaultKind.NoRows => "The file holds nothing to import.",
        ImportFaultKind.NoColumns => $"The table has no column for: {Detail}",
        ImportFaultKind.NoArticle => $"The archive has no such article: {Detail}",
        ImportFaultKind.ManyArticles => $"Several articles are called so; an address or a date would tell which: {Detail}",
        ImportFaultKind.NoWords => "There are no words that prove it.",
        ImportFaultKind.WordsNotFound => $"These words are not in the article's text: {Detail}",
        ImportFaultKind.UnknownActor => $"The list has no actor “{Detail}”.",
        ImportFaultKind.ManyActors => $"Several actors are called “{Detail}”.",
        ImportFaultKind.UnknownIssue => $"The codebook has no issue “{Detail}”.",
        ImportFaultKind.NoIssue => "A position needs an issue.",
        ImportFaultKind.NotAStance => $"“{Detail}” is no stance.",
        ImportFaultKind.NotAKind => $"“{Detail}” is no kind of statement: position or threat.",
        ImportFaultKind.NotAWord => $"“{Detail}” is none of the words of this column.",
        ImportFaultKind.NotADate => $"“{Detail}” is no date.",
        ImportFaultKind.NoSpeaker => "A position needs a speaker.",
        ImportFaultKind.NoThreatener => "A threat needs a threatener.",
        ImportFaultKind.SameActorTwice => $"“{Detail}” stands twice in the same role.",
        ImportFaultKind.TooLong => $"This is longer than the archive keeps: {Detail}",
        ImportFaultKind.NoTitleOrText => "An article needs a title and a text.",
        ImportFaultKind.NotAnAddress => $"“{Detail}” is no web address.",
        ImportFaultKind.NotMapped => $"NewsMonitor has no place for this: {Detail}",
        ImportFaultKind.InRound => $"The article is being coded in the round “{Detail}”, by its coders only.",
        _ => "This needs the editor role.",
    };
}

/// <summary>What came of an import: enough to answer for every line of the file.</summary>
public sealed record ImportReport
{
    public int Articles { get; init; }
    public int ArticlesThere { get; init; }
    public int Statements { get; init; }
    /// <summary>Statements that the archive has already, from an earlier import or by hand.</summary>
    public int StatementsThere { get; init; }
    public int Refused { get; init; }
    public IReadOnlyList<string> NewActors { get; init; } = [];
    public IReadOnlyList<string> NewIssues { get; init; } = [];
    /// <summary>At most <see cref="ImportBounds.MostFaults"/>; <see cref="Refused"/> counts all.</summary>
    public IReadOnlyList<ImportFault> Faults { get; init; } = [];
    /// <summary>What was left out on purpose: regular expressions, attributes …</summary>
    public IReadOnlyList<LeftOutPart> LeftOutParts { get; init; } = [];
    /// <summary>The move that holds the statements; taking it back removes them. Null where none came in.</summary>
    public long? MoveId { get; init; }

    /// <summary>A fault of the file itself: nothing was taken.</summary>
    public static ImportReport Of(ImportFault fault) => new() { Refused = 1, Faults = [fault] };

    public bool TookNothing => Articles + ArticlesThere + Statements + StatementsThere == 0;
}

/// <summary>Gathers faults, and counts those beyond what a report names.</summary>
internal sealed class FaultList
{
    private readonly List<ImportFault> _faults = [];

    public int Count { get; private set; }
    public IReadOnlyList<ImportFault> Faults => _faults;

    /// <summary>In the file's order, whichever pass found them: line 9 before line 12.</summary>
    public static IEnumerable<ImportFault> InOrder(IEnumerable<ImportFault> faults) =>
        faults.OrderBy(f => int.TryParse(f.Place.AsSpan(f.Place.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue);

    public void Add(string place, ImportFaultKind kind, string detail = "") => Add(new(place, kind, detail.Length <= 200 ? detail : detail[..199] + "…"));

    public void Add(ImportFault fault)
    {
        Count++;
        if (_faults.Count < ImportBounds.MostFaults) _faults.Add(fault);
    }
}
