using System.Globalization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Attention;
using NewsMonitor.Web.Components.Plots;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Actors;

/// <summary>
/// Where an actor stands, an issue a row: up is for, down is against, a diamond is undecided; the height is the number of statements, on one
/// scale for all rows; what the course amounts to stands at its end.
/// </summary>
internal static class StancePlot
{
    public const int Row = 40, Axis = 22;
    private const int Name = 168, Counts = 116, Trend = 168, Narrow = 124;

    public static int HeightOf(int rows) => Row * rows + Axis;

    /// <param name="actor">Whose page it is.</param>
    /// <param name="courses">The rows.</param>
    /// <param name="range">The time.</param>
    /// <param name="door">Where the statements of an issue lie open: all, those of a side, those of some days.</param>
    /// <param name="words">The page's words.</param>
    /// <param name="clock">Writes days.</param>
    public static PlotData Of(string actor, IReadOnlyList<IssueCourse> courses, DayRange range, Func<ActorSaid, string> door, IStringLocalizer<ActorWords> words, TimeWords clock)
    {
        var parts = range.Parts();
        var names = parts.Select(PartWords.Brief).ToArray();
        var counted = courses.Select(course => parts.Select(part => In(course, part)).ToArray()).ToArray();
        var most = counted.SelectMany(row => row).Select(part => Math.Max(part.Supports, part.Opposes)).DefaultIfEmpty().Max();
        var scale = Math.Max(1, most);
        return new()
        {
            Name = "positions", Title = $"{words["StanceOf", actor]}, {clock.Words(range)}",
            Sentence = words["StanceSentence", actor, clock.Words(range), string.Join("; ", courses.Select(course => $"{course.Issue}: {TrendOf(course.Trend, words, clock)}"))],
            Legend = [new("--pro-line", words["For"]), new("--con-line", words["Against"])],
            Option = new
            {
                tooltip = new { trigger = "item" },
                title = courses.SelectMany((course, row) => Titles(course, row, false, words, clock)).ToArray(),
                grid = courses.Select((_, row) => Grid(row, false)).ToArray(),
                xAxis = courses.Select((_, row) => new
                {
                    type = "category", gridIndex = row, data = names, axisLine = new { show = true, onZero = true, lineStyle = new { color = "--line" } },
                    axisLabel = new { show = false },
                }).Concat<object>(courses.Count == 0 ? [] : [new
                {
                    // The days, once, below the last row.
                    type = "category", gridIndex = courses.Count - 1, data = names, position = "bottom", axisLine = new { show = false, onZero = false }, axisLabel = new { show = true, hideOverlap = true },
                }]).ToArray(),
                yAxis = courses.Select((_, row) => new { type = "value", gridIndex = row, min = -scale, max = scale, axisLabel = new { show = false }, splitLine = new { show = false } }).ToArray(),
                series = courses.SelectMany((course, row) => Series(course, row, parts, counted[row], door, words)).ToArray(),
                media = new object[]
                {
                    new { query = new { maxWidth = 640 }, option = new { title = courses.SelectMany((course, row) => Titles(course, row, true, words, clock)).ToArray(), grid = courses.Select((_, row) => Grid(row, true)).ToArray() } },
                    new { option = new { title = courses.SelectMany((course, row) => Titles(course, row, false, words, clock)).ToArray(), grid = courses.Select((_, row) => Grid(row, false)).ToArray() } },
                },
            },
            Table = new(
                [new(words["Issue"]), new(words["Day"]), new(words["For"], true), new(words["Against"], true), new(words["Undecided"], true)],
                [.. courses.SelectMany((course, row) => parts.Select((part, at) => (Part: part, Day: names[at], Count: counted[row][at])).Where(p => p.Count.All > 0).Select(p => (IReadOnlyList<PlotCell>)
                [
                    new(course.Issue, door(Said(course, null, null))), new(RangeChoice.Text(p.Part.First), null, p.Day),
                    Cell(p.Count.Supports, Stance.Supports, course, p.Part), Cell(p.Count.Opposes, Stance.Opposes, course, p.Part), Cell(p.Count.Undecided, Stance.Undecided, course, p.Part),
                ]).ToArray()).ToArray()]),
        };

        PlotCell Cell(int count, Stance stance, IssueCourse course, DayRange part) => new(count, count == 0 ? null : door(Said(course, stance, part)));
    }

