using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Agreement;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Plots;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Agreement;

/// <summary>Agreement of coders, as far as the address narrows it down.</summary>
[Authorize(Roles = nameof(Role.Editor))]
public sealed partial class AgreementPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private AgreementAddress _address = new();
    private AgreementChoices _choices = new([], [], []);
    private AgreementData? _data;
    private AgreementFilter? _loaded;
    private IReadOnlyList<VariableAgreement> _measures = [];
    private IReadOnlyList<(string? Kind, UnitizingAgreement Agreement)> _spans = [];
    private IReadOnlyList<PairAgreement> _pairs = [];
    private IReadOnlyList<ArticleAgreement> _articles = [];
    private Confusion _confusion = new([], new Dictionary<(string, string), int>(), 0);
    private IReadOnlyList<ConfusedPair> _behind = [];
    private (string Row, string Column)? _cell;
    private PlotData? _weeks;
    private IDisposable? _bulletins;
    private long _userId;
    private bool _forbidden;

    [SupplyParameterFromQuery] private long? Round { get; set; }
    [SupplyParameterFromQuery] private string? Coders { get; set; }
    [SupplyParameterFromQuery] private long? Issue { get; set; }
    [SupplyParameterFromQuery] private string? From { get; set; }
    [SupplyParameterFromQuery] private string? Until { get; set; }
    [SupplyParameterFromQuery(Name = "variable")] private string? VariableName { get; set; }
    [SupplyParameterFromQuery(Name = "unmatched")] private string? UnmatchedName { get; set; }
    /// <summary>The row's and the column's value, <c>~</c> between.</summary>
    [SupplyParameterFromQuery] private string? Cell { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject] private AgreementQueries Queries { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<AgreementWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> CodingW { get; set; } = null!;

    private bool IsFiltered => Round is not null || Issue is not null || From is not null || Until is not null || Coders is not null;

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        KeyBinding[] keys =
        [
            new("j", W["Key.Variable"], () => Step(1)) { Repeats = true }, new("k", W["Key.Variable"], () => Step(-1)) { Repeats = true },
            new("Escape", W["Key.CloseCell"], () => { if (_cell is not null) Go("cell", null); }) { InStatusLine = false },
        ];
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        // A round is finished, or taken back: the figures are others.
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject == BulletinSubject.Rounds ? InvokeAsync(ReloadAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        var address = AgreementAddress.Of(Round, Coders, Issue, From, Until, VariableName, UnmatchedName);
        var same = _loaded is not null && address.Filter with { Coders = [] } == _loaded with { Coders = [] } && address.Filter.Coders.SequenceEqual(_loaded.Coders);
        var counted = same && address.Unmatched == _address.Unmatched;
        _address = address;
        _cell = Cell?.Split('~') is [var row, var column] ? (row, column) : null;
        if (!same) await LoadAsync();
        if (_data is null) return;
        if (!counted) Measure(_data);
        Look(_data);
    }

    private async Task ReloadAsync()
    {
        try
        {
            await LoadAsync();
            if (_data is null) return;
            Measure(_data);
            Look(_data);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    private async Task LoadAsync()
    {
        _data = await Queries.LoadAsync(_address.Filter, _userId, Languages.Current, _leaving.Token);
        _forbidden = _data is null;
        _choices = await Queries.ChoicesAsync(_address.Filter, _leaving.Token);
        _loaded = _address.Filter;
    }

    /// <summary>What does not hang on the chosen variable.</summary>
    private void Measure(AgreementData data)
    {
        _measures = [.. Enum.GetValues<Variable>().Select(v => AgreementReport.Of(data, v, _address.Unmatched))];
        _spans = [.. new[] { null, "position", "threat", "mention" }.Select(kind => (kind, AgreementReport.Spans(data, kind)))];
        _articles = AgreementReport.Articles(data);
    }

    private void Look(AgreementData data)
    {
        var variable = _address.Variable;
        _pairs = AgreementReport.Pairs(data, variable, _address.Unmatched);
        _confusion = Confusion.Of(data, variable, _address.Unmatched, variable == Variable.Stance ? AgreementReport.StanceOrder : null);
        _behind = _cell is var (row, column) ? Confusion.Behind(data, variable, _address.Unmatched, row, column) : [];
        _weeks = WeeksPlot.Of(AgreementReport.Weeks(data, variable, _address.Unmatched), W[$"Variable.{variable}"], Navigation, W, Clock);
    }

    private string CellWords => _cell is var (row, column) && _data is { } data
        ? W["CellWords", W.Value(CodingW, data, _address.Variable, row), W.Value(CodingW, data, _address.Variable, column)] : "";

    private bool IsChosen(long coder) => _address.Filter.Coders.Count == 0 || _address.Filter.Coders.Contains(coder);

    private void Toggle(long coder)
    {
        var chosen = _choices.Coders.Select(c => c.Id).Where(id => IsChosen(id) != (id == coder)).ToArray();
        Go("coders", chosen.Length == 0 || chosen.Length == _choices.Coders.Count ? null : string.Join(',', chosen));
    }

    private void Step(int by)
    {
        var variables = Enum.GetValues<Variable>();
        ChooseVariable(variables[(Array.IndexOf(variables, _address.Variable) + by + variables.Length) % variables.Length]);
    }

    private void ChooseVariable(Variable variable) => Go("variable", variable.ToString().ToLowerInvariant());

    private void Go(string name, object? value)
    {
        var wanted = new Dictionary<string, object?> { [name] = value?.ToString() is { Length: > 0 } text ? text : null };
        if (name != "cell") wanted["cell"] = null; // what was behind a cell is of another table now
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(wanted), replace: true);
    }

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    public void Dispose()
    {
        _bulletins?.Dispose();
        _leaving.Cancel(); // not disposed: a bulletin under way may still ask for its token
    }
}
