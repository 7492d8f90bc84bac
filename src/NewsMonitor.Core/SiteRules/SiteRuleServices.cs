using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Core.SiteRules;

/// <summary>Puts the site rules into a host: the shelf that pages are read by, and what keeps it.</summary>
public static class SiteRuleServices
{
    public static IServiceCollection AddSiteRules(this IServiceCollection services) =>
        services.AddSingleton<SiteRuleShelf>().AddSingleton<SiteRuleAdmin>().AddSingleton<SiteRuleQueries>().AddSingleton<SiteRuleTrial>().AddSingleton<Rereading>();
}
