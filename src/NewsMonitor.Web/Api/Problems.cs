using Microsoft.AspNetCore.Http.HttpResults;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Api;

/// <summary>
/// What goes wrong, as RFC 9457 wants it: a type that programs know, and a sentence for the person who reads their log: what happened, what it
/// means, what to do. In English, like what the command line says.
/// </summary>
internal static class Problems
{
    /// <summary>The types, each with its title; the page that documents the API lists them.</summary>
    public static readonly IReadOnlyDictionary<string, (int Status, string Title)> Types = new Dictionary<string, (int, string)>
    {
        ["bad-request"] = (400, "The request cannot be read"),
        ["bad-query"] = (400, "The query line has faults"),
        ["bad-cursor"] = (400, "The cursor does not fit"),
        ["no-token"] = (401, "The call needs a token"),
        ["not-allowed"] = (403, "The token may not do this"),
        ["not-found"] = (404, "There is nothing here"),
        ["wrong-method"] = (405, "The address does not take this method"),
        ["already-there"] = (409, "It is there already"),
        ["not-ready"] = (409, "It is not ready"),
        ["stale"] = (412, "Somebody else was first"),
        ["too-large"] = (413, "The body is too large"),
        ["wrong-type"] = (415, "The body is not JSON"),
        ["invalid"] = (422, "It cannot be saved like this"),
        ["locked"] = (423, "A coding round stands in the way"),
        ["needs-if-match"] = (428, "The call needs If-Match"),
        ["too-many"] = (429, "Too many calls"),
        ["fault"] = (500, "A fault in the program"),
        ["archive-away"] = (503, "The archive does not answer"),
    };

    public static ProblemHttpResult Of(string type, string detail, IDictionary<string, object?>? more = null)
    {
        var (status, title) = Types[type];
        return TypedResults.Problem(detail, statusCode: status, title: title, type: $"/api#problem-{type}", extensions: more);
    }

    /// <summary>The problem that a bare status means.</summary>
    public static ProblemHttpResult OfStatus(int status) => status switch
    {
        404 => Of("not-found", "The API has no such address. GET /api/v1/openapi.json lists all."),
        405 => Of("wrong-method", "The Allow header says which methods it takes."),
        413 => TooLarge(),
        415 => Of("wrong-type", "Send the body as application/json."),
        400 => Of("bad-request", "A parameter or the body cannot be read. The page /api says what the call takes."),
        _ => TypedResults.Problem($"The server answered {status} and nothing more.", statusCode: status, title: "It did not work", type: "about:blank"),
    };

    public static ProblemHttpResult Unauthorized(bool tried) => Of("no-token", tried
        ? "The token is none of this archive's, has ended or was revoked, or its holder's account is disabled. Make one under /account/tokens and send it as 'Authorization: Bearer newsmonitor_pat_…'."
        : "Make a token under /account/tokens and send it as 'Authorization: Bearer newsmonitor_pat_…'. The sign-in of the pages does not count here.");

    public static ProblemHttpResult Forbidden(TokenScope? needed, TokenHolder? holder) => Of("not-allowed",
        needed is not { } scope ? "The call needs more than this token may do."
        : holder?.Asleep.Contains(scope) == true ? $"The token has the scope '{scope.Word()}', but its holder lacks the role {scope.Needs()} that it needs. An admin can give it."
        : $"The call needs the scope '{scope.Word()}', which this token lacks{(scope.Needs() is { } role && holder?.Roles.Contains(role) != true ? $"; it needs the role {role}" : "")}. Make another under /account/tokens.");

    /// <summary>A right that Core refused, after the door had let the call in: it was taken in between.</summary>
    public static ProblemHttpResult NotAllowed(string role) => Of("not-allowed", $"This needs the role {role}, which the token's holder does not hold (any longer).");

    public static ProblemHttpResult NotFound(string what) => Of("not-found", $"There is no {what} with this id, or none any longer.");

    public static ProblemHttpResult TooLarge() => Of("too-large", "The body is larger than Api:LargestBody allows.");

    public static ProblemHttpResult BadQuery(string line, IReadOnlyList<SearchFault> faults) => Of("bad-query",
        string.Join(' ', faults.Select(f => f.Sentence)), new Dictionary<string, object?>
        {
            ["faults"] = faults.Select(f => new { kind = f.Kind, sentence = f.Sentence, start = CodePointsBefore(line, f.Span.Start), end = CodePointsBefore(line, f.Span.End), offers = f.Offers }).ToArray(),
        });

    private static int CodePointsBefore(string line, int utf16) => new NewsMonitor.Reading.Language.CodePoints(line).FromUtf16(Math.Clamp(utf16, 0, line.Length));
}
