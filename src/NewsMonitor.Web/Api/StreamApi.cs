using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Api;

/// <summary>What an event of the stream carries, by its kind.</summary>
public sealed record StreamEventJson
{
    /// <summary>When it was written.</summary>
    public DateTimeOffset? At { get; init; }
    /// <summary>Of <c>article</c>: the number of the text that came in; 1 is a new article.</summary>
    public int? Version { get; init; }
    /// <summary>Of <c>article</c>: the article as it is now.</summary>
    public ArticleJson? Article { get; init; }
    /// <summary>Of <c>statement</c>: a statement that was made, accepted or changed, as it is now.</summary>
    public StatementRecord? Statement { get; init; }
    /// <summary>Of <c>withdrawn</c>: a statement that was removed or is confirmed no longer.</summary>
    public long? StatementId { get; init; }
    /// <summary>Of <c>withdrawn</c>: the article that it stood in.</summary>
    public long? ArticleId { get; init; }
    /// <summary>Of <c>gap</c> and <c>end</c>: what happened, and what to do.</summary>
    public string? Sentence { get; init; }
}

/// <summary><c>/stream</c>: new texts and statements as server-sent events.</summary>
internal static class StreamApi
{
    public static void MapStream(this RouteGroupBuilder api) => api.MapGet("/stream", Follow).RequireScope(TokenScope.Read)
        .Documented("Stream", "Follow what comes in", """
            Server-sent events: `article` for a new article or a new text of one, `statement` for one that was made, accepted or changed, `withdrawn` for one that was removed. Every event has an id; come back with the last one as `Last-Event-ID`
            (or `last_event_id`) and nothing that came meanwhile is missed, whichever node answers. The same event may come twice after a break. `beat` says every 15 seconds that nothing came, `gap` that the break was longer than the stream
            remembers (seven days), `end` that the token holds no longer. Statements are events where their article fulfils the query.
            """)
        .Produces<StreamEventJson>(200, "text/event-stream")
        .WithExample(new StreamEventJson { At = Examples.Day, Version = 1, Article = ArticlesApi.Sample }).Answers(400, 503);

    private static async Task<Results<ServerSentEventsResult<StreamEventJson>, ProblemHttpResult>> Follow(
        HttpContext context, StreamReading reading, StreamBell bell, SearchResolver search, IHostApplicationLifetime life,
        [Description("Only articles that this query line finds, and their statements.")] string? query,
        [Description("articles, statements, or both if left out.")] string? kinds,
        [FromHeader(Name = "Last-Event-ID"), Description("The id of the last event that arrived.")] string? lastEventId,
        [FromQuery(Name = "last_event_id"), Description("The same, for callers that cannot set the header.")] string? lastId)
    {
        if (kinds is not (null or "articles" or "statements" or "articles,statements" or "statements,articles")) return Problems.Of("bad-request", "The parameter 'kinds' takes articles, statements, or both with a comma.");
        long? after = null;
        if ((lastEventId ?? lastId) is { Length: > 0 } id)
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return Problems.Of("bad-request", "Last-Event-ID is none of this stream's. Send the id of the last event as it came, or none.");
            after = place;
        }
        var asked = await search.ReadAsync(query, context.RequestAborted);
        var holder = TokenSignIn.Holder(context);
        if (bell.Sit(holder.TokenId) is not { } seat)
            return Problems.Of("archive-away", "All seats of the stream are taken: those of this token (Api:StreamsPerToken) or of this node (Api:Streams). Close one, or come back later.");
        context.Response.RegisterForDispose(seat);
        // A proxy that gathers answers would hold events back (nginx).
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var wish = new StreamWish(holder, asked, kinds?.Contains("articles", StringComparison.Ordinal) != false, kinds?.Contains("statements", StringComparison.Ordinal) != false, after);
        var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.RegisterForDispose(end);
        return TypedResults.ServerSentEvents(reading.FollowAsync(wish, seat, end.Token));
    }
}
