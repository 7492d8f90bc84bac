using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Web.Auth;

/// <summary>
/// Asks the archive once a minute whether the person of an open page may still be here as they came: same security stamp, same
/// roles, not disabled. Writes need not wait for this; they ask each time. While the archive cannot say, nobody is sent away: a server that
/// starts anew must not sign out the whole newsroom.
/// </summary>
internal sealed class LivingSignIn(ILoggerFactory logs, IDbContextFactory<NewsDbContext> archive, IOptions<IdentityOptions> identity, IHostApplicationLifetime host)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await MayStayAsync(authenticationState.User, cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException || e.InnerException is NpgsqlException or TimeoutException)
        {
            return true; // asked again in a minute
        }
        catch (ObjectDisposedException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            return true; // the page ends with the program
        }
    }

    private async Task<bool> MayStayAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var id = person.Id();
        var stamp = person.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        await using var db = await archive.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking()
            .Where(u => u.Id == id)
            .Select(u => new
            {
                u.SecurityStamp,
                u.DisabledAt,
                Roles = db.UserRoles.Where(held => held.UserId == id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name).ToList(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return user is { DisabledAt: null }
            && user.SecurityStamp == stamp
            && user.Roles.ToHashSet().SetEquals(person.Roles().Select(role => role.ToString()));
    }
}
