using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Look;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Exchange;

/// <summary>A file on its way in: how it is read, before anything is written, and what came of earlier ones.</summary>
public sealed partial class ImportPage : IDisposable
{
    private const int MostImports = 12, MostFaults = 100;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private ImportFile? _file;
    private ImportRequest _request = new() { Format = ImportFormat.StatementsCsv, FileName = "" };
    private ImportLook? _look;
    private ImportReport? _report;
    private IReadOnlyList<ImportRow>? _imports;
    private ExchangeHead? _head;
    private string? _said;
    private bool _busy;
    private int _turn, _chosen;
    private long _me;

    [Inject] private ImportDesk Desk { get; set; } = null!;
    [Inject] private ImportHistory History { get; set; } = null!;
    [Inject] private IStringLocalizer<ExchangeWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<ListWords> L { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> C { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    private bool HasStatements => _request.Format is ImportFormat.StatementsCsv or ImportFormat.StatementsJsonLines or ImportFormat.Dna;
    private bool HasArticles => _request.Format is not (ImportFormat.StatementsCsv or ImportFormat.StatementsJsonLines);

    protected override async Task OnInitializedAsync()
    {
        _me = (await SignedIn).User.Id();
        _keys = [new KeyBinding("Ctrl+Enter", W["StartImport"], StartAsync) { InFields = true }.ThenDraw(StateHasChanged)];
        await LoadAsync();
    }

    /// <summary>Takes the file to this machine, guesses what it holds, and looks at its beginning.</summary>
    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        _file?.Dispose();
        (_file, _look, _report, _said, _busy) = (null, null, null, null, true);
        StateHasChanged();
        try
        {
            if (chosen.File.Size <= ImportBounds.MostBytes)
            {
                await using var content = chosen.File.OpenReadStream(ImportBounds.MostBytes, _leaving.Token);
                _file = await ImportFile.CopyAsync(content, _leaving.Token);
            }
            if (_file is null) _said = W["TooLarge", ImportBounds.MostBytes / 1_000_000];
            else if (await _file.GuessAsync(chosen.File.Name, _leaving.Token) is not { } format)
            {
                _file.Dispose();
                (_file, _said) = (null, W["NotKnown"]);
            }
            else _request = new() { Format = format, FileName = chosen.File.Name };
        }
        catch (IOException) { _said = W["Broken"]; }
        finally { _busy = false; }
        if (_file is not null) await ChangeAsync(_request);
    }

    /// <summary>Looks again with another choice.</summary>
    private async Task ChangeAsync(ImportRequest request)
    {
        _request = request;
        if (_file is null) return;
        // Two choices in quick succession: the look at the first is not to cover that at the second.
        var turn = ++_turn;
        (_busy, _said) = (true, null);
        StateHasChanged();
        try
        {
            // Reading is work for the processor, too: not in the page's own turn.
            var (file, me, cancel) = (_file, _me, _leaving.Token);
            var look = await Task.Run(() => Desk.LookAsync(file, request, me, cancel), cancel);
            if (turn != _turn) return;
            (_look, _said) = (look, look is null ? W["NotAllowed"].Value : null);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException) { (_look, _said) = (null, W["LookFailed"]); }
        catch (OperationCanceledException) { return; }
        finally { if (turn == _turn) _busy = false; }
        StateHasChanged();
    }

    private Task MapAsync(string meaning, string? heading)
    {
        var columns = new Dictionary<string, string>(_look?.Columns?.Chosen ?? new Dictionary<string, string>()) { [meaning] = heading ?? "" };
        // What was guessed for others and is given to this one now is theirs no more.
        foreach (var other in columns.Where(c => c.Key != meaning && c.Value == heading && heading is { Length: > 0 }).Select(c => c.Key).ToArray()) columns[other] = "";
        return ChangeAsync(_request with { Columns = columns });
    }

    private async Task StartAsync()
    {
        if (_busy || _file is null || _look is not { CanStart: true }) return;
        _busy = true;
        try
        {
            switch (await Desk.StartAsync(_file, _request, _me, _leaving.Token))
            {
                case JobAnswer.NotAllowed: _said = W["NotAllowed"]; break;
                default:
                    _file.Dispose();
                    (_file, _look) = (null, null);
                    _chosen++; // an empty field for the next file
                    if (_head is not null) await _head.ShowWorkAsync();
                    break;
            }
        }
        finally { _busy = false; }
    }

    private async Task EndedAsync(JobRow job)
    {
        await LoadAsync();
        await ShowReportAsync(job.Id);
    }

    private async Task ShowReportAsync(long job)
    {
        _report = await Desk.ReportAsync(job, _me, _leaving.Token);
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        _imports = await History.RecentAsync(MostImports, _me, _leaving.Token);
        StateHasChanged();
    }

    private static T Chosen<T>(ChangeEventArgs e) where T : struct, Enum => Enum.TryParse<T>(e.Value as string, out var value) ? value : default;

    /// <summary>"line 12" in the reader's language; names of files as they are.</summary>
    private string PlaceOf(string place) =>
        place.Length == 0 ? W["Place.file"]
        : place.Split(' ') is [var kind, var number] && !W[$"Place.{kind}"].ResourceNotFound ? W[$"Place.{kind}", number] : place;

    private static GlyphKind GlyphOf(Stance stance) => stance switch { Stance.Supports => GlyphKind.Supports, Stance.Opposes => GlyphKind.Opposes, _ => GlyphKind.Undecided };

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public void Dispose()
    {
        _file?.Dispose();
        _leaving.Cancel();
    }
}
