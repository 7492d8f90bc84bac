using System.Globalization;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using NewsMonitor.Core;
using NewsMonitor.Web.Components.Plots;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Tests.Plots;

public sealed class PlotTests : BunitContext
{
    private static readonly PlotColumn[] Columns = [new("Day"), new("Articles", true), new("Share", true, "P1")];

    private readonly BunitJSModuleInterop _module;
    private readonly BunitJSModuleInterop _chart;

    public PlotTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddLocalization();
        Services.AddSingleton(new TimeWords(NewsroomTime.Of(null), new FakeTimeProvider(new(2021, 12, 9, 8, 0, 0, TimeSpan.Zero))));
        _module = JSInterop.SetupModule("/js/plots.js");
        _chart = _module.SetupModule("attach", _ => true);
        _chart.SetupVoid("draw", _ => true).SetVoidResult();
        _chart.SetupVoid("dispose").SetVoidResult();
    }

    private static PlotData Attention(params IReadOnlyList<PlotCell>[] rows) => new()
    {
        Name = "attention", Title = "Attention", Sentence = "Articles a day.", Option = new { series = Array.Empty<object>() }, Table = new(Columns, rows),
    };

    private static PlotData TwoDays() => Attention(
        [new(new DateOnly(2021, 12, 7), "/articles?q=on:2021-12-07"), new(1204, "/articles?q=on:2021-12-07"), new(0.125)],
        [new(new DateOnly(2021, 12, 8)), new(7), new(0.5)]);

    [Fact]
    public void The_table_has_the_same_numbers_and_the_ways_to_what_is_behind_them()
    {
        var plot = Render<Plot>(p => p.Add(x => x.Title, "Attention").Add(x => x.Data, TwoDays()));
        Assert.Empty(plot.FindAll("table"));
        plot.Find("button[aria-pressed=false]").Click();
        Assert.Equal(["7 Dec", "1,204", "12.5%", "8 Dec", "7", "50.0%"], plot.FindAll("tbody th, tbody td").Select(cell => cell.TextContent));
        Assert.Equal("/articles?q=on:2021-12-07", plot.Find("tbody td a").GetAttribute("href"));
        Assert.Equal(["Day", "Articles", "Share"], plot.FindAll("th[scope=col]").Select(head => head.TextContent));
        Assert.True(plot.Find(".plotbox").HasAttribute("hidden"));
    }

    [Fact]
    public void A_plot_is_drawn_once_and_again_when_its_numbers_are_new()
    {
        var first = TwoDays();
        var plot = Render<Plot>(p => p.Add(x => x.Title, "Attention").Add(x => x.Data, first));
        plot.WaitForAssertion(() => Assert.Single(_chart.Invocations["draw"]));
        plot.Render(p => p.Add(x => x.Data, first).Add(x => x.Note, "30 days"));
        Assert.Single(_chart.Invocations["draw"]);
        plot.Render(p => p.Add(x => x.Data, TwoDays()));
        plot.WaitForAssertion(() => Assert.Equal(2, _chart.Invocations["draw"].Count));
        Assert.Single(_module.Invocations["attach"]);
    }

    [Fact]
    public void A_plot_that_has_lost_its_numbers_takes_its_picture_away()
    {
        var plot = Render<Plot>(p => p.Add(x => x.Title, "Attention").Add(x => x.Data, TwoDays()));
        plot.WaitForAssertion(() => Assert.Single(_chart.Invocations["draw"]));
        plot.Render(p => p.Add(x => x.Data, Attention()).Add(x => x.Empty, "No article names anybody."));
        plot.WaitForAssertion(() => Assert.Single(_chart.Invocations["dispose"]));
        Assert.Equal("No article names anybody.", plot.Find(".state p").TextContent);
        Assert.Empty(plot.FindAll(".plothead button"));
    }

    [Fact]
    public void Who_cannot_see_the_picture_is_told_what_it_shows_and_how_to_walk_it()
    {
        var box = Render<Plot>(p => p.Add(x => x.Title, "Attention").Add(x => x.Data, TwoDays())).Find(".plotbox");
        Assert.Equal(("0", "application", "Articles a day."), (box.GetAttribute("tabindex"), box.GetAttribute("role"), box.GetAttribute("aria-label")));
        Assert.Contains("arrow keys", box.QuerySelector($"#{box.GetAttribute("aria-describedby")}")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void While_it_is_asked_for_and_when_the_archive_fails_it_says_so()
    {
        var tried = false;
        var plot = Render<Plot>(p => p.Add(x => x.Title, "Attention"));
        Assert.NotNull(plot.Find(".loading"));
        plot.Render(p => p.Add(x => x.Fault, "4f1c").Add(x => x.Retry, EventCallback.Factory.Create(this, () => tried = true)));
        Assert.Contains("4f1c", plot.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        plot.Find("[role=alert] button").Click();
        Assert.True(tried);
        Assert.Empty(_chart.Invocations);
    }

    [Fact]
    public void Without_the_picture_there_still_are_the_numbers()
    {
        _module.SetupModule("attach", _ => true).SetupVoid("draw", _ => true).SetException(new JSException("no SVG here"));
        var plot = Render<Plot>(p => p.Add(x => x.Title, "Attention").Add(x => x.Data, TwoDays()));
        plot.WaitForAssertion(() => Assert.Equal(2, plot.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task A_file_of_the_numbers_holds_them_in_full_and_no_formula()
    {
        var file = await PlotCsv.WriteAsync(new(Columns, [[new("=1+1"), new(1204), new(-0.125)], [new(new DateOnly(2021, 12, 8)), new(7), new(null)]]));
        Assert.Equal("Day,Articles,Share\r\n'=1+1,1204,-0.125\r\n2021-12-08,7,\r\n", Encoding.UTF8.GetString(file.ToArray()).TrimStart('\uFEFF'));
    }
}
