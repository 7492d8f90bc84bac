using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Auth;

/// <summary>
/// Asks the archive once a minute whether the person of an open page may still be here as they came: same security stamp, same
/// roles, not disabled. Writes need not wait for this; they ask each time.
/// </summary>
internal sealed class LivingSignIn(ILoggerFactory logs, IDbContextFactory<NewsDbContext> archive, IOptions<IdentityOptions> identity)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var person = authenticationState.User;
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
