using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Positions;
using NewsMonitor.Web.Components.Statements;

namespace NewsMonitor.Web.Components.Positions;

/// <summary>What a cell of the map says.</summary>
public enum PositionsView { Net, Counts, Change }

/// <summary>The state of the map of positions, as its address holds it.</summary>
public sealed record PositionsAddress : IMapAddress<PositionsAddress>
{
    public const string Path = "/positions";
    public const int FewRows = 40, FewColumns = 24, MostRows = 400, MostColumns = 200;

    public string Line { get; init; } = "";
    public PositionsView View { get; init; }
    public bool ConfirmedOnly { get; init; }
    public IReadOnlyList<ActorKind> Kinds { get; init; } = [];
    public GridOrder Order { get; init; }
    /// <summary>The issue whose stances order the rows.</summary>
    public long? By { get; init; }
    public IReadOnlyList<long> Folded { get; init; } = [];
    public bool Grouped { get; init; } = true;
    public (long Actor, long Issue)? Cell { get; init; }
    public int Rows { get; init; } = FewRows;
    public int Columns { get; init; } = FewColumns;
    public (DateOnly First, DateOnly Last)? Earlier { get; init; }
    public (DateOnly First, DateOnly Last)? Later { get; init; }

    static string IMapAddress<PositionsAddress>.Place => Path;

    public GridChoice Choice => new() { Order = Order, By = By, Folded = Folded, Grouped = Grouped, MostRows = Rows, MostColumns = Columns };

    public static PositionsAddress Read(string query)
    {
        var of = new MapAddress(query);
        return new()
        {
            Line = of.Word("q") ?? "", View = of.Choice("view", PositionsView.Net), ConfirmedOnly = of.Word("state") == "confirmed", Kinds = of.Choices<ActorKind>("kind"),
            Order = of.Choice("order", GridOrder.Activity), By = of.Ids("by") is [var by, ..] ? by : null, Folded = of.Ids("fold"), Grouped = of.Word("group") != "no",
            Cell = of.Pair("cell"), Rows = of.Number("rows", FewRows, 1, MostRows), Columns = of.Number("columns", FewColumns, 1, MostColumns),
            Earlier = of.Days("earlier"), Later = of.Days("later"),
        };
    }

    public string Write(string path = Path) => MapAddress.Write(path,
        ("q", Line), ("view", View == default ? null : MapAddress.Word(View)), ("state", ConfirmedOnly ? "confirmed" : null), ("kind", MapAddress.Words(Kinds)),
        ("order", Order == default ? null : MapAddress.Word(Order)), ("by", MapAddress.Words(By is { } by ? [by] : [])), ("fold", MapAddress.Words(Folded)), ("group", Grouped ? null : "no"),
        ("rows", Rows == FewRows ? null : $"{Rows}"), ("columns", Columns == FewColumns ? null : $"{Columns}"),
        ("earlier", MapAddress.Words(Earlier)), ("later", MapAddress.Words(Later)), ("cell", MapAddress.Words(Cell)));

    string IMapAddress<PositionsAddress>.Write() => Write();

    public PositionsAddress With(string line) => this with { Line = line };

    /// <summary>The same map, whatever is open beside it.</summary>
    public bool ShowsWhat(PositionsAddress other) => (this with { Cell = null }).Write() == (other with { Cell = null }).Write();
}
