using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Accounts;

/// <summary>
/// The question every write asks first, answered by the database and not by the cookie: a right that was taken away a second ago is
/// gone, however long the circuit has been open.
/// </summary>
public static class Permissions
{
    /// <summary>
    /// Whether the person may do what the role does, and their account is not disabled. Browsing, searching and taking along
    /// (<see cref="Role.Analyst"/>) is everyone's who signs in: an editor or admin needs no second role for it.
    /// </summary>
    public static Task<bool> HoldsAsync(this NewsDbContext db, long userId, Role role, CancellationToken cancel) => db.Holding(userId, role).AnyAsync(cancel);

    /// <summary>The person, if they may do what the role does: for a write that asks for other things in the same breath.</summary>
    public static IQueryable<NewsUser> Holding(this NewsDbContext db, long userId, Role role)
    {
        if (role == Role.Analyst) return db.Users.Where(user => user.Id == userId && user.DisabledAt == null);
        var name = role.ToString();
        return db.Users.Where(user => user.Id == userId && user.DisabledAt == null
            && db.UserRoles.Any(held => held.UserId == userId && db.Roles.Any(r => r.Id == held.RoleId && r.Name == name)));
    }
}
