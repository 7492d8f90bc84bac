using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Jobs;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Exchange;

/// <summary>An import and its way back.</summary>
public sealed partial class ImportActPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ImportRemovalLook? _look;
    private LongWork? _work;
    private string? _said;
    private bool _missing, _alsoCoded, _sure, _busy, _mayImport;
    private long _me;

    [Inject] private ImportHistory History { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<ExchangeWords> W { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Parameter] public long Id { get; set; }

    private int Going => _look!.Count(ImportArticleState.Untouched) + (_alsoCoded ? _look.Count(ImportArticleState.Coded) : 0);

    private IEnumerable<ImportArticleState> Staying =>
        Enum.GetValues<ImportArticleState>().Where(s => s != ImportArticleState.Untouched && !(_alsoCoded && s == ImportArticleState.Coded) && _look!.Count(s) > 0);

    protected override async Task OnParametersSetAsync()
    {
        var person = (await SignedIn).User;
        (_me, _mayImport) = (person.Id(), person.Holds(Role.Editor));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _look = await History.LookAsync(Id, _me, _leaving.Token);
        (_missing, _sure, _busy) = (_look is null, false, false);
        StateHasChanged();
    }

    private async Task TakeBackAsync()
    {
        (_busy, _said) = (true, null);
        switch (await History.TakeBackAsync(new(Id, _alsoCoded), _me, _leaving.Token))
        {
            case JobAnswer.NotAllowed: (_said, _busy) = (W["NotAllowed"], false); break;
            case JobAnswer.Gone: (_said, _busy) = (W["NoSuchImport"], false); break;
            default:
                if (_work is not null) await _work.ReloadAsync();
                break;
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public void Dispose() => _leaving.Cancel();
}
