using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Agreement;
using NewsMonitor.Web.Components.Plots;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Agreement;

/// <summary>Alpha and percentage week by week: whether coders drift apart. A week's point narrows the page to that week.</summary>
internal static class WeeksPlot
{
    public static PlotData Of(IReadOnlyList<WeekAgreement> weeks, string variable, NavigationManager navigation, IStringLocalizer<AgreementWords> words, TimeWords clock)
    {
        string Door(DateOnly week) => navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["from"] = Iso(week), ["until"] = Iso(week.AddDays(6)), ["cell"] = null,
        });
        object[] Points(Func<WeekAgreement, double?> of) =>
        [
            .. weeks.Select(w => (object)new
            {
                value = of(w), href = Door(w.Week),
                say = words["WeekSay", clock.ShortDay(w.Week), w.Percent.Units, w.Alpha.Value is { } a ? AgreementSay.Figure(a) : "–", w.Percent.Value is { } p ? AgreementSay.Share(p) : "–"].Value,
            }),
        ];
        return new()
        {
            Name = "agreement", Title = words["Weeks", variable],
            Sentence = weeks.Count == 0 ? words["NoWeeks"] : words["WeeksSay", variable, clock.ShortDay(weeks[0].Week), clock.ShortDay(weeks[^1].Week)],
            Legend = [new("--ink", words["Alpha"], IsLine: true), new("--data", words["Percent"], IsLine: true)],
            Option = new
            {
                tooltip = new { trigger = "item" },
                grid = new { left = 40, right = 16, top = 12, bottom = 28 },
                xAxis = new { type = "category", data = weeks.Select(w => clock.ShortDay(w.Week)).ToArray(), axisLabel = new { hideOverlap = true } },
                yAxis = new { type = "value", max = 1, min = Math.Floor(Math.Min(0, weeks.Min(w => w.Alpha.Value) ?? 0) * 5) / 5, interval = 0.2 },
                series = new object[]
                {
                    new
                    {
                        type = "line", name = words["Alpha"].Value, data = Points(w => w.Alpha.Value), symbol = "rect", symbolSize = 7, connectNulls = false, lineStyle = new { color = "--ink", width = 2 }, itemStyle = new { color = "--ink" },
                        markLine = new { silent = true, precision = 3, symbol = "none", lineStyle = new { color = "--line-2", type = "solid" }, label = new { position = "insideEndTop", fontSize = 10, formatter = "{b}" }, data = new[] { Mark(0.667), Mark(0.8) } },
                    },
                    new { type = "line", name = words["Percent"].Value, data = Points(w => w.Percent.Value), symbol = "circle", symbolSize = 5, lineStyle = new { color = "--data", width = 1, type = "dashed" }, itemStyle = new { color = "--data" } },
                },
            },
            Table = new(
                [new(words["Week"]), new(words["Units"], true), new(words["Percent"], true, "P0"), new(words["Alpha"], true, "0.000")],
                [.. weeks.Select(w => (IReadOnlyList<PlotCell>)[new(Iso(w.Week), Door(w.Week), clock.ShortDay(w.Week)), new(w.Percent.Units), new(w.Percent.Value), new(w.Alpha.Value)])]),
        };
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A line across, named as the reader writes figures.</summary>
    private static object Mark(double alpha) => new { yAxis = alpha, name = alpha.ToString("0.###", System.Globalization.CultureInfo.CurrentCulture) };
}
