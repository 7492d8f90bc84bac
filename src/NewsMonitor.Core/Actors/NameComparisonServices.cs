using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Core.Actors;

/// <summary>Puts the comparison of names into a host.</summary>
public static class NameComparisonServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="compares">Whether this host keeps the comparison up to date, or only reads it.</param>
    public static IServiceCollection AddNameComparison(this IServiceCollection services, bool compares)
    {
        services.AddSingleton<NameComparison>();
        services.AddSingleton<ActorDuplicates>();
        if (compares) services.AddHostedService<NameComparisonService>();
        return services;
    }
}
