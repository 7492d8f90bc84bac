using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Positions;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Positions;

/// <summary>
/// How a cell looks and reads. Confirmed statements give the fill; suggestions never do: alone they stand hollow in a dotted frame, beside
/// confirmed ones as a figure over a dotted line.
/// </summary>
public static class PositionCells
{
    public static string Class(PositionsView view, PositionCell cell) => view switch
    {
        PositionsView.Counts => cell.Confirmed.All == 0 ? "sug" : cell.Suggested.All > 0 ? "plusd" : "",
        PositionsView.Change => Change(PositionChange.Of(cell.Earlier, cell.Later)),
        _ => cell.Confirmed.All == 0 ? $"sug {Side(PositionTone.Of(cell.Suggested).Hue)}" : $"{Tone(PositionTone.Of(cell.Confirmed))}{(cell.Suggested.All > 0 ? " plusd" : "")}",
    };

    private static string Tone(PositionTone tone) => tone switch
    {
        { Strength: 0 } => $"thin {Side(tone.Hue)}{(tone.Mixed ? " mix" : "")}",
        { Hue: PositionHue.Contested } => "m",
        { Hue: PositionHue.Undecided } => "u",
        _ => $"{Side(tone.Hue)}{tone.Strength}{(tone.Mixed ? " mix" : "")}",
    };

    private static string Side(PositionHue hue) => hue switch { PositionHue.For => "p", PositionHue.Against => "c", _ => "n" };

    private static string Change(PositionChange change) => change.Move switch
    {
        PositionMove.TowardsFor => $"p{change.Strength}{(change.Turned ? " turned" : "")}",
        PositionMove.TowardsAgainst => $"c{change.Strength}{(change.Turned ? " turned" : "")}",
        PositionMove.Same => "u",
        PositionMove.New => "thin n",
        _ => "quiet",
    };

    /// <summary>Where two sides and suggestions have no room side by side, they stand one over the other.</summary>
    public static MarkupString Content(PositionsView view, PositionCell cell) => new(view switch
    {
        PositionsView.Counts => $"<b>{Short(cell.Counted.All)}</b>{Bar(cell.Counted)}",
        PositionsView.Change when cell.Earlier.All + cell.Later.All == 0 => "<i class=\"nil\">·</i>",
        PositionsView.Change => Sided($"{Leading(cell.Earlier)}<i class=\"to\">→</i>{Leading(cell.Later)}", "", Width([Most(cell.Earlier).Count, Most(cell.Later).Count], null) + Arrow),
        _ when cell.Confirmed.All == 0 => Sided(Parts(cell.Suggested, " sug"), "", Width(Stronger(cell.Suggested).Select(s => s.Count), null)),
        _ => Sided(Parts(cell.Confirmed, ""), cell.Suggested.All > 0 ? $"<i class=\"plus\">+{Short(cell.Suggested.All)}</i>" : "", Width(Stronger(cell.Confirmed).Select(s => s.Count), cell.Suggested.All > 0 ? cell.Suggested.All : null)),
    });

    // Of the face in the cells, in pixels: the figures are tabular. A cell is 72 wide at least.
    private const double Room = 68, Digit = 6.6, Glyphs = 12, Gap = 5, Arrow = 13;

    private static double Width(IEnumerable<int> sides, int? plus) =>
        sides.Sum(s => Glyphs + Gap + Digit * Short(s).Length) - Gap + (plus is { } more ? Gap + Digit * (1 + Short(more).Length) : 0);

    private static string Sided(string sides, string plus, double width) => width <= Room ? sides + plus : $"<span class=\"tight\"><span>{sides}</span>{plus}</span>";

    /// <summary>What a screen reader says, and what the cell means.</summary>
    public static string Sentence(IStringLocalizer<PositionWords> words, PositionsView view, string actor, string issue, PositionCell cell)
    {
        if (view == PositionsView.Change)
        {
            var change = PositionChange.Of(cell.Earlier, cell.Later);
            return $"{actor}, {issue}: {words["Cell.Change", Spoken(words, cell.Earlier), Spoken(words, cell.Later)]} {words[change.Turned ? "Move.Turned" : $"Move.{change.Move}"]}";
        }
        var sentence = $"{actor}, {issue}: {Spoken(words, cell.Counted)}";
        return cell.Suggested.All > 0 ? $"{sentence}; {words["Cell.Suggested", Number(cell.Suggested.All)]}" : sentence;
    }

    private static string Spoken(IStringLocalizer words, StanceCounts counts) => counts.Undecided > 0
        ? words["Cell.Three", Number(counts.Supports), Number(counts.Opposes), Number(counts.Undecided)]
        : words["Cell.Two", Number(counts.Supports), Number(counts.Opposes)];

    private static string Parts(StanceCounts counts, string state) => string.Concat(Stronger(counts).Select(s => $"<b>{Glyph(s.Shape, state)}{Short(s.Count)}</b>"));

    /// <summary>The two strongest sides: a third has no room in a cell, and is said with it.</summary>
    private static IEnumerable<(string Shape, int Count)> Stronger(StanceCounts counts)
    {
        var least = Sides(counts).Select(s => s.Count).Order().Skip(1).First();
        return Sides(counts).Where(s => s.Count > 0 && s.Count >= least).Take(2);
    }

    /// <summary>The side that prevails, with its number; a dot where nothing was said.</summary>
    private static string Leading(StanceCounts counts) => counts.All == 0 ? "<i class=\"nil\">·</i>" : $"<b>{Glyph(Most(counts).Shape, "")}{Short(Most(counts).Count)}</b>";

    private static (string Shape, int Count) Most(StanceCounts counts) => Sides(counts).MaxBy(s => s.Count);

    private static IEnumerable<(string Shape, int Count)> Sides(StanceCounts counts) => [("pro", counts.Supports), ("con", counts.Opposes), ("und", counts.Undecided)];

    private static string Glyph(string shape, string state) => $"<svg class=\"g x {(state.Length > 0 ? shape : "")}{state}\" aria-hidden=\"true\"><use href=\"#g-{shape}\"/></svg>";

    private static string Bar(StanceCounts counts)
    {
        string Part(int count, string token) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"<i style=\"flex:{count};background:var({token})\"></i>");
        return $"<span class=\"shares\">{Part(counts.Supports, "--pro-line")}{Part(counts.Undecided, "--und-line")}{Part(counts.Opposes, "--con-line")}</span>";
    }

    private static string Short(int number) => ShortNumber.Of(number);

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
