using Microsoft.AspNetCore.Components;
using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Actors;

namespace NewsMonitor.Web.Tests.Actors;

public sealed class ActorSaidTests
{
    private static readonly DayRange December = new(new(2021, 12, 1), new(2021, 12, 31)), Week = new(new(2021, 12, 6), new(2021, 12, 12));

    public static TheoryData<ActorSaid> All =>
    [
        new ActorSaid(SaidKind.Threats, []), new ActorSaid(SaidKind.Positions, [5], Stance.Undecided, Week), new ActorSaid(SaidKind.Positions, [5, 7], With: 12),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void What_lies_open_is_read_from_the_address_as_it_was_written(ActorSaid said)
    {
        var address = Address(said.Parameters());
        var read = ActorSaid.Read(new Uri(address).Query)!;
        Assert.Equal(said.Issues, read.Issues);
        Assert.Equal(said with { Issues = [] }, read with { Issues = [] });
        // The rest of the page's state stays, and closing leaves nothing behind.
        Assert.Contains("days=90", address, StringComparison.Ordinal);
        Assert.Equal("http://desk/actors/3?days=90", Address(said.Parameters().ToDictionary(p => p.Key, object? (_) => null)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?said=nonsense&issue=5")]
    [InlineData("?said=7")]
    public void A_hand_made_link_that_says_nothing_opens_nothing(string query) => Assert.Null(ActorSaid.Read(query));

    [Fact]
    public void Statements_are_asked_for_by_what_the_figure_counts()
    {
        var newsroom = NewsroomTime.Of("Europe/Berlin");
        var scope = new ActorSaid(SaidKind.Positions, [5], Stance.Opposes, Week).Scope(3, December, suggestions: false, newsroom);
        Assert.Equal((StatementKind.Position, false), (scope.Kind, scope.Suggestions));
        Assert.Equal([3L], scope.Speakers);
        Assert.Equal([5L], scope.Issues);
        Assert.Equal([Stance.Opposes], scope.Stances);
        Assert.Equal((Week.From(newsroom), Week.Until(newsroom)), (scope.Articles.From, scope.Articles.Until));

        var threatened = new ActorSaid(SaidKind.Threatened, []).Scope(3, December, suggestions: true, newsroom);
        Assert.Equal([3L], threatened.Targets);
        Assert.Empty(threatened.Threateners);
        Assert.Equal(December.Until(newsroom), threatened.Articles.Until);
    }

    private static string Address(Dictionary<string, object?> parameters) => new Page().GetUriWithQueryParameters(parameters);

    private sealed class Page : NavigationManager
    {
        public Page() => Initialize("http://desk/", "http://desk/actors/3?days=90");
    }
}
