using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Core.Stories;

/// <summary>Puts stories into a host.</summary>
public static class StoryServices
{
    public static IServiceCollection AddStories(this IServiceCollection services)
    {
        services.AddSingleton<StoryBackground>();
        services.AddSingleton<StoryPlacer>();
        services.AddSingleton<StoryEditor>();
        services.AddSingleton<StoryQueries>();
        services.AddSingleton<StoryContents>();
        services.AddSingleton<StoryPruning>();
        return services;
    }
}
