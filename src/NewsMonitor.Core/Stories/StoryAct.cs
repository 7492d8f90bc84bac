using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Stories;

/// <summary>One act of an editor, in its transaction and under the story lock.</summary>
internal sealed class StoryAct(NewsDbContext db, StoryBackground background, DateTimeOffset now, long userId, CancellationToken cancel)
{
    public NewsDbContext Db => db;
    public DateTimeOffset Now => now;

    /// <summary>A story that is still one: what was merged away is not.</summary>
    public Task<Story?> StoryAsync(long id) => db.Stories.SingleOrDefaultAsync(s => s.Id == id && s.MergedIntoId == null, cancel);

    /// <returns>Null where one of the articles is not in the story.</returns>
    public async Task<List<StoryArticle>?> PlacesAsync(IReadOnlyCollection<long> articles, long storyId)
    {
        var places = await db.StoryArticles.Where(p => articles.Contains(p.ArticleId) && p.StoryId == storyId).OrderBy(p => p.ArticleId).ToListAsync(cancel);
        return places.Count > 0 && places.Count == articles.Distinct().Count() ? places : null;
    }

    /// <summary>Moves articles and writes down where they stood. A story that loses its last article becomes a signpost.</summary>
    public async Task<StoryResult> MoveAsync(StoryAction action, List<StoryArticle> places, Story from, Story into, string audit)
    {
        var emptied = places.Count == await db.StoryArticles.CountAsync(p => p.StoryId == from.Id, cancel);
        var signposts = emptied ? await db.Stories.Where(s => s.MergedIntoId == from.Id).Select(s => s.Id).ToListAsync(cancel) : [];
        Revise(action, from, into, new(into.Name, [.. places.Select(PlaceSnapshot.Of)], signposts));
        db.Note(now, userId, audit, await TitleAsync(from), from.Id, new { into = into.Id, articles = places.Select(p => p.ArticleId).Take(200).ToArray() });

        (from.EditedBy, into.EditedBy) = (userId, userId);
        if (emptied)
        {
            from.MergedIntoId = into.Id;
            // What was called after its last article keeps the name that an editor gave it.
            into.Name ??= from.Name;
        }
        // First, so that the trigger finds both stories touched and leaves the empty one standing.
        await db.SaveChangesAsync(cancel);
        if (emptied) await db.Stories.Where(s => signposts.Contains(s.Id)).ExecuteUpdateAsync(set => set.SetProperty(s => s.MergedIntoId, into.Id), cancel);
        var ids = places.Select(p => p.ArticleId).ToArray();
        await db.StoryArticles.Where(p => ids.Contains(p.ArticleId)).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.StoryId, into.Id).SetProperty(p => p.Reason, StoryReason.Editor).SetProperty(p => p.Score, (float?)null)
                .SetProperty(p => p.LikeArticleId, (long?)null).SetProperty(p => p.PlacedAt, now).SetProperty(p => p.PlacedBy, userId), cancel);
        await CentreAsync(from.Id, into.Id);
        return new StoryResult.Saved(into.Id, places.Count);
    }

    public async Task<StoryResult> UndoAsync()
    {
        var last = await db.StoryRevisions.Where(r => r.By == userId && r.UndoneAt == null).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
        if (last is null) return new StoryResult.Nothing();
        var before = StorySnapshot.FromJson(last.Before);
        if (!await StandsAsync(last, before)) return new StoryResult.Nothing();
        var touched = new List<long?> { last.StoryId, last.IntoId }.OfType<long>().ToArray();
        var stories = await db.Stories.Where(s => touched.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        var from = stories[last.StoryId];
        if (last.Action == StoryAction.Renamed) from.Name = before.Name;
        else
        {
            from.MergedIntoId = null;
            stories[last.IntoId!.Value].Name = before.Name;
        }
        last.UndoneAt = now;
        db.Note(now, userId, "story.undone", await TitleAsync(from), from.Id, new { action = last.Action.ToString() });
        await db.SaveChangesAsync(cancel);
        await RestoreAsync(last, before);
        await CentreAsync(touched);
        return new StoryResult.Saved(last.StoryId, before.Places.Count);
    }

    public void Revise(StoryAction action, Story story, Story? into, StorySnapshot before) =>
        db.StoryRevisions.Add(new() { Action = action, StoryId = story.Id, IntoId = into?.Id, Before = before.ToJson(), At = now, By = userId });

    /// <summary>The story as a person would name it.</summary>
    public async Task<string> TitleAsync(Story story) =>
        story.Name ?? await db.StoryArticles.Where(p => p.StoryId == story.Id)
            .OrderByDescending(p => p.ArticleId == story.CentralArticleId).ThenBy(p => p.ArticleId).Select(p => p.Article!.Title).FirstOrDefaultAsync(cancel) ?? $"{story.Id}";

    /// <summary>Whether everything stands as the act left it: what somebody has built on is not pulled away from under them.</summary>
    private async Task<bool> StandsAsync(StoryRevision last, StorySnapshot before)
    {
        if (last.Action == StoryAction.Renamed)
        {
            return await db.Stories.AnyAsync(s => s.Id == last.StoryId && s.MergedIntoId == null, cancel)
                && !await db.StoryRevisions.AnyAsync(r => r.Id > last.Id && r.StoryId == last.StoryId && r.Action == StoryAction.Renamed && r.UndoneAt == null, cancel);
        }
        var ids = before.Places.Select(p => p.ArticleId).ToArray();
        // An article may have been deleted since; those that are left must be where they were put.
        var strayed = await db.StoryArticles.AnyAsync(p => ids.Contains(p.ArticleId) && p.StoryId != last.IntoId, cancel);
        var back = await db.Stories.AnyAsync(s => s.Id == last.StoryId && (s.MergedIntoId == null || s.MergedIntoId == last.IntoId), cancel);
        return !strayed && back && await db.Stories.AnyAsync(s => s.Id == last.IntoId && s.MergedIntoId == null, cancel);
    }

    private async Task RestoreAsync(StoryRevision last, StorySnapshot before)
    {
        var ids = before.Places.Select(p => p.ArticleId).ToArray();
        var places = await db.StoryArticles.Where(p => ids.Contains(p.ArticleId)).ToDictionaryAsync(p => p.ArticleId, cancel);
        foreach (var place in before.Places)
        {
            if (places.TryGetValue(place.ArticleId, out var now)) place.RestoreTo(now);
        }
        await db.SaveChangesAsync(cancel);
        if (last.IntoId is not { } into) return;
        await db.Stories.Where(s => before.Signposts.Contains(s.Id)).ExecuteUpdateAsync(set => set.SetProperty(s => s.MergedIntoId, last.StoryId), cancel);
        // The story that a split had made is empty again; its address leads back.
        if (last.Action == StoryAction.Split)
        {
            await db.Stories.Where(s => s.Id == into && !db.StoryArticles.Any(p => p.StoryId == into))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.MergedIntoId, last.StoryId), cancel);
        }
    }

    private async Task CentreAsync(params long[] stories)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var terms = await background.GetAsync(connection, cancel);
        foreach (var story in stories) await StoryCentre.UpdateAsync(connection, story, terms, cancel);
    }
}
