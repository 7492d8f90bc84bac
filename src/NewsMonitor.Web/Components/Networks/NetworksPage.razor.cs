using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Positions;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Statements;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Networks;

/// <summary>Discourse networks: who agrees with whom on what, drawn, played over time, as matrix and as tables; nodes and ties open their quotes.</summary>
[Authorize]
public sealed partial class NetworksPage
{
    private NetworkPicture? _picture;
    private NetworkChoice? _choice;
    private NetworkGraph? _graph;
    private int _window = -1, _proposed;

    [Inject] private NetworkPictures Pictures { get; set; } = null!;
    [Inject] private PositionMaps Maps { get; set; } = null!;
    [Inject] private NetworkChoices Choices { get; set; } = null!;
    [Inject] private IStringLocalizer<NetworkWords> W { get; set; } = null!;

    protected override IEnumerable<KeyBinding> Keys(ClaimsPrincipal person)
    {
        Task Enter() => _graph?.EnterAsync() ?? Task.CompletedTask;
        Task Zoom(double by) => _graph?.ZoomAsync(by) ?? Task.CompletedTask;
        return
        [
            new("ArrowLeft", W["Key.Node"], Enter), new("ArrowRight", W["Key.Node"], Enter), new("ArrowUp", W["Key.Node"], Enter), new("ArrowDown", W["Key.Node"], Enter),
            new("t", W["Key.Tie"], Enter), new("Enter", W["Key.Quotes"], Enter),
            new("+", W["Key.Zoom"], () => Zoom(1.25)), new("-", W["Key.Zoom"], () => Zoom(0.8)), new("0", W["Key.Zoom"], () => Zoom(0)),
            new("p", W["Key.Play"], () => _graph?.PlayAsync() ?? Task.CompletedTask),
            new("v", W["Key.View"], () => Go(At with { View = (NetworkView)(((int)At.View + 1) % 3) })),
            new("a", M["Key.States"], () => Go(At with { ConfirmedOnly = !At.ConfirmedOnly })) { InStatusLine = false },
            new("Escape", M["Close"], () => Go(At.Plain)) { InStatusLine = false },
        ];
    }

    protected override bool IsEmpty => _picture is { Statements: 0 };

    /// <summary>The whole time is shown before its windows are counted.</summary>
    protected override async IAsyncEnumerable<Action> ReadAsync(NetworkAddress at, ArticleQuery articles, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pictures = Pictures.DrawAsync(
            new() { Articles = articles, UserId = UserId, Suggestions = !at.ConfirmedOnly, Kinds = at.Kinds },
            new() { Network = at.Settings(Newsroom.Zone), Window = at.Window, LeastWeight = at.Least, MostTies = at.Most, Language = Languages.Current },
            progress => Say(Words(progress), cancel), cancel);
        await foreach (var picture in pictures)
        {
            yield return () => (_picture, _window) = (picture, -1);
            await ChooseAsync();
        }
        var proposed = at.ConfirmedOnly ? 0 : await Maps.ProposedAsync(articles, UserId, cancel);
        yield return () => _proposed = proposed;
    }

    private MapWork Words(PictureProgress progress) => progress switch
    {
        { All: > 0 } => new(W[$"Step.{progress.Step}", progress.Done.ToString("N0"), progress.All.ToString("N0")], (double)progress.Done / progress.All),
        { Done: > 0 } => new(W[$"Step.{progress.Step}.So", progress.Done.ToString("N0")]),
        _ => new(W[$"Step.{progress.Step}"]),
    };

    protected override Task MovedAsync(NetworkAddress before) => At.ShowsWhat(before) ? ChooseAsync() : Task.CompletedTask;

    /// <summary>Reads what stands behind the chosen node or tie.</summary>
    private async Task ChooseAsync()
    {
        _choice = null;
        if (!HasChoice || _picture is null || !Search.IsSound) return;
        var at = At;
        try
        {
            var choice = await Choices.ReadAsync(at, _picture, Search.Query, UserId, W, Wanted);
            if (at == At) _choice = choice;
        }
        catch (OperationCanceledException) when (Wanted.IsCancellationRequested) { /* something else is asked for */ }
    }

    private NetworkChoice? Choice => _choice;

    private bool HasChoice => At.Node is not null || At.Issue is not null || At.Edge is not null;

    /// <summary>Where the chosen node, or the chosen tie, stands in the picture; −1 for none.</summary>
    private (int Node, int Tie) ChosenPlaces => _picture is null ? (-1, -1) : (NetworkChoices.PlaceOf(_picture, At), NetworkChoices.TieOf(_picture, At));

    private string NodeAddress(int place) => _picture!.Nodes[place] is var node && node.IsIssue && At.Of == NetworkKind.ActorsAndIssues
        ? (At.Plain with { Issue = node.Id }).Write() : (At.Plain with { Node = node.Id }).Write();

    private string TieAddress(int place) => (At.Plain with { Edge = (_picture!.Nodes[_picture.Ties[place].From].Id, _picture.Nodes[_picture.Ties[place].To].Id) }).Write();

    private void OpenPlace((int Node, int Tie) place) => Navigation.NavigateTo(place.Tie >= 0 ? TieAddress(place.Tie) : NodeAddress(place.Node));

    private void Choose(NetworkAddress to) => Go(to.Fitting());

    private string StatusWords => Reading.At is { } at && _picture is not null ? W["Computed", Clock.Time(at), new Counted(_picture.Statements), _picture.Suggested.ToString("N0")] : "";

    private string Figures => _picture is null || !Search.IsSound ? "" : At.Of switch
    {
        NetworkKind.Issues => W["Figures", M.Count("IssueCount", _picture.Nodes.Count), TieFigures],
        NetworkKind.ActorsAndIssues => W["FiguresBoth", M.Count("ActorCount", _picture.Nodes.Count(n => !n.IsIssue)), M.Count("IssueCount", _picture.Nodes.Count(n => n.IsIssue)), TieFigures],
        _ => W["Figures", M.Count("ActorCount", _picture.Nodes.Count), TieFigures],
    };

    private string TieFigures => _picture!.Ties.Count(t => t.Weight != 0) is var shown && shown == _picture.AllTies ? W.Count("TieCount", shown) : W["TiesOfAll", shown.ToString("N0"), _picture.AllTies.ToString("N0")].Value;

    private string? PictureOf => _picture is not { Nodes.Count: > 0 } ? null : At.View switch { NetworkView.Graph => "#network-graph", NetworkView.Matrix => "#network-matrix", _ => null };

}
