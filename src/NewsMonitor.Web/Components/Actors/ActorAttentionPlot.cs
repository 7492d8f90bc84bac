using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Attention;
using NewsMonitor.Web.Components.Attention;
using NewsMonitor.Web.Components.Plots;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Actors;

/// <summary>Articles a day that name an actor; the highest days say what happened, where a story tells.</summary>
internal static class ActorAttentionPlot
{
    public const int Height = 148;
    private const int LongestLabel = 34;

    public static PlotData Of(AttentionSeries series, AttentionSeries all, IReadOnlyList<DayStory> peaks, DayRange range, IStringLocalizer<ActorWords> words, TimeWords clock)
    {
        var parts = range.Parts();
        var names = parts.Select(PartWords.Brief).ToArray();
        var (counts, totals) = (series.In(parts), all.In(parts));
        var most = counts.DefaultIfEmpty().Max();
        string? Door(int part) => counts[part] == 0 ? null : PartWords.Door(parts[part], SearchKey.Actor, series.Name);
        return new()
        {
            Name = "attention", Title = $"{words["AttentionOf", series.Name]}, {clock.Words(range)}",
            Sentence = words["AttentionSentence", series.Name, clock.Words(range), series.Articles, most],
            Option = new
            {
                tooltip = new { trigger = "item" },
                grid = new { top = 26, right = 36, bottom = 20, left = 0, outerBoundsMode = "none" },
                xAxis = new { type = "category", data = names, axisLabel = new { hideOverlap = true } },
                yAxis = new { type = "value", position = "right", splitNumber = 2, minInterval = 1, axisLabel = new { showMinLabel = false } },
                series = new[]
                {
                    new
                    {
                        type = "bar", name = words["Articles"].Value, barCategoryGap = "10%", itemStyle = new { color = "--actor-line" },
                        data = counts.Select((count, part) => new { value = count == 0 ? (int?)null : count, shown = count, href = Door(part) }).ToArray(),
                        markPoint = new
                        {
                            symbol = "rect", symbolSize = new[] { 1, 6 }, symbolOffset = new object[] { 0, -4 }, silent = true, animation = false, itemStyle = new { color = "--ink" },
                            data = peaks.Select(peak => (Peak: peak, At: parts.ToList().FindIndex(part => part.First <= peak.Day && peak.Day <= part.Last))).Where(p => p.At >= 0).Select(p => new
                            {
                                coord = new object[] { p.At, counts[p.At] }, value = "",
                                label = new
                                {
                                    show = true, formatter = $"{PartWords.Brief(new(p.Peak.Day, p.Peak.Day))}: {Short(p.Peak.Title)}", color = "--ink", fontSize = 12, distance = 6,
                                    position = p.At > parts.Count / 2 ? "left" : "right",
                                },
                            }).ToArray(),
                        },
                    },
                },
            },
            Table = new(
                [new(words["Day"]), new(words["Articles"], true), new(words["ShareOfAll"], true, "P1")],
                series.Articles == 0 ? [] : [.. parts.Select((part, at) => (IReadOnlyList<PlotCell>)
                    [new(RangeChoice.Text(part.First), null, names[at]), new(counts[at], Door(at)), new(totals[at] == 0 ? 0.0 : (double)counts[at] / totals[at])])]),
        };
    }

    private static string Short(string title) => title.Length <= LongestLabel ? title : $"{title[..LongestLabel].TrimEnd()}…";
}
