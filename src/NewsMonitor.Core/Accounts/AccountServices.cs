using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Accounts;

/// <summary>Puts the accounts into a host. Web adds its sign-in to the builder that comes back; the command line needs nothing more.</summary>
public static class AccountServices
{
    public static IdentityBuilder AddAccounts(this IServiceCollection services)
    {
        // Both keep no state; Identity would make them scoped, out of the reach of what lives as long as the program.
        services.AddSingleton<IPasswordHasher<NewsUser>, PasswordHasher<NewsUser>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<UserAdmin>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<Tokens.PersonalTokens>();
        return services
            .AddIdentityCore<NewsUser>(identity =>
            {
                identity.Password.RequiredLength = PasswordRules.Shortest;
                identity.Password.RequiredUniqueChars = 4;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.AllowedForNewUsers = true;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                identity.User.RequireUniqueEmail = false;
                identity.SignIn.RequireConfirmedAccount = false;
            })
            .AddRoles<IdentityRole<long>>()
            .AddEntityFrameworkStores<NewsDbContext>();
    }
}
