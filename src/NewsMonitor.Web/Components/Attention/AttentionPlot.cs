using System.Globalization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Attention;
using NewsMonitor.Web.Components.Plots;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Attention;

/// <summary>
/// Attention over time as rows of small bars, one below the other on the same days: all articles above, then each of those chosen, on one scale.
/// Lines over each other would need hues to tell them apart, and hues mean something else here.
/// </summary>
internal static class AttentionPlot
{
    public const int FirstRow = 84, Row = 44, Axis = 24;

    public static int HeightOf(int rows) => FirstRow + Row * rows + Axis;

    /// <param name="all">All articles.</param>
    /// <param name="chosen">Whose share is drawn.</param>
    /// <param name="range">The time.</param>
    /// <param name="asShare">Shares of all articles instead of counts.</param>
    /// <param name="words">The page's words.</param>
    /// <param name="clock">Writes days.</param>
    public static PlotData Of(AttentionSeries all, IReadOnlyList<AttentionSeries> chosen, DayRange range, bool asShare, IStringLocalizer<AttentionWords> words, TimeWords clock)
    {
        var parts = range.Parts();
        var total = all.In(parts);
        var names = parts.Select(PartWords.Brief).ToArray();
        AttentionSeries[] rows = [all with { Name = words["AllArticles"] }, .. chosen];
        double Value(int row, int part, int count) => row == 0 || !asShare ? count : total[part] == 0 ? 0 : (double)count / total[part];
        var counts = rows.Select(row => row.In(parts)).ToArray();
        var values = counts.Select((row, i) => row.Select((count, part) => Value(i, part, count)).ToArray()).ToArray();
        var most = values.Skip(1).SelectMany(row => row).DefaultIfEmpty().Max();

        return new()
        {
            Name = "attention", Title = $"{words["Attention"]}, {clock.Words(range)}", Sentence = Sentence(rows, range, words, clock),
            Option = new
            {
                tooltip = new { trigger = "axis", axisPointer = new { type = "shadow" } },
                axisPointer = new { link = new[] { new { xAxisIndex = "all" } } },
                title = rows.SelectMany((row, i) => Titles(row, i, total.Sum(), asShare, LabelWidth)).ToArray(),
                grid = rows.Select((_, i) => Grid(i, LabelWidth)).ToArray(),
                xAxis = rows.Select((_, i) => new
                {
                    type = "category", gridIndex = i, data = names, axisLine = new { show = true, lineStyle = new { color = "--line-2" } },
                    axisLabel = new { show = i == rows.Length - 1, hideOverlap = true, margin = 6 },
                }).ToArray(),
                yAxis = rows.Select((_, i) => new
                {
                    type = "value", gridIndex = i, position = "right", max = i == 0 ? (object)"dataMax" : most > 0 ? most : 1, splitNumber = 2, shares = i > 0 && asShare,
                    axisLabel = new { show = i == 0, showMinLabel = false }, splitLine = new { show = i == 0 },
                }).ToArray(),
                series = rows.Select((row, i) => new
                {
                    type = "bar", name = row.Name, xAxisIndex = i, yAxisIndex = i, barCategoryGap = "14%", shares = i > 0 && asShare, itemStyle = new { color = PartWords.Token(row.Of) },
                    data = values[i].Select((value, part) => new
                    {
                        value = counts[i][part] == 0 ? (double?)null : value, shown = value, href = counts[i][part] == 0 ? null : PartWords.Door(parts[part], PartWords.Key(row.Of), row.Id == 0 ? null : row.Name),
                    }).ToArray(),
                }).ToArray(),
                // Names give way to bars on a phone.
                media = new object[]
                {
                    new { query = new { maxWidth = 560 }, option = new { title = rows.SelectMany((row, i) => Titles(row, i, total.Sum(), asShare, NarrowWidth)).ToArray(), grid = rows.Select((_, i) => Grid(i, NarrowWidth)).ToArray() } },
                    new { option = new { title = rows.SelectMany((row, i) => Titles(row, i, total.Sum(), asShare, LabelWidth)).ToArray(), grid = rows.Select((_, i) => Grid(i, LabelWidth)).ToArray() } },
                },
            },
            Table = new(
                [new(words["Time"]), .. rows.Select((row, i) => new PlotColumn(row.Name, true, i > 0 && asShare ? "P1" : "N0"))],
                total.Sum() == 0 ? [] : [.. parts.Select((part, at) => (IReadOnlyList<PlotCell>)
                [
                    new(RangeChoice.Text(part.First), null, names[at]),
                    .. rows.Select((row, i) => new PlotCell(i > 0 && asShare ? values[i][at] : counts[i][at],
                        counts[i][at] == 0 ? null : PartWords.Door(part, PartWords.Key(row.Of), row.Id == 0 ? null : row.Name))),
                ])]),
        };
    }

    private const int LabelWidth = 232, NarrowWidth = 132;

    private static object Grid(int row, int left) => row == 0
        ? new { left, right = 40, top = 8, height = FirstRow - 24, outerBoundsMode = "none", containLabel = false }
        : new { left, right = 40, top = FirstRow + Row * (row - 1) + 4, height = Row - 12, outerBoundsMode = "none", containLabel = false };

    /// <summary>The name of a row and its sum, as they stand left of its bars; both lead to the articles of the whole time.</summary>
    private static IEnumerable<object> Titles(AttentionSeries row, int at, int total, bool asShare, int width)
    {
        var top = at == 0 ? FirstRow - 36 : FirstRow + Row * (at - 1) + 14;
        var sum = asShare && at > 0 && total > 0 ? ((double)row.Articles / total).ToString("P1", CultureInfo.CurrentCulture) : row.Articles.ToString("N0", CultureInfo.CurrentCulture);
        yield return new { text = row.Name, left = 0, top, padding = 0, textStyle = new { fontSize = 14, fontWeight = "normal", color = "--ink", width = width - (width == NarrowWidth ? 48 : 76), overflow = "truncate" } };
        yield return new { text = sum, left = width - 16, top, padding = 0, textAlign = "right", textStyle = new { fontSize = 14, fontWeight = "normal", color = "--ink-2" } };
    }

    private static string Sentence(AttentionSeries[] rows, DayRange range, IStringLocalizer<AttentionWords> words, TimeWords clock) =>
        words["AttentionSentence", clock.Words(range), rows[0].Articles, string.Join("; ", rows.Skip(1).Select(row => $"{row.Name} {row.Articles.ToString("N0", CultureInfo.CurrentCulture)}"))];
}
