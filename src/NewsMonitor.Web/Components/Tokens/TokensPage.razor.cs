using Microsoft.AspNetCore.Components;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Components.Tokens;

public sealed partial class TokensPage
{
    /// <summary>Days that are offered; 0 is for ever.</summary>
    private static readonly int[] Lives = [7, 30, 90, 365, 0];

    private IReadOnlyList<TokenRow> _rows = [];
    private TokenChange.Made? _made;
    private bool _revoked;
    private string? _nameFault, _scopeFault, _fault;

    [CascadingParameter] public required HttpContext Context { get; set; }
    [SupplyParameterFromForm(FormName = "make")] private NewForm New { get; set; } = null!;

    private string Address => $"{Context.Request.Scheme}://{Context.Request.Host}";

    protected override async Task OnInitializedAsync()
    {
        New ??= new();
        await LoadAsync();
    }

    private async Task LoadAsync() => _rows = await Tokens.OfAsync(Context.User.Id(), Context.RequestAborted);

    private bool Chosen(TokenScope scope) => New.Scopes is { } chosen ? chosen.Contains(scope.Word()) : scope == TokenScope.Read;

    private async Task MakeAsync()
    {
        var days = Lives.Contains(New.Days ?? 90) ? New.Days ?? 90 : 90;
        var change = await Tokens.MakeAsync(Context.User.Id(), New.Name ?? "", TokenScopes.Read(New.Scopes ?? []), days == 0 ? null : TimeSpan.FromDays(days), Context.RequestAborted);
        switch (change)
        {
            case TokenChange.Made made:
                _made = made;
                New = new();
                Context.Response.Headers.CacheControl = "no-store"; // shown once means in no cache either
                await LoadAsync();
                break;
            case TokenChange.BadName: _nameFault = Words["Fault.BadName"]; break;
            case TokenChange.NoScope: _scopeFault = Words["Fault.NoScope"]; break;
            case TokenChange.BeyondRole beyond: _scopeFault = Words["Fault.BeyondRole", beyond.Scope.Word(), Frame[$"Role.{beyond.Role}"]]; break;
            case TokenChange.TooMany: _fault = Words["Fault.TooMany", PersonalTokens.Most]; break;
            default: _fault = Words["Fault.NotAllowed"]; break;
        }
    }

    private async Task RevokeAsync(long id)
    {
        _revoked = await Tokens.RevokeAsync(id, Context.User.Id(), Context.RequestAborted) is TokenChange.Revoked;
        await LoadAsync();
    }

    private string Ends(TokenRow row) => row.State switch
    {
        TokenState.Revoked => Words["State.Revoked"],
        TokenState.Expired => Words["State.Expired"],
        _ => row.ExpiresAt is { } at ? Times.ShortDay(Times.Day(at)) : Words["Never"],
    };

    internal sealed class NewForm
    {
        public string? Name { get; set; }
        public string[]? Scopes { get; set; }
        public int? Days { get; set; }
    }
}
