using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Core.SiteRules;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Core.Watches;

namespace NewsMonitor.Core.Ingestion;

/// <summary>Puts ingestion into a host: fetching for everyone, the worker where it is to run.</summary>
public static class IngestionServices
{
    /// <summary>For the web program: the worker runs unless <c>Ingestion:RunInWeb</c> is false.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration) =>
        services.AddIngestion(configuration, work: configuration.GetValue($"{IngestionOptions.Section}:{nameof(IngestionOptions.RunInWeb)}", true), serves: true);

    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's settings; section <c>Ingestion</c> is read and checked at start.</param>
    /// <param name="work">Whether this host is a worker, or only fetches when a person asks (a feed's check, a pasted address).</param>
    /// <param name="serves">Whether this host serves pages to people.</param>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration, bool work, bool serves = false)
    {
        services.AddNodes(ingests: work, serves);
        services.AddTelemetry(configuration);
        services.AddOptions<IngestionOptions>().Bind(configuration.GetSection(IngestionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IngestionOptions>, IngestionOptionsValidator>();
        services.AddSingleton<GuardedHttp>();
        services.AddSingleton<HostGate>();
        services.AddSingleton<LargeBodies>();
        services.AddSingleton<Fetcher>();
        services.AddSingleton<Robots>();
        services.AddSingleton<OutageWatch>();
        services.AddSingleton<FeedClaims>();
        services.AddSingleton<FeedMoves>();
        services.AddSingleton<AnchorMover>();
        services.AddSingleton<FeedRefresher>();
        services.AddSingleton<ArticleStore>();
        services.AddSingleton<CheckWriter>();
        services.AddSingleton<PageClaims>();
        services.AddSingleton<PageStore>();
        services.AddSingleton<Enricher>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<VolumeWatch>();
        services.AddSingleton<Hubs>();
        services.AddSingleton<HubCalls>();
        services.AddSiteRules();
        services.AddFeeds();
        services.AddSingleton<PasteArticle>();
        if (work) services.AddHostedService<IngestionService>();
        services.AddJobs(work);
        // Where articles arrive they are read.
        services.AddSuggestions(configuration, work);
        services.AddAttention(configuration, counts: work || serves);
        services.AddNameComparison(compares: work || serves);
        // And told to whoever watches.
        services.AddWatches(configuration, work);
        return services;
    }
}
