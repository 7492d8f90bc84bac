using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Positions;
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

    public static MarkupString Content(PositionsView view, PositionCell cell) => new(view switch
    {
        PositionsView.Counts => $"<b>{Number(cell.Counted.All)}</b>{Bar(cell.Counted)}",
        PositionsView.Change when cell.Earlier.All + cell.Later.All == 0 => "<i class=\"nil\">·</i>",
        PositionsView.Change => $"{Leading(cell.Earlier)}<i class=\"to\">→</i>{Leading(cell.Later)}",
        _ when cell.Confirmed.All == 0 => Parts(cell.Suggested, " sug"),
        _ => Parts(cell.Confirmed, "") + (cell.Suggested.All > 0 ? $"<i class=\"plus\">+{Number(cell.Suggested.All)}</i>" : ""),
    });

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

    /// <summary>The two strongest sides: a third has no room in a cell, and is said with it.</summary>
    private static string Parts(StanceCounts counts, string state)
    {
        var least = Sides(counts).Select(s => s.Count).Order().Skip(1).First();
        return string.Concat(Sides(counts).Where(s => s.Count > 0 && s.Count >= least).Take(2).Select(s => $"<b>{Glyph(s.Shape, state)}{Number(s.Count)}</b>"));
    }

    /// <summary>The side that prevails, with its number; a dot where nothing was said.</summary>
    private static string Leading(StanceCounts counts) => counts.All == 0 ? "<i class=\"nil\">·</i>"
        : Sides(counts).MaxBy(s => s.Count) is var (shape, count) ? $"<b>{Glyph(shape, "")}{Number(count)}</b>" : "";

    private static IEnumerable<(string Shape, int Count)> Sides(StanceCounts counts) => [("pro", counts.Supports), ("con", counts.Opposes), ("und", counts.Undecided)];

    private static string Glyph(string shape, string state) => $"<svg class=\"g x {(state.Length > 0 ? shape : "")}{state}\" aria-hidden=\"true\"><use href=\"#g-{shape}\"/></svg>";

    private static string Bar(StanceCounts counts)
    {
        string Part(int count, string token) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"<i style=\"flex:{count};background:var({token})\"></i>");
        return $"<span class=\"shares\">{Part(counts.Supports, "--pro-line")}{Part(counts.Undecided, "--und-line")}{Part(counts.Opposes, "--con-line")}</span>";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
