using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Suggestions.LanguageModel;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Puts the reading of articles into a host.</summary>
public static class SuggestionServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's settings; section <c>Suggestions</c> is read and checked at start.</param>
    /// <param name="work">Whether this host is a worker.</param>
    public static IServiceCollection AddSuggestions(this IServiceCollection services, IConfiguration configuration, bool work)
    {
        services.AddOptions<SuggestionOptions>().Bind(configuration.GetSection(SuggestionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SuggestionOptions>, SuggestionOptionsValidator>();
        services.AddStories();
        services.AddSingleton<ListKeeper>();
        services.AddSingleton<RegistryActors>();
        services.AddSingleton<ReadingClaims>();
        services.AddSingleton<SuggestionMaker>();
        services.AddSingleton<RankerKeeper>();
        services.AddSingleton<HandmadeEvidence>();
        services.AddSingleton<RankerTrainer>();
        services.AddSingleton<RereadPlanner>();
        services.AddSingleton<JobKind, RereadJob>();
        services.AddSingleton<SuggestionQueries>();
        services.AddSingleton<SuggestionQuality>();
        services.AddSingleton<ArticleMentions>();
        AddLanguageModel(services, configuration);
        if (!work) return services;
        services.AddHostedService<SuggestionService>();
        services.AddHostedService<LearningService>();
        services.AddHostedService<RereadService>();
        services.AddHostedService<ModelService>();
        return services;
    }

    private static void AddLanguageModel(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>();
        services.AddSingleton<ModelClaims>();
        services.AddSingleton<ModelBudget>();
        services.AddSingleton<ModelQueries>();
        services.AddSingleton<ModelHttp>(); // made at the first call only: without an address there is none
        services.AddSingleton<ModelReader>();
    }
}
