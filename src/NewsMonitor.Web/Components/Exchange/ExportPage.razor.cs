using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Networks;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Layout;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Exchange;

/// <summary>The choice of an export, a look at how its file would begin, and the files that there are.</summary>
public sealed partial class ExportPage : IDisposable
{
    private const int MostFiles = 20, LongestManifest = 100_000;

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _looking = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private ExportRequest _request = ExportAddress.Read("http://localhost/export");
    private ExportLook? _look;
    private List<(JobRow Job, ExportJob.Outcome Outcome)>? _files;
    private SearchLine? _line;
    private ExchangeHead? _head;
    private string? _fault, _said;
    private bool _busy, _mayImport, _mayLookBack;
    private long _me;

    [Inject] private ExportDesk Desk { get; set; } = null!;
    [Inject] private JobDesk Jobs { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<ExchangeWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<SearchWords> S { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    private ExportFormat Format => ExportFormats.Find(_request.Format)!;
    private NetworkSettings Net => _request.Network;
    private WindowSettings Window => _request.Window ?? new(WindowUnit.Months, 1);

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_me, _mayImport, _mayLookBack) = (person.Id(), person.Holds(Role.Editor), person.Holds(Role.Admin));
        _request = ExportAddress.Read(Navigation.Uri);
        _keys = [new KeyBinding("Ctrl+Enter", W["Start"], StartAsync) { InFields = true }.ThenDraw(StateHasChanged)];
        Navigation.LocationChanged += Moved;
        await LoadFilesAsync();
        await LookAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (new Uri(e.Location).AbsolutePath != "/export") return;
        _request = ExportAddress.Read(e.Location);
        await LookAsync();
    });

    /// <summary>A choice is an address, and the way back is the browser's.</summary>
    private void Choose(ExportRequest request) => Navigation.NavigateTo(ExportAddress.Write(request), replace: request.Query == _request.Query);

    private Task ChooseQueryAsync(string line)
    {
        Choose(_request with { Query = line });
        return Task.CompletedTask;
    }

    private void ChooseSize(ChangeEventArgs e, int step) => Choose(_request with { Window = Window with { Size = Whole(e), Step = step } });

    private void ChooseStep(ChangeEventArgs e, int size) => Choose(_request with { Window = Window with { Size = size, Step = Whole(e) } });

    private static int Whole(ChangeEventArgs e) => int.TryParse(e.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 1000) : 1;

    /// <summary>Two-mode networks know other ties than one-mode ones: a choice that no longer fits becomes the usual one.</summary>
    private static NetworkSettings Fitting(NetworkSettings network) =>
        network.Fits ? network : network with { Normalisation = Normalisation.None, Aggregation = (network with { Normalisation = Normalisation.None }).Fits ? network.Aggregation : Aggregation.Subtract };

    private async Task LookAsync()
    {
        await _looking.CancelAsync();
        _looking = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var cancel = _looking.Token;
        (_look, _fault) = (null, null);
        StateHasChanged();
        try
        {
            var look = await Desk.LookAsync(_request, _me, cancel);
            if (cancel.IsCancellationRequested) return;
            (_look, _said) = (look, look is null ? W["NotAllowed"].Value : null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { return; }
        catch (Exception e) when (e is NpgsqlException or TimeoutException) { _fault = e.Message; }
        StateHasChanged();
    }

    private async Task StartAsync()
    {
        if (_busy) return;
        _busy = true;
        try
        {
            // What was typed and not sent is meant all the same.
            if (_line is not null && await _line.ValueAsync() is var typed && typed != _request.Query)
            {
                _request = _request with { Query = typed };
                Choose(_request);
            }
            switch (await Desk.StartAsync(_request, _me, _leaving.Token))
            {
                case JobAnswer.NotAllowed: _said = W["NotAllowed"]; break;
                default:
                    _said = null;
                    if (_head is not null) await _head.ShowWorkAsync();
                    break;
            }
        }
        finally { _busy = false; }
    }

    /// <summary>Fills the page in from a manifest, as it was filled in then.</summary>
    private async Task RepeatAsync(InputFileChangeEventArgs chosen)
    {
        try
        {
            using var reader = new StreamReader(chosen.File.OpenReadStream(LongestManifest));
            var manifest = ExportManifest.Read(await reader.ReadToEndAsync(_leaving.Token));
            if (manifest is null || ExportFormats.Find(manifest.Format) is null) _said = W["NoManifest"];
            else
            {
                _said = W["FromManifest", Clock.Full(manifest.ExportedAt), manifest.CodebookVersion];
                Choose(manifest.ToRequest(_me));
            }
        }
        catch (IOException) { _said = W["NoManifest"]; }
    }

    private async Task LoadFilesAsync()
    {
        var jobs = await Jobs.RecentAsync(ExportJob.Kind, _me, MostFiles, _leaving.Token);
        _files = [.. jobs.Select(job => (Job: job, Outcome: ExportDesk.OutcomeOf(job))).Where(f => f.Outcome is not null).Select(f => (f.Job, f.Outcome!))];
        StateHasChanged();
    }

    private string LeftWords(ExportCounts c)
    {
        List<string> words = [];
        if (c.NotTaken > 0 && Format.Subject != ExportSubject.Articles) words.Add(W.Count("NotTaken", c.NotTaken));
        if (Format.Name == "dna-events" && c.Undecided + c.Threats > 0) words.Add(W["DnaLeaves", Number(c.Undecided), Number(c.Threats)]);
        if (Format.Subject == ExportSubject.Network && c.Threats > 0) words.Add(W["NetworkLeaves", Number(c.Threats)]);
        if (c.Articles == 0) words.Add(W["Nothing"]);
        return string.Join(" ", words);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes:N0} B"), < 10_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1000d:N0} kB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000d:N0} MB"),
    };

    private static string Pressed(bool on) => on ? "true" : "false";

    /// <summary>A list of choices with its label; what does not fit the others is not offered.</summary>
    private RenderFragment Pick<T>(string name, T value, Func<T, ExportRequest> with, Func<T, bool>? fits = null) where T : struct, Enum => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "exopt");
        builder.OpenElement(2, "label");
        builder.AddAttribute(3, "class", "lab2");
        builder.AddAttribute(4, "for", name);
        builder.AddContent(5, W[$"Pick.{name}"].Value);
        builder.CloseElement();
        builder.OpenElement(6, "select");
        builder.AddAttribute(7, "id", name);
        builder.AddAttribute(8, "class", "btn");
        builder.AddAttribute(9, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, e =>
        {
            if (Enum.TryParse<T>(e.Value as string, out var chosen)) Choose(with(chosen));
        }));
        foreach (var choice in Enum.GetValues<T>())
        {
            if (fits is not null && !fits(choice) && !choice.Equals(value)) continue;
            builder.OpenElement(10, "option");
            builder.SetKey(choice);
            builder.AddAttribute(11, "value", choice.ToString());
            builder.AddAttribute(12, "selected", choice.Equals(value));
            builder.AddContent(13, W[$"{typeof(T).Name}.{choice}"].Value);
            builder.CloseElement();
        }
        builder.CloseElement();
        builder.CloseElement();
    };

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _leaving.Cancel();
    }
}
