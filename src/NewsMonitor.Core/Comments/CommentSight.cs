using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Comments;

/// <summary>
/// Which comments a person may see: those on entries of the lists all, those on a statement as far as they may see the statement. In a blind
/// round that is nobody but its coder until all coders of the article have submitted it, so that no discussion says what another has coded.
/// </summary>
internal static class CommentSight
{
    public static IQueryable<Comment> SeenBy(this IQueryable<Comment> comments, NewsDbContext db, long userId) =>
        comments.Where(c => c.On != CommentOn.Statement || db.Codes.Any(code => code.Id == c.SubjectId));
}
