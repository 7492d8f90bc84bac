using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Feeds;

/// <summary>Puts the keeping of feeds into a host; fetching comes with <see cref="Ingestion.IngestionServices"/>.</summary>
public static class FeedServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) =>
        services.AddSingleton<FeedScout>().AddSingleton<FeedAdmin>().AddSingleton<FeedBulk>().AddSingleton<JobKind, OpmlImport>().AddSingleton<FeedQueries>();
}
