using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Learns soon after somebody has decided; until it has, suggestions go on with what was learnt.</summary>
public sealed class LearningService(RankerTrainer trainer, BulletinBoard board, ILogger<LearningService> log) : AfterBulletins(board, log)
{
    protected override TimeSpan Gathering => TimeSpan.FromSeconds(2);

    protected override string Failure => "the ranker cannot learn";

    protected override bool Concerns(BulletinSubject subject) => subject == BulletinSubject.Codes;

    protected override async Task WorkAsync(CancellationToken stop)
    {
        if (await trainer.TrainAsync(all: false, stop) is { Replayed: true } learnt) log.LogInformation("The ranker was learnt anew from {Decisions} decisions.", learnt.Decisions);
    }
}
