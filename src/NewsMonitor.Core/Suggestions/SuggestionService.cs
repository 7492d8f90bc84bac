using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Core.Suggestions;

/// <summary>The worker that reads what has arrived, beside the ingestion and in a lane of its own: a backlog of articles never holds up a feed.</summary>
public sealed class SuggestionService(
    ReadingClaims claims, SuggestionMaker maker, ThisNode node, IOptions<SuggestionOptions> options, IOptions<IngestionOptions> ingestion, ILogger<SuggestionService> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            log.LogInformation("Articles are not read for suggestions: Suggestions:Enabled is false. They wait.");
            return;
        }
        var lane = new WorkLane<ClaimedReading>(
            "articles to read", options.Value.Parallel, ingestion.Value.PollEvery, ingestion.Value.DrainTimeout, log)
        {
            Claim = (most, cancel) => claims.ClaimAsync(most, node.Id, cancel),
            Work = (reading, _, cancel) => maker.MakeAsync(reading, cancel),
            Release = claims.ReleaseAsync,
            Lost = reading => reading.Lost,
            Broken = (reading, e, cancel) => claims.PutOffAsync(reading, e.Message, cancel),
        };
        await lane.RunAsync(stoppingToken);
    }
}
