using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Api;

/// <summary>
/// Signs a call in by its token (RFC 6750, header only: an address ends in logs). The archive is asked each time, so a token that was revoked, a role
/// that was taken or an account that was disabled a second ago counts at once.
/// </summary>
internal sealed class TokenSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, PersonalTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "token";
    public const string ScopeClaim = "newsmonitor:scope";
    private static readonly object HolderKey = new();

    /// <summary>Who calls. Throws where nobody does: what asks stands behind a scope.</summary>
    public static TokenHolder Holder(HttpContext context) =>
        context.Items[HolderKey] as TokenHolder ?? throw new InvalidOperationException("A call without a token has come past the door.");

    public static TokenHolder? HolderOrNull(HttpContext context) => context.Items[HolderKey] as TokenHolder;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return AuthenticateResult.NoResult();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.Fail("not a bearer token");
        if (await tokens.HolderAsync(header[7..].Trim(), Context.RequestAborted) is not { } holder) return AuthenticateResult.Fail("no token of ours, or one that has ended");
        Context.Items[HolderKey] = holder;
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, holder.UserId.ToString(CultureInfo.InvariantCulture)),
            new(Person.DisplayNameClaim, holder.DisplayName),
        };
        claims.AddRange(holder.Scopes.Select(scope => new Claim(ScopeClaim, scope.Word())));
        // A program says by its header in which language it wants names; only where it says nothing does its holder's choice count.
        if (holder.Language is { } language && Request.Headers.AcceptLanguage.Count == 0) claims.Add(new(Person.LanguageClaim, language));
        return AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, Name)), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var tried = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = tried ? "Bearer realm=\"NewsMonitor\", error=\"invalid_token\"" : "Bearer realm=\"NewsMonitor\"";
        return Problems.Unauthorized(tried).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope;
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"NewsMonitor\", error=\"insufficient_scope\"{(needed is { } scope ? $", scope=\"{scope.Word()}\"" : "")}";
        return Problems.Forbidden(needed, HolderOrNull(Context)).ExecuteAsync(Context);
    }
}

/// <summary>What an endpoint asks of a token.</summary>
internal sealed record NeedsScope(TokenScope Scope);

internal static class ScopeRequirement
{
    /// <summary>Lets in only calls whose token has the scope, and whose holder has the role for it.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, TokenScope scope) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new NeedsScope(scope)).RequireAuthorization(policy => policy
            .AddAuthenticationSchemes(TokenSignIn.Name).RequireAuthenticatedUser().RequireClaim(TokenSignIn.ScopeClaim, scope.Word()));
}
