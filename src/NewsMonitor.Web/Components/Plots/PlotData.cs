namespace NewsMonitor.Web.Components.Plots;

/// <summary>
/// What a plot draws, made once for each answer of the archive: the same numbers as a picture and as a table. A new object is drawn, the
/// same one is left as it stands.
/// </summary>
/// <remarks>
/// The option is ECharts' own, as plain data (anonymous objects do): no functions. Colours are named by their token (<c>"--pro-line"</c>). A
/// data item, node or link may carry <c>href</c> (the address of the articles or quotes behind it: a click or Enter goes there), <c>key</c> (told
/// to <see cref="Plot.Picked"/> instead, where a page listens) and <c>say</c> (its words in the tooltip and read aloud; lines break at \n).
/// A value axis or series with <c>shares = true</c> is written in per cent; an axis with <c>absolute = true</c> without signs.
/// </remarks>
public sealed record PlotData
{
    /// <summary>The file's name without its ending: <c>attention</c>.</summary>
    public required string Name { get; init; }
    public required string Title { get; init; }
    /// <summary>What it shows, for who does not see it: what, from when to when, the most telling figure.</summary>
    public required string Sentence { get; init; }
    public required object Option { get; init; }
    public required PlotTable Table { get; init; }
    public IReadOnlyList<PlotLegend> Legend { get; init; } = [];
}

/// <summary>An entry of the legend in the plot's head.</summary>
/// <param name="Token">The colour's token: <c>--actor-line</c>.</param>
/// <param name="Words">What is drawn so.</param>
/// <param name="IsLine">A line, not a field.</param>
public sealed record PlotLegend(string Token, string Words, bool IsLine = false);

/// <summary>The numbers of a plot. The first column names the row.</summary>
public sealed record PlotTable(IReadOnlyList<PlotColumn> Columns, IReadOnlyList<IReadOnlyList<PlotCell>> Rows);

/// <param name="Name">The head.</param>
/// <param name="IsFigure">Figures stand right.</param>
/// <param name="Format">How its numbers are written for people; files get them in full.</param>
public sealed record PlotColumn(string Name, bool IsFigure = false, string Format = "N0");

/// <summary>A value of a table, and the way to what stands behind it.</summary>
/// <param name="Value">As files get it: a number, a day, words.</param>
/// <param name="Href">An address of the desk.</param>
/// <param name="Words">As people read it, where that is something else.</param>
public readonly record struct PlotCell(object? Value, string? Href = null, string? Words = null);
