using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>The worker that asks the model, in a lane of its own behind the rules: a slow model holds up neither feeds nor suggestions.</summary>
public sealed class ModelService(
    ModelClaims claims, ModelBudget budget, IServiceProvider services, ThisNode node, IOptions<ModelOptions> options, IOptions<IngestionOptions> ingestion, ILogger<ModelService> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Value;
        if (!settings.Enabled) return;
        log.LogInformation("The language model {Model} is asked about each article that arrives, at most {Calls} times a day.", settings, settings.CallsPerDay);
        var reader = (ModelReader)services.GetService(typeof(ModelReader))!;
        var lease = settings.Timeout + TimeSpan.FromMinutes(1);
        var lane = new WorkLane<ClaimedQuestion>("articles to ask the language model about", settings.Parallel, ingestion.Value.PollEvery, ingestion.Value.DrainTimeout, log)
        {
            Claim = async (most, cancel) => reader.IsPaused || !await budget.HasAnyAsync(settings, cancel) ? [] : await claims.ClaimAsync(most, lease, node.Id, cancel),
            Work = (question, _, cancel) => reader.AskAsync(question, cancel),
            Release = claims.ReleaseAsync,
            Lost = question => question.Lost,
            Broken = (question, e, cancel) => claims.PutOffAsync(question, TimeSpan.FromMinutes(30), counts: true, e.Message, cancel),
        };
        await lane.RunAsync(stoppingToken);
    }
}
