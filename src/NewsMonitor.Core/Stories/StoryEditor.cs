using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// An editor's acts on stories. Each is one transaction under the story lock, with its audit entry and the revision that leads back; each
/// asks the database for the editor role first. What an editor has placed the machine never moves, and out of a story that an editor has
/// touched it takes nothing.
/// </summary>
public sealed class StoryEditor(IDbContextFactory<NewsDbContext> archive, StoryBackground background, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Takes articles out of their story, into a new one of their own.</summary>
    public Task<StoryResult> SplitAsync(long storyId, IReadOnlyCollection<long> articles, long userId, CancellationToken cancel) =>
        ActAsync(userId, async act =>
        {
            var story = await act.StoryAsync(storyId);
            var places = await act.PlacesAsync(articles, storyId);
            if (story is null || places is null) return new StoryResult.Gone();
            if (places.Count == story.Articles) return new StoryResult.Invalid(StoryFault.NothingLeft);
            var fresh = act.Db.Stories.Add(new() { CreatedAt = act.Now, EditedBy = userId }).Entity;
            await act.Db.SaveChangesAsync(cancel);
            return await act.MoveAsync(StoryAction.Split, places, story, fresh, "story.split");
        }, cancel);

    /// <summary>Moves articles from one story to another.</summary>
    public Task<StoryResult> MoveAsync(long storyId, IReadOnlyCollection<long> articles, long intoId, long userId, CancellationToken cancel) =>
        ActAsync(userId, async act =>
        {
            if (storyId == intoId) return new StoryResult.Invalid(StoryFault.IntoItself);
            var (story, into) = (await act.StoryAsync(storyId), await act.StoryAsync(intoId));
            var places = await act.PlacesAsync(articles, storyId);
            if (story is null || into is null || places is null) return new StoryResult.Gone();
            return await act.MoveAsync(StoryAction.Moved, places, story, into, "story.moved");
        }, cancel);

    /// <summary>Makes one story of two: every article goes to <paramref name="intoId"/>, and the other's address leads there.</summary>
    public Task<StoryResult> MergeAsync(long storyId, long intoId, long userId, CancellationToken cancel) =>
        ActAsync(userId, async act =>
        {
            if (storyId == intoId) return new StoryResult.Invalid(StoryFault.IntoItself);
            var (story, into) = (await act.StoryAsync(storyId), await act.StoryAsync(intoId));
            if (story is null || into is null) return new StoryResult.Gone();
            var places = await act.Db.StoryArticles.Where(p => p.StoryId == storyId).OrderBy(p => p.ArticleId).ToListAsync(cancel);
            return await act.MoveAsync(StoryAction.Merged, places, story, into, "story.merged");
        }, cancel);

    /// <summary>Gives a story a name; an empty one lets its most central article speak for it again.</summary>
    public Task<StoryResult> RenameAsync(long storyId, string? name, long userId, CancellationToken cancel) =>
        ActAsync(userId, async act =>
        {
            var wanted = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
            if (wanted?.Length > Limits.Title) return new StoryResult.Invalid(StoryFault.TooLong);
            if (await act.StoryAsync(storyId) is not { } story) return new StoryResult.Gone();
            act.Revise(StoryAction.Renamed, story, null, new(story.Name, [], []));
            act.Db.Note(act.Now, userId, "story.renamed", await act.TitleAsync(story), story.Id, new { name = wanted });
            (story.Name, story.EditedBy) = (wanted, userId);
            await act.Db.SaveChangesAsync(cancel);
            return new StoryResult.Saved(story.Id, 0);
        }, cancel);

    /// <summary>Takes the person's last act back, unless somebody has gone on from it.</summary>
    public Task<StoryResult> UndoAsync(long userId, CancellationToken cancel) => ActAsync(userId, act => act.UndoAsync(), cancel);

    private async Task<StoryResult> ActAsync(long userId, Func<StoryAct, Task<StoryResult>> act, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new StoryResult.NotAllowed();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await StoryLock.TakeAsync(db, cancel);
        var result = await act(new(db, background, clock.GetUtcNow(), userId, cancel));
        if (result is not StoryResult.Saved) return result;
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Stories));
        return result;
    }
}
