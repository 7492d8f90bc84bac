using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Attention;

/// <summary>Counts soon after something has changed, then tells the pages. Runs on every node: one counts at a time, and whichever comes first does.</summary>
public sealed class AttentionService(AttentionCounter counter, BulletinBoard board, ILogger<AttentionService> log) : AfterBulletins(board, log)
{
    private readonly BulletinBoard _board = board;
    private bool _follows;

    protected override string Failure => "the articles of a day cannot be counted";

    protected override bool Concerns(BulletinSubject subject) => subject is BulletinSubject.Articles or BulletinSubject.Codes or BulletinSubject.Lists;

    protected override async Task WorkAsync(CancellationToken stop)
    {
        if (!_follows && await counter.FollowZoneAsync(stop)) log.LogInformation("The articles of all days are counted anew for the newsroom's calendar.");
        _follows = true;
        var counted = 0;
        while (await counter.CountNextAsync(stop))
        {
            // An archive of years takes half a minute: what is counted so far is shown meanwhile.
            if (++counted % 100 == 0) _board.Post(new(BulletinSubject.Attention));
        }
        if (counted > 0) _board.Post(new(BulletinSubject.Attention));
    }
}
