using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Localisation;

/// <summary>Which language a request is answered in: the person's setting, then this browser's choice, then what the browser asks for.</summary>
internal sealed class LanguageChoice : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var language = new[] { httpContext.User.Language(), httpContext.Request.Cookies[Languages.CookieName], Accepted(httpContext) }
            .FirstOrDefault(Languages.IsKnown) ?? "en";
        return Task.FromResult<ProviderCultureResult?>(new(Languages.Known[language].Name, language));
    }

    private static string? Accepted(HttpContext context) =>
        context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(wish => wish, StringWithQualityHeaderValueComparer.QualityComparer)
            .Select(wish => wish.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(Languages.IsKnown);
}
