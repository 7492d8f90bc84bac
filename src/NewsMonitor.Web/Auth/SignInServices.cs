using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Web.Auth;

/// <summary>Signing in: cookies, lock-out, the limit on attempts, and the keys that seal it all.</summary>
internal static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddAccounts()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonClaims>();

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "newsmonitor";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = SignInPaths.SignIn;
            cookie.ReturnUrlParameter = SignInPaths.ReturnParameter;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
            // The address stays, the status says it, the page of the status explains it.
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LivingSignIn>();

        services.AddDataProtection().SetApplicationName("NewsMonitor");
        services.AddSingleton<IXmlRepository, ArchiveKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = provider.GetRequiredService<IXmlRepository>()));
        services.AddScoped<Door>();
        return services.AddSignInLimit();
    }

    /// <summary>Attempts per address and minute. Lock-out guards one account; this guards against trying many.</summary>
    private static IServiceCollection AddSignInLimit(this IServiceCollection services)
    {
        services.AddOptions<SignInLimit>().BindConfiguration(SignInLimit.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(SignInLimit.Policy, context =>
            {
                if (!HttpMethods.IsPost(context.Request.Method)) return RateLimitPartition.GetNoLimiter("");
                var attempts = context.RequestServices.GetRequiredService<IOptions<SignInLimit>>().Value.AttemptsPerMinute;
                return RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new() { PermitLimit = attempts, Window = TimeSpan.FromMinutes(1) });
            });
        });
        return services;
    }
}
