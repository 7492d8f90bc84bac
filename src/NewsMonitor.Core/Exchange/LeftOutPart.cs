namespace NewsMonitor.Core.Exchange;

/// <summary>What a format has no place for, or what a file that came in holds beyond what we keep.</summary>
public enum LeftOutKind
{
    UndecidedPositions, Threats,
    /// <summary>Articles beyond what a dossier or a feed holds, the oldest.</summary>
    OlderArticles,
    RegularExpressions, StatementLinks, EntityAttributes, DocumentNotes,
}

/// <summary>Something left out, told by kind and number: pages say it in their reader's language, programs need not read sentences.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">How many.</param>
/// <param name="Most">How many the format holds, where that is why.</param>
public sealed record LeftOutPart(LeftOutKind Kind, long Count, int? Most = null)
{
    /// <summary>In English, for the manifest, the report and the command line.</summary>
    public string Sentence => Kind switch
    {
        LeftOutKind.UndecidedPositions => $"{Several("undecided position")}, which the format cannot hold",
        LeftOutKind.Threats => $"{Several("threat")}, which the format cannot hold",
        LeftOutKind.OlderArticles => $"{Several("older article")}: the file holds {Most}",
        LeftOutKind.RegularExpressions => $"{Several("regular expression")} for highlighting",
        LeftOutKind.StatementLinks => $"{Several("link")} between statements",
        LeftOutKind.EntityAttributes => $"{Several("attribute")} of entities",
        _ => $"{Several("note")} on documents",
    };

    private string Several(string one) => $"{Count} {one}{(Count == 1 ? "" : "s")}";

    /// <summary>All of them that are not nothing.</summary>
    internal static IReadOnlyList<LeftOutPart> Of(params IEnumerable<LeftOutPart> parts) => [.. parts.Where(p => p.Count > 0)];
}
