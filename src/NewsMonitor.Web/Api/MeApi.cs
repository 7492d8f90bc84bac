using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Api;

/// <summary>Who calls, and what the token may do now.</summary>
public sealed record MeJson
{
    /// <summary>The person for whom the token acts.</summary>
    public required string Name { get; init; }
    /// <summary>The roles that they hold.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }
    /// <summary>What the token is called.</summary>
    public required string Token { get; init; }
    /// <summary>What it may do now.</summary>
    public required IReadOnlyList<TokenScope> Scopes { get; init; }
    /// <summary>Scopes that it has and that its holder lacks the role for now.</summary>
    public required IReadOnlyList<TokenScope> Asleep { get; init; }
    /// <summary>When it ends; absent for one without an end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal static class MeApi
{
    public static void MapMe(this RouteGroupBuilder api)
    {
        api.MapGet("/me", (HttpContext context) =>
            {
                var holder = TokenSignIn.Holder(context);
                return TypedResults.Ok(new MeJson
                {
                    Name = holder.DisplayName, Roles = holder.Roles, Token = holder.TokenName, Scopes = holder.Scopes, Asleep = holder.Asleep, ExpiresAt = holder.ExpiresAt,
                });
            })
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(TokenSignIn.Name).RequireAuthenticatedUser())
            .Documented("Token", "Who calls", "Says for whom the token acts, what it may do at this moment, and when it ends. Any token may ask.")
            .WithExample(new MeJson { Name = "Anna Brandt", Roles = [Role.Analyst, Role.Editor], Token = "Evaluation in R", Scopes = [TokenScope.Read], Asleep = [], ExpiresAt = Examples.Day.AddDays(90) });
    }
}
