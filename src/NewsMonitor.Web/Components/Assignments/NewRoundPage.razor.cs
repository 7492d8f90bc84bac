using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Assignments;

public sealed partial class NewRoundPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<long> _chosen = [];
    private IReadOnlyList<KeyBinding> _keys = [];
    private IReadOnlyList<RoundCoder> _coders = [];
    private RoundPreview? _preview;
    private string _name = "", _instruction = "", _query = "";
    private IReadOnlyList<long>? _articles;
    private bool _sample, _blind = true, _working;
    private int _size = 50, _seed, _each = 2, _share = 100, _turn;
    private DateOnly? _due;
    private string? _trouble;
    private long _userId;

    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private RoundMaker Maker { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IStringLocalizer<RoundWords> W { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    /// <summary>A search line to begin with.</summary>
    [SupplyParameterFromQuery(Name = "q")] private string? Query { get; set; }
    /// <summary>Articles that were ticked in the list, by id.</summary>
    [SupplyParameterFromQuery(Name = "articles")] private string? Ticked { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        _keys = [new KeyBinding("Ctrl+Enter", W["Make"], MakeAsync) { InFields = true }.ThenDraw(StateHasChanged)];
        _query = Query ?? "";
        if (Ticked is { Length: > 0 }) _articles = [.. Ticked.Split(',').Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0).Where(id => id > 0).Distinct()];
        // Any number will do, as long as it is kept: the day is easy to find again.
        _seed = Time.GetUtcNow().Year * 10_000 + Time.GetUtcNow().Month * 100 + Time.GetUtcNow().Day;
        await using (var db = await Archive.CreateDbContextAsync(_leaving.Token)) _coders = await db.CodersAsync(_leaving.Token);
        _chosen.UnionWith(_coders.Where(c => c.Id != _userId).Select(c => c.Id));
        _each = Math.Clamp(_chosen.Count, 1, 2);
        await LookAsync();
    }

    private RoundDraft Draft => new()
    {
        Name = _name, Instruction = _instruction, Blind = _blind, Query = _query, Articles = _articles, SampleSize = _sample ? _size : null, Coders = [.. _coders.Select(c => c.Id).Where(_chosen.Contains)],
        CodersEach = _each, SharedPercent = _each < 2 ? 0 : _share, Seed = _seed, DueOn = _due,
    };

    private Task SearchInsteadAsync()
    {
        _articles = null;
        return LookAsync();
    }

    private Task ToggleAsync(long coder)
    {
        if (!_chosen.Remove(coder)) _chosen.Add(coder);
        return LookAsync();
    }

    private async Task LookAsync()
    {
        var turn = ++_turn;
        try
        {
            var preview = await Maker.PreviewAsync(Draft, _userId, _leaving.Token);
            if (turn == _turn) _preview = preview; // else it was changed again meanwhile
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    private async Task MakeAsync()
    {
        if (_working) return;
        _working = true;
        try
        {
            switch (await Maker.MakeAsync(Draft, _userId, _leaving.Token))
            {
                case RoundResult.Done done: Navigation.NavigateTo($"/coding/rounds/{done.RoundId}"); break;
                case var refused:
                    _trouble = RoundAnswers.Words(refused, W);
                    await LookAsync();
                    break;
            }
        }
        finally { _working = false; }
    }

    public void Dispose() => _leaving.Cancel();
}
