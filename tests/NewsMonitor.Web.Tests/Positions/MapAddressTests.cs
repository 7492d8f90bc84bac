using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Positions;
using NewsMonitor.Core.Threats;
using NewsMonitor.Web.Components.Networks;
using NewsMonitor.Web.Components.Positions;
using NewsMonitor.Web.Components.Threats;

namespace NewsMonitor.Web.Tests.Positions;

/// <summary>A link shared in a chat opens the same view; one that somebody made by hand opens what it says rightly.</summary>
public sealed class MapAddressTests
{
    [Fact]
    public void The_map_of_positions_comes_back_from_its_address()
    {
        var at = new PositionsAddress
        {
            Line = "after:2021-12-01 outlet:\"Der Bote\"", View = PositionsView.Change, ConfirmedOnly = true, Kinds = [ActorKind.State, ActorKind.Person], Order = GridOrder.Likeness, By = 7,
            Folded = [3, 4], Grouped = false, Cell = (12, 34), Rows = 80, Columns = 48, Earlier = (new(2021, 11, 25), new(2021, 12, 1)), Later = (new(2021, 12, 2), new(2021, 12, 8)),
        };
        var written = at.Write();
        Assert.Equal(written, PositionsAddress.Read(written[written.IndexOf('?')..]).Write());
        Assert.Equal((at.Cell, at.Earlier, at.Line), (PositionsAddress.Read(written[written.IndexOf('?')..]) is var read ? (read.Cell, read.Earlier, read.Line) : default));
        Assert.True(at.ShowsWhat(at with { Cell = null }));
        Assert.False(at.ShowsWhat(at with { ConfirmedOnly = false }));
        Assert.Equal("/positions", new PositionsAddress().Write());
    }

    [Fact]
    public void The_board_of_threats_comes_back_from_its_address()
    {
        var at = new ThreatsAddress
        {
            Line = "lang:de", ConfirmedOnly = true, Rows = ThreatRows.Instrument, Flow = true, TimeTable = true, From = [1], To = [StatementScope.Nobody], Instruments = [5, 0], Modes = [ThreatMode.Alleged],
            LifeCycles = [ThreatLifeCycle.CarriedOut], Conditional = false, Id = 99,
        };
        var written = at.Write();
        Assert.Equal(written, ThreatsAddress.Read(written[written.IndexOf('?')..]).Write());
        Assert.True(at.ShowsWhat(at with { TimeTable = false, Flow = false, Id = null }));
        Assert.Equal("/threats?from=1&to=2", new ThreatsAddress().Pair(1, 2).Write());
        Assert.Equal("/threats", new ThreatsAddress().Pair(1, 2).Pair(1, 2).Write());
    }

    [Fact]
    public void The_network_comes_back_from_its_address_and_fits_its_kind()
    {
        var at = new NetworkAddress
        {
            Line = "lang:de", View = NetworkView.Matrix, ConfirmedOnly = true, Kinds = [ActorKind.Alliance], Of = NetworkKind.ActorsAndIssues, Ties = Aggregation.Combine, Norm = Normalisation.Prominence,
            Count = Duplicates.OncePerMonth, Undecided = UndecidedStances.InBetween, Least = 0.25, Isolates = true, Groups = false, Window = new(WindowUnit.Days, 14, 7), Edge = (3, 4),
        };
        var written = at.Write();
        Assert.Equal(written, NetworkAddress.Read(written[written.IndexOf('?')..]).Write());
        Assert.True(at.ShowsWhat(at with { View = NetworkView.Table, Edge = null, Node = 3 }));
        Assert.False(at.ShowsWhat(at with { Window = new(WindowUnit.Days, 14, 1) }));
        // A network of actors knows no combining, and no window of nothing.
        Assert.Equal("/networks", NetworkAddress.Read("?ties=combine&norm=prominence&window=days.0.1&least=NaN&edge=4").Write());
        Assert.True(NetworkAddress.Read("?of=issues&norm=activity").Settings(TimeZoneInfo.Utc).Fits);
    }

    [Theory]
    [InlineData("?view=7&order=dozens&cell=1&fold=x,-3,9&rows=999999&earlier=2021-12-08..2021-12-01&kind=State,3,Nobody&by=99999999999999999999", "/positions?kind=state&fold=9&rows=400")]
    [InlineData("?cell=1.2.3&later=yesterday&q=%20&state=all&group=maybe", "/positions")]
    public void What_a_hand_made_address_says_wrongly_is_passed_over(string query, string understood) => Assert.Equal(understood, PositionsAddress.Read(query).Write());
}
