using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Networks;

/// <summary>What is being done, for whoever waits.</summary>
public enum PictureStep { Reading, Tying, Placing, Windows }

/// <summary>How far a picture is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">Statements read, or windows counted.</param>
/// <param name="All">Of how many; 0 where nobody knows.</param>
public readonly record struct PictureProgress(PictureStep Step, int Done = 0, int All = 0);

/// <summary>
/// Makes pictures of discourse networks. The arithmetic runs beside the page's thread and stops when it is given up. Positions are those of
/// the whole time, so that a node stays where it is while the windows pass.
/// </summary>
public sealed class NetworkPictures(NetworkSource source, IDbContextFactory<NewsDbContext> contexts)
{
    /// <summary>
    /// The picture of the whole time as soon as it stands; where windows are asked for, once more with them. Where nothing ties over the whole time,
    /// only the latter.
    /// </summary>
    public async IAsyncEnumerable<NetworkPicture> DrawAsync(
        NetworkQuery query, PictureSettings settings, Action<PictureProgress>? progress = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        progress?.Invoke(new(PictureStep.Reading));
        var events = await Task.Run(() => source.EventsAsync(query, cancel, read => progress?.Invoke(new(PictureStep.Reading, read))), cancel);
        var drawing = await Task.Run(() => new PictureDrawing(events, settings, progress, cancel), cancel);
        var whole = await NamedAsync(await Task.Run(drawing.Whole, cancel), settings, cancel);
        var plays = settings.Window is not null && whole.Statements > 0;
        if (!plays || whole.Nodes.Count > 0) yield return whole;
        if (!plays) yield break;
        var played = await Task.Run(() => drawing.Played(whole), cancel);
        yield return ReferenceEquals(played.Nodes, whole.Nodes) ? played : await NamedAsync(played, settings, cancel);
    }

    private async Task<NetworkPicture> NamedAsync(NetworkPicture picture, PictureSettings settings, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (actorIds, issueIds) = (picture.Nodes.Where(n => !n.IsIssue).Select(n => n.Id).ToArray(), picture.Nodes.Where(n => n.IsIssue).Select(n => n.Id).ToArray());
        var actors = await db.Actors.AsNoTracking().Where(a => actorIds.Contains(a.Id)).Include(a => a.Names.Where(n => n.Preferred)).ToDictionaryAsync(a => a.Id, cancel);
        var issues = await db.Issues.AsNoTracking().Where(i => issueIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancel);
        return picture with
        {
            Nodes = [.. picture.Nodes.Select(n => n.IsIssue ? n with { Name = issues[n.Id] } : n with { Name = actors[n.Id].NameIn(settings.Language), Kind = actors[n.Id].Kind })],
        };
    }
}
