using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Assignments;

/// <summary>Who may do what with a round; asked of the database in the transaction of the deed.</summary>
public static class RoundRights
{
    /// <summary>Managing it: its lead, as long as they are an editor, or an admin.</summary>
    public static async Task<bool> MayManageAsync(this NewsDbContext db, CodingRound round, long userId, CancellationToken cancel) =>
        (round.LeadId == userId && await db.HoldsAsync(userId, Role.Editor, cancel)) || await db.HoldsAsync(userId, Role.Admin, cancel);

    /// <summary>
    /// Settling the differences in an article: the lead, or an editor who has not coded it, for a third pair of eyes is what it is about. A
    /// small desk has no third: there the lead may have coded too.
    /// </summary>
    public static async Task<bool> MayAdjudicateAsync(this NewsDbContext db, CodingRound round, long articleId, long userId, CancellationToken cancel) =>
        await db.HoldsAsync(userId, Role.Editor, cancel) && (round.LeadId == userId
            || !await db.Assignments.AnyAsync(a => a.RoundId == round.Id && a.ArticleId == articleId && a.CoderId == userId && a.WithdrawnAt == null, cancel));

    /// <summary>How many of these people are editors whose account is in use.</summary>
    public static Task<int> CountEditorsAsync(this NewsDbContext db, IReadOnlyCollection<long> userIds, CancellationToken cancel) =>
        db.Editors().CountAsync(u => userIds.Contains(u.Id), cancel);

    /// <summary>Everybody who can be given work.</summary>
    public static IQueryable<NewsUser> Editors(this NewsDbContext db)
    {
        var editor = nameof(Role.Editor);
        return db.Users.Where(u => u.DisabledAt == null && db.UserRoles.Any(held => held.UserId == u.Id && db.Roles.Any(r => r.Id == held.RoleId && r.Name == editor)));
    }
}
