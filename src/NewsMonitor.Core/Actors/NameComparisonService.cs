using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Actors;

/// <summary>Compares names soon after the lists have changed. Runs on every node: one compares at a time.</summary>
public sealed class NameComparisonService(NameComparison comparison, BulletinBoard board, ILogger<NameComparisonService> log) : AfterBulletins(board, log)
{
    private readonly BulletinBoard _board = board;

    protected override TimeSpan Latest => TimeSpan.FromMinutes(1);

    protected override string Failure => "the actors' names cannot be compared";

    protected override bool Concerns(BulletinSubject subject) => subject == BulletinSubject.Lists;

    protected override async Task WorkAsync(CancellationToken stop)
    {
        // A page compares a few itself; what it would have had to wait for it is told of.
        if (await comparison.CompareAsync(int.MaxValue, stop) > ActorDuplicates.AtOnce) _board.Post(new(BulletinSubject.Lists));
    }
}
