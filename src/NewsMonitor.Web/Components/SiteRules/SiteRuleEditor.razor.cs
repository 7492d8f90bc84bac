using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.SiteRules;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.SiteRules;

public sealed partial class SiteRuleEditor : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<TrialArticle> _tried = [];
    private SiteRuleView? _view;
    private RuleDraft _draft = new();
    private RereadProgress _progress;
    private string? _fault;
    private int? _saved;
    private int? _queued;
    private bool _trying, _noArticles, _fetch, _watching;

    [Parameter, EditorRequired] public required string Site { get; set; }
    [Parameter] public EventCallback OnChanged { get; set; }
    [Inject] private SiteRuleAdmin Admin { get; set; } = null!;
    [Inject] private SiteRuleQueries Queries { get; set; } = null!;
    [Inject] private SiteRuleTrial Trial { get; set; } = null!;
    [Inject] private Rereading Rereading { get; set; } = null!;
    [Inject] private TimeWords Times { get; set; } = null!;
    [Inject] private IStringLocalizer<RuleWords> Words { get; set; } = null!;
    [Inject] private IStringLocalizer<FrameWords> Frame { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    private string Origin => _view switch
    {
        { InUse: true } => Words["Now.Own", _view.Version],
        { Shipped: not null } => Words["Now.Shipped"],
        _ => Words["Now.None"],
    };

    private string Percent => (_progress.Total == 0 ? 0 : 100d * _progress.Done / _progress.Total).ToString("0.#", CultureInfo.InvariantCulture);

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        Take(_view!.Text);
        _saved = null;
        _ = WatchAsync();
    }

    public void Dispose() => _leaving.Cancel(); // not disposed: a trial under way may still ask for its token

    private static int Rows(string part) => part is "Body" or "Drop" ? 4 : 2;

    private static bool Changed(TrialArticle article) => article is { Before: { } before, After: { } after } && (before.Text != after.Text || before.Title != after.Title || before.State != after.State);

    private async Task LoadAsync() => _view = await Queries.FindAsync(Site, _leaving.Token);

    private void Take(string text)
    {
        if (SiteRuleQueries.Read(text) is { } source) _draft = RuleDraft.Of(source);
    }

    private async Task TryAsync()
    {
        (_fault, _saved, _noArticles) = (null, null, false);
        _tried.Clear();
        var json = _draft.Write();
        if (SiteRuleAdmin.Check(Site, json) is { } fault)
        {
            _fault = Words["NotUnderstood", fault];
            return;
        }
        _trying = true;
        try
        {
            await foreach (var article in Trial.RunAsync(Site, json, _leaving.Token))
            {
                _tried.Add(article);
                StateHasChanged();
            }
            _noArticles = _tried.Count == 0;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
        finally { _trying = false; }
    }

    private async Task SaveAsync()
    {
        (_fault, _saved) = (null, null);
        var change = await Admin.SaveAsync(Site, _draft.Write(), _draft.Why, _view!.Version, (await SignedIn).User.Id(), _leaving.Token);
        if (change is SiteRuleChange.Saved saved) _saved = saved.Version;
        else _fault = Say(change);
        await LoadAsync();
        await OnChanged.InvokeAsync();
    }

    private async Task WithdrawAsync()
    {
        (_fault, _saved) = (null, null);
        if (await Admin.WithdrawAsync(Site, (await SignedIn).User.Id(), _leaving.Token) is not SiteRuleChange.Saved and var change) _fault = Say(change);
        await LoadAsync();
        Take(_view!.Text);
        await OnChanged.InvokeAsync();
    }

    private async Task RereadAsync()
    {
        _queued = await Rereading.StartAsync(Site, _fetch, (await SignedIn).User.Id(), _leaving.Token);
        if (_queued is null) _fault = Words["NotAllowed"];
        await WatchAsync();
    }

    private async Task CancelRereadAsync()
    {
        await Rereading.CancelAsync(Site, (await SignedIn).User.Id(), _leaving.Token);
        _progress = await Rereading.ProgressAsync(Site, _leaving.Token);
    }

    /// <summary>Looks how far reading again has come, for as long as there is something left.</summary>
    private async Task WatchAsync()
    {
        if (_watching) return;
        _watching = true;
        try
        {
            do
            {
                _progress = await Rereading.ProgressAsync(Site, _leaving.Token);
                StateHasChanged();
                if (_progress.Left > 0) await Task.Delay(LookEvery, _leaving.Token);
            }
            while (_progress.Left > 0);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
        finally { _watching = false; }
    }

    private string Say(SiteRuleChange change) => change switch
    {
        SiteRuleChange.Invalid invalid => Words["NotUnderstood", invalid.Fault],
        SiteRuleChange.Stale stale => Words["Stale", stale.Version],
        SiteRuleChange.BadHost => Words["BadHost"],
        _ => Words["NotAllowed"],
    };
}