    private static ActorSaid Said(IssueCourse course, Stance? stance, DayRange? days) => new(SaidKind.Positions, [course.IssueId], stance, days);

    private static StanceDay In(IssueCourse course, DayRange part)
    {
        var days = course.Days.Where(day => day.Day >= part.First && day.Day <= part.Last).ToArray();
        return new(part.First, days.Sum(day => day.Supports), days.Sum(day => day.Opposes), days.Sum(day => day.Undecided));
    }

    private static IEnumerable<object> Series(IssueCourse course, int row, IReadOnlyList<DayRange> parts, StanceDay[] counts, Func<ActorSaid, string> door, IStringLocalizer<ActorWords> words)
    {
        object Item(int part, int count, double value, Stance stance) => count == 0
            ? new { value = (double?)null }
            : new { value, shown = count, href = door(Said(course, stance, parts[part])) };
        object Side(string kind, Stance stance, string token, Func<StanceDay, int> count, Func<int, double> place) => new
        {
            type = kind, name = $"{course.Issue}: {words[$"Stance.{stance}"]}", xAxisIndex = row, yAxisIndex = row, stack = kind == "bar" ? $"row{row}" : null, barCategoryGap = "14%",
            symbol = "diamond", symbolSize = 9, itemStyle = new { color = token }, data = counts.Select((day, part) => Item(part, count(day), place(count(day)), stance)).ToArray(),
        };
        yield return Side("bar", Stance.Supports, "--pro-line", day => day.Supports, count => count);
        yield return Side("bar", Stance.Opposes, "--con-line", day => day.Opposes, count => -count);
        if (course.Undecided > 0) yield return Side("scatter", Stance.Undecided, "--und-line", day => day.Undecided, _ => 0);
    }

    private static object Grid(int row, bool narrow) => narrow
        ? new { left = Narrow, right = 4, top = Row * row + 3, height = Row - 8, outerBoundsMode = "none" }
        : new { left = Name + Counts, right = Trend + 12, top = Row * row + 3, height = Row - 8, outerBoundsMode = "none" };

    /// <summary>The issue, its figures by side, what the course amounts to; on a phone the figures stand below the name and the rest is left to the table.</summary>
    private static IEnumerable<object> Titles(IssueCourse course, int row, bool narrow, IStringLocalizer<ActorWords> words, TimeWords clock)
    {
        var top = Row * row + (narrow ? 3 : 11);
        yield return new { text = course.Issue, left = 0, top, padding = 0, textStyle = new { fontSize = narrow ? 13 : 14, fontWeight = "normal", color = "--ink", width = narrow ? Narrow - 12 : Name - 8, overflow = "truncate" } };
        var sides = new[] { (course.Supports, "▲", "--pro-line"), (course.Opposes, "▼", "--con-line"), (course.Undecided, "◆", "--und-line") }.Select((side, at) => (side.Item1, side.Item2, side.Item3, At: at)).ToArray();
        var shown = sides.Where(side => side.Item1 > 0).ToList();
        foreach (var side in sides)
        {
            yield return new
            {
                // On a phone those that there are stand side by side.
                show = side.Item1 > 0, text = $"{{g|{side.Item2}}} {side.Item1.ToString("N0", CultureInfo.CurrentCulture)}", padding = 0, top = narrow ? Row * row + 21 : top + 1,
                left = narrow ? Math.Max(0, shown.IndexOf(side)) * 40 : Name + side.At * 38,
                textStyle = new { fontSize = narrow ? 11 : 13, fontWeight = "normal", color = "--ink", rich = new { g = new { color = side.Item3, fontSize = narrow ? 9 : 11 } } },
            };
        }
        yield return new { show = !narrow, text = TrendOf(course.Trend, words, clock), right = 0, top = top + 2, padding = 0, textStyle = new { fontSize = 12, fontWeight = "normal", color = "--ink-3", width = Trend, overflow = "truncate", align = "right" } };
    }

    public static string TrendOf(StanceTrend trend, IStringLocalizer<ActorWords> words, TimeWords clock) => trend.Kind == TrendKind.Mixed
        ? words["Trend.Mixed"]
        : words[$"Trend.{trend.Kind}", words[$"Stance.{trend.Stance}"].Value, clock.ShortDay(trend.Day)];
}
