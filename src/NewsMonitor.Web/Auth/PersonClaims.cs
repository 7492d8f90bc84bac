using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Web.Auth;

/// <summary>Puts name, language and roles into the cookie, so that a page needs no query to greet a person.</summary>
internal sealed class PersonClaims(UserManager<NewsUser> users, RoleManager<IdentityRole<long>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<NewsUser, IdentityRole<long>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(NewsUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(Person.DisplayNameClaim, user.DisplayName));
        if (user.Language is { } language) identity.AddClaim(new(Person.LanguageClaim, language));
        return identity;
    }
}
