using System.Text.Json;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Audit;

/// <summary>Notes what a person did, in the transaction of the deed itself: there is no deed without its entry.</summary>
public static class AuditLog
{
    /// <param name="db">The context that is about to be saved.</param>
    /// <param name="at">When.</param>
    /// <param name="by">Who; null for the program itself.</param>
    /// <param name="action">Subject and verb: <c>feed.paused</c>.</param>
    /// <param name="subject">What it was done to, as a person would name it.</param>
    /// <param name="subjectId">Its id, where it has one.</param>
    /// <param name="details">Before and after as an anonymous object, or null; never a secret.</param>
    public static void Note(
        this NewsDbContext db, DateTimeOffset at, long? by, string action, string subject, long? subjectId = null, object? details = null) =>
        db.AuditEntries.Add(new AuditEntry
        {
            At = at,
            UserId = by,
            Action = action,
            Subject = subject.Length <= Limits.Title ? subject : subject[..Limits.Title],
            SubjectId = subjectId,
            Details = details is null ? null : JsonSerializer.SerializeToDocument(details),
        });
}
