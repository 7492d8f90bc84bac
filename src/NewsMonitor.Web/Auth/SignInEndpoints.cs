using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Auth;

/// <summary>The few things that need a plain HTTP answer because they set a cookie.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost(SignInPaths.SignOut, SignOutAsync).RequireAuthorization();
        app.MapPost("/language", ChooseLanguageAsync).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync(SignInManager<NewsUser> signIn, [FromForm] string? _)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect(SignInPaths.SignIn);
    }

    /// <summary>Remembers the language in this browser and, for a person who is signed in, with the person.</summary>
    private static async Task<IResult> ChooseLanguageAsync(
        HttpContext context, UserManager<NewsUser> users, SignInManager<NewsUser> signIn, [FromForm] string language, [FromForm] string? back)
    {
        if (!Languages.IsKnown(language)) return Results.BadRequest();
        context.Response.Cookies.Append(Languages.CookieName, language, new()
        {
            MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true,
        });
        if (await users.GetUserAsync(context.User) is { } user && user.Language != language)
        {
            user.Language = language;
            await users.UpdateAsync(user);
            await signIn.RefreshSignInAsync(user);
        }
        return Results.LocalRedirect(SignInPaths.Safe(back));
    }
}
