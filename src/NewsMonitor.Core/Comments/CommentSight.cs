using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Comments;

/// <summary>
/// Which comments a person may see: those on entries of the lists all; those on a statement unless blindness is at stake. While an article is coded blind, what
/// its coders say about its statements is seen by each alone, be it about their own or about a suggestion that all of them have before them; so is what anybody says
/// about a statement in a coder's own layer by that coder. It ends when all coders of the article have submitted it, or the round is closed.
/// </summary>
internal static class CommentSight
{
    public static IQueryable<Comment> SeenBy(this IQueryable<Comment> comments, NewsDbContext db, long userId)
    {
        var blind = db.Assignments.Where(a => a.WithdrawnAt == null && a.Round!.Blind && a.Round.ClosedAt == null
            && db.Assignments.Any(o => o.RoundId == a.RoundId && o.ArticleId == a.ArticleId && o.WithdrawnAt == null && (o.State == AssignmentState.Open || o.State == AssignmentState.Draft)));
        return comments.Where(c => c.On != CommentOn.Statement || db.Codes.Any(code => code.Id == c.SubjectId
            && (c.By == userId || !blind.Any(writer => writer.ArticleId == code.ArticleId && writer.CoderId == c.By))
            && !blind.Any(layer => layer.Id == code.AssignmentId && layer.CoderId != userId)));
    }
}
