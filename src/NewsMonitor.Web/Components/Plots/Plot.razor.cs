using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Plots;

/// <summary>
/// Draws <see cref="PlotData"/> with Apache ECharts, as the package Vizor.ECharts brings it. Its own component is left alone: it hands every
/// option to <c>eval</c>, which the content policy forbids; <c>plots.js</c> takes the same options as plain data.
/// </summary>
public sealed partial class Plot : IAsyncDisposable
{
    private const string Library = "_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js";

    private readonly string _id = $"plot-{Guid.NewGuid():N}"[..13];
    private ElementReference _box;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private DotNetObjectReference<Plot>? _self;
    private PlotData? _drawn;
    private bool _asTable;
    private bool _noPicture;
    private bool _drawing;
    private bool _gone;

    /// <summary>Null while it is being asked for. What stood before may stay meanwhile: then nothing jumps.</summary>
    [Parameter] public PlotData? Data { get; set; }
    /// <summary>Shown before there is data too.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }
    [Parameter] public string? Note { get; set; }
    /// <summary>In CSS pixels. Fixed, so that nothing below moves when it is drawn.</summary>
    [Parameter] public int Height { get; set; } = 220;
    /// <summary>Set when the archive did not answer: what to tell whoever reads the log.</summary>
    [Parameter] public string? Fault { get; set; }
    [Parameter] public EventCallback Retry { get; set; }
    /// <summary>Said where there is nothing to draw.</summary>
    [Parameter] public string? Empty { get; set; }
    /// <summary>Controls of the page's own in the plot's head.</summary>
    [Parameter] public RenderFragment? Tools { get; set; }
    /// <summary>On a phone the table stands in place of the picture: for maps and networks, which nobody can read there.</summary>
    [Parameter] public bool ListOnPhone { get; set; }
    /// <summary>An element was chosen that carries a <c>key</c>.</summary>
    [Parameter] public EventCallback<string> Picked { get; set; }
    /// <summary>A span of a category axis was drawn: the first and the last place in it.</summary>
    [Parameter] public EventCallback<(int First, int Last)> Brushed { get; set; }
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<PlotWords> W { get; set; } = null!;

    private string TitleId => $"{_id}-title";
    private string HelpId => $"{_id}-help";
    private string Class => ListOnPhone ? "plot listed" : "plot";
    private bool HasPlot => Data is { Table.Rows.Count: > 0 } && Fault is null;
    private bool AsTable => _asTable || _noPicture;
    private string FileName => $"newsmonitor-{Data!.Name}-{Clock.Day(Clock.Now):yyyy-MM-dd}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_drawing || _gone) return;
        _drawing = true;
        try
        {
            // What comes in while it draws is drawn in the next round.
            while (!_gone && !_noPicture && (HasPlot ? !ReferenceEquals(_drawn, Data) : _chart is not null))
            {
                if (HasPlot) await DrawAsync(Data!);
                else await LeaveAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException) { /* the page is gone */ }
        catch (JSException) when (!_gone)
        {
            // Without the picture there still are the numbers.
            _noPicture = true;
            StateHasChanged();
        }
        finally { _drawing = false; }
    }

    private async Task DrawAsync(PlotData data)
    {
        if (_chart is null)
        {
            _self ??= DotNetObjectReference.Create(this);
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "/js/plots.js");
            _chart = await _module.InvokeAsync<IJSObjectReference>("attach", _box, _self, "/" + Assets[Library]);
        }
        _drawn = data;
        await _chart.InvokeVoidAsync("draw", data.Option, data.Sentence);
    }

    private async Task LeaveAsync()
    {
        var chart = _chart!;
        (_chart, _drawn) = (null, null);
        await chart.InvokeVoidAsync("dispose");
        await chart.DisposeAsync();
    }

    [JSInvokable("Picked")]
    public Task PickAsync(string key) => Picked.InvokeAsync(key);

    [JSInvokable("Brushed")]
    public Task BrushAsync(int first, int last) => last >= first ? Brushed.InvokeAsync((first, last)) : Task.CompletedTask;

    private Task SavePngAsync() => SavePictureAsync("savePng");

    private Task SaveSvgAsync() => SavePictureAsync("saveSvg");

    private async Task SavePictureAsync(string how)
    {
        // The hidden picture has no size of its own to be saved in.
        _asTable = false;
        StateHasChanged();
        if (_chart is not null) await _chart.InvokeVoidAsync(how, FileName, Data!.Title);
    }

    private async Task SaveCsvAsync()
    {
        using var file = new DotNetStreamReference(await PlotCsv.WriteAsync(Data!.Table));
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "/js/plots.js");
        await _module.InvokeVoidAsync("saveFile", $"{FileName}.csv", "text/csv;charset=utf-8", file);
    }

    private string? Words(PlotCell cell, PlotColumn column) => cell.Words ?? cell.Value switch
    {
        null => "–",
        DateOnly day => Clock.ShortDay(day),
        DateTimeOffset at => Clock.Brief(at),
        IFormattable number => number.ToString(column.Format, CultureInfo.CurrentCulture),
        var other => other.ToString(),
    };

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        try
        {
            if (_chart is not null) await LeaveAsync();
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or JSException) { /* the page is gone, and its plot with it */ }
        _self?.Dispose();
    }
}
