using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace NewsMonitor.Core.Attention;

/// <summary>Puts the counts of attention into a host.</summary>
public static class AttentionServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's settings: days are those of the newsroom's calendar.</param>
    /// <param name="counts">Whether this host keeps the counts right, or only reads them.</param>
    public static IServiceCollection AddAttention(this IServiceCollection services, IConfiguration configuration, bool counts)
    {
        services.TryAddSingleton(NewsroomTime.Of(configuration["Newsroom:TimeZone"]));
        services.AddSingleton<AttentionCounter>();
        services.AddSingleton<AttentionQueries>();
        if (counts) services.AddHostedService<AttentionService>();
        return services;
    }
}
