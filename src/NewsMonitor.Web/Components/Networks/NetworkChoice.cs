using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Positions;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Networks;

/// <summary>What stands behind a node or a tie.</summary>
/// <param name="Title">Its ends.</param>
/// <param name="Scope">Its statements.</param>
/// <param name="Articles">The address of its articles.</param>
/// <param name="Head">What it comes down to, in a sentence.</param>
public sealed record NetworkChoice(string Title, StatementScope Scope, string Articles, RenderFragment? Head);

/// <summary>Reads what stands behind a node or a tie of a network.</summary>
public sealed class NetworkChoices(PositionMaps maps)
{
    public async Task<NetworkChoice?> ReadAsync(NetworkAddress at, NetworkPicture picture, ArticleQuery articles, long userId, IStringLocalizer<NetworkWords> words, CancellationToken cancel)
    {
        var everything = new StatementScope { Articles = articles, UserId = userId, Suggestions = !at.ConfirmedOnly, Kind = StatementKind.Position };
        if (at.Edge is not { } edge)
        {
            if (PlaceOf(picture, at) is not (>= 0 and var place)) return null;
            var node = picture.Nodes[place];
            return new(node.Name, node.IsIssue ? everything with { Issues = [node.Id] } : everything with { Speakers = [node.Id] }, Address(at, node.IsIssue ? [] : [node.Name], node.IsIssue ? [node.Name] : []), null);
        }
        var tie = TieOf(picture, at);
        if (tie < 0) return null;
        var (from, to) = (picture.Nodes[picture.Ties[tie].From], picture.Nodes[picture.Ties[tie].To]);
        var title = $"{from.Name}, {to.Name}";
        if (from.IsIssue != to.IsIssue) return new(title, everything with { Speakers = [edge.First], Issues = [edge.Second] }, Address(at, [from.Name], [to.Name]), null);

        var query = new PositionMapQuery { Articles = articles, UserId = userId, Suggestions = !at.ConfirmedOnly, Kinds = at.Kinds, Language = Languages.Current };
        var map = await maps.ReadAsync(from.IsIssue ? query with { Issues = [edge.First, edge.Second] } : query with { Actors = [edge.First, edge.Second] }, cancel);
        var shared = Shared.Of(map, edge, from.IsIssue);
        var scope = from.IsIssue
            ? everything with { Issues = [edge.First, edge.Second], Speakers = [.. shared.Select(s => s.Id)] }
            : everything with { Speakers = [edge.First, edge.Second], Issues = [.. shared.Select(s => s.Id)] };
        return shared.Count == 0 ? null : new(title, scope, from.IsIssue ? Address(at, [], [from.Name, to.Name]) : Address(at, [from.Name, to.Name], []), Head(words, shared, picture.Ties[tie].Weight, from.IsIssue));
    }

    public static int PlaceOf(NetworkPicture picture, NetworkAddress at) => at switch
    {
        { Issue: { } issue } => picture.Nodes.ToList().FindIndex(n => n.IsIssue && n.Id == issue),
        { Node: { } node } => picture.Nodes.ToList().FindIndex(n => n.IsIssue == (at.Of == NetworkKind.Issues) && n.Id == node),
        _ => -1,
    };

    public static int TieOf(NetworkPicture picture, NetworkAddress at) => at.Edge is not { } edge ? -1
        : picture.Ties.ToList().FindIndex(t => (picture.Nodes[t.From].Id, picture.Nodes[t.To].Id) == (edge.First, edge.Second));

    private static string Address(NetworkAddress at, string[] actors, string[] issues)
    {
        var line = at.Line;
        foreach (var actor in actors) line = SearchQuery.Parse(line).With(SearchKey.Actor, actor, Languages.Current, alternative: actor != actors[0]);
        foreach (var issue in issues) line = SearchQuery.Parse(line).With(SearchKey.Issue, issue, Languages.Current, alternative: issue != issues[0]);
        return ArticleAddress.Write(line);
    }

    /// <summary>Disagree on 7 of 9 issues, weight −0.74; then each of them with both sides.</summary>
    private static RenderFragment Head(IStringLocalizer<NetworkWords> words, IReadOnlyList<Shared> shared, double weight, bool issues) => builder =>
    {
        const int mostShown = 8;
        var (agree, against) = (shared.Count(s => s.Way > 0), shared.Count(s => s.Way < 0));
        var (key, count, css) = agree >= against ? ("AgreeOn", agree, "c-pro") : ("DisagreeOn", against, "c-con");
        builder.OpenElement(0, "p");
        builder.OpenElement(1, "b");
        builder.AddAttribute(2, "class", css);
        builder.AddContent(3, words[issues ? $"{key}.Issues" : key, count, new Counted(shared.Count)].Value);
        builder.CloseElement();
        builder.AddContent(4, weight == 0 ? "" : $", {words["Weight", weight.ToString("0.##", CultureInfo.CurrentCulture).Replace('-', '−')]}");
        builder.CloseElement();
        builder.OpenElement(5, "ul");
        builder.AddAttribute(6, "class", "shared small");
        foreach (var one in shared.Take(mostShown))
        {
            builder.OpenElement(7, "li");
            builder.AddMarkupContent(8, $"<span class=\"clip\">{System.Net.WebUtility.HtmlEncode(one.Name)}</span>{Side(words, one.First)}{Side(words, one.Second)}");
            builder.CloseElement();
        }
        builder.CloseElement();
    };

    private static string Side(IStringLocalizer words, StanceCounts counts)
    {
        var (shape, key) = counts.Net switch { > 0 => ("pro", "Supports"), < 0 => ("con", "Opposes"), _ => ("und", "Undecided") };
        return $"<span class=\"n\"><svg class=\"g {shape}\" role=\"img\" aria-label=\"{System.Net.WebUtility.HtmlEncode(words[$"Side.{key}"])}\"><use href=\"#g-{shape}\"/></svg> {counts.All.ToString("N0", CultureInfo.CurrentCulture)}</span>";
    }

    /// <summary>What two nodes both speak on, or who speaks on both; where most was said first.</summary>
    private sealed record Shared(long Id, string Name, StanceCounts First, StanceCounts Second)
    {
        /// <summary>1 on the same side, −1 on opposite ones, 0 where one has none.</summary>
        public int Way => Math.Sign(First.Net) * Math.Sign(Second.Net);

        public static IReadOnlyList<Shared> Of(PositionMap map, (long First, long Second) edge, bool issues)
        {
            StanceCounts At(long one, long other) => map.Cells.GetValueOrDefault(issues ? (other, one) : (one, other)).Counted;
            var others = issues ? map.Actors.Select(a => (a.Id, a.Name)) : map.Issues.Select(i => (i.Id, i.Name));
            return [.. others.Select(o => new Shared(o.Id, o.Name, At(edge.First, o.Id), At(edge.Second, o.Id))).Where(s => s.First.All > 0 && s.Second.All > 0).OrderByDescending(s => s.First.All + s.Second.All)];
        }
    }
}
