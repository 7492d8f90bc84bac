using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Core.Watches;

namespace NewsMonitor.Web.Api;

/// <summary>A saved search that alerts.</summary>
public sealed record WatchJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }
    /// <summary>Its query line.</summary>
    public required string Query { get; init; }
    /// <summary>Whether others may follow it.</summary>
    public required bool Shared { get; init; }
    /// <summary>It is the token holder's own: only they change it.</summary>
    public required bool Own { get; init; }
    /// <summary>Whose it is, where it is another's.</summary>
    public string? Owner { get; init; }
    /// <summary>The token's holder follows it.</summary>
    public required bool Follows { get; init; }
    /// <summary>Articles that they have not read, counted to 100.</summary>
    public required int Unread { get; init; }
    /// <summary>Alerts that they have not read.</summary>
    public required int UnreadAlerts { get; init; }
    /// <summary>When it last told of something.</summary>
    public DateTimeOffset? LastAlertAt { get; init; }

    internal static WatchJson Of(WatchRow row) => new()
    {
        Id = row.Id, Name = row.Name, Query = row.Line, Shared = row.Shared, Own = row.IsOwn, Owner = row.Owner, Follows = row.Follows, Unread = row.Unread, UnreadAlerts = row.UnreadAlerts,
        LastAlertAt = row.LastAlertAt,
    };
}

/// <summary>A watch as somebody wants it.</summary>
public sealed record WatchBody
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }
    /// <summary>The query line; the reader's own marks (`is:starred`) have no place in it.</summary>
    public required string Query { get; init; }
    /// <summary>Whether others may follow it.</summary>
    public bool Shared { get; init; }
    /// <summary>Tell of every article that newly matches; true if left out.</summary>
    public bool Articles { get; init; } = true;
    /// <summary>Tell where an actor's stance on an issue turns.</summary>
    public bool Turns { get; init; }
    /// <summary>Tell of a threatener and a target that were no pair before.</summary>
    public bool Pairs { get; init; }
    /// <summary>Tell where an actor takes a stand on an issue for the first time.</summary>
    public bool Firsts { get; init; }
    /// <summary>Tell where the number of articles leaves its usual band.</summary>
    public bool Volume { get; init; }
    /// <summary>Shifts count suggestions that nobody has decided, too.</summary>
    public bool WithSuggestions { get; init; }

    internal WatchDraft Draft(long? id, MailRhythm mail) => new()
    {
        Id = id, Name = Name, Line = Query, Shared = Shared, Articles = Articles, Turns = Turns, Pairs = Pairs, Firsts = Firsts, Volume = Volume, WithSuggestions = WithSuggestions, Mail = mail,
    };
}

/// <summary>Something that a watch tells.</summary>
public sealed record AlertJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>Its name in feeds and calls.</summary>
    public required Guid Uid { get; init; }
    /// <summary>Of which watch.</summary>
    public required long WatchId { get; init; }
    /// <summary>What sort of news.</summary>
    public required AlertKind Kind { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>How many articles newly matched.</summary>
    public required int Articles { get; init; }
    /// <summary>Those that it rests on, the newest ten.</summary>
    public required IReadOnlyList<long> ArticleIds { get; init; }
    /// <summary>When it was taken back, because it no longer holds.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
    /// <summary>The token's holder has read it.</summary>
    public required bool Read { get; init; }
}

/// <summary><c>/watches</c>: the holder's watches and shared ones, and what they told.</summary>
internal static class WatchesApi
{
    public static void MapWatches(this RouteGroupBuilder api)
    {
        var sample = new WatchJson { Id = 6, Name = "Sanktionen", Query = "threat:sanctions", Shared = true, Own = true, Follows = true, Unread = 4, UnreadAlerts = 1, LastAlertAt = Examples.Day };
        var body = new WatchBody { Name = "Sanktionen", Query = "threat:sanctions", Shared = true, Pairs = true };
        var watches = api.MapGroup("/watches").RequireScope(TokenScope.Watches);
        watches.MapGet("", async (HttpContext context, WatchQueries queries, CancellationToken cancel) =>
                TypedResults.Ok(new ListJson<WatchJson> { Items = [.. (await queries.ListAsync(TokenSignIn.Holder(context).UserId, cancel)).Select(WatchJson.Of)] }))
            .Documented("Watches", "List watches", "The holder's own watches and those that others share, with what is unread.").WithExample(new ListJson<WatchJson> { Items = [sample] });
        watches.MapGet("/{id:long}", FindAsync)
            .Documented("Watches", "One watch", "A watch that the holder may see.").WithExample(sample).Answers(404);
        watches.MapPost("", MakeAsync)
            .Documented("Watches", "Make a watch", "Saves a search that tells what is new. What matches already is no news.").WithBodyExample(body).WithExample(sample).Answers(400, 415, 422);
        watches.MapPut("/{id:long}", ChangeAsync)
            .Documented("Watches", "Change a watch", "Puts all of it in the place of what is there; mail stays as it is set. Only its owner may.").WithBodyExample(body).WithExample(sample).Answers(400, 404, 415, 422);
        watches.MapDelete("/{id:long}", RemoveAsync)
            .Documented("Watches", "Remove a watch", "Removes one's own watch, with what it told.").Answers(404);
        watches.MapGet("/{id:long}/alerts", AlertsAsync)
            .Documented("Watches", "Alerts of a watch", "What a watch told, newest first, 50 a page.")
            .WithExample(new ListJson<AlertJson>
            {
                Items = [new() { Id = 31, Uid = Guid.Parse("01937a3e-0000-7000-8000-00000000001f"), WatchId = 6, Kind = AlertKind.Articles, At = Examples.Day, Articles = 1, ArticleIds = [4711], Read = false }],
            }).Answers(400, 404);
    }

    private static async Task<Results<Ok<WatchJson>, ProblemHttpResult>> FindAsync(HttpContext context, WatchQueries queries, [Description("The watch's id.")] long id, CancellationToken cancel) =>
        await ReadAsync(queries, id, TokenSignIn.Holder(context).UserId, cancel) is { } watch ? TypedResults.Ok(watch) : Problems.NotFound("watch");

    private static async Task<Results<Created<WatchJson>, ProblemHttpResult>> MakeAsync(HttpContext context, WatchEditor editor, WatchQueries queries, Body<WatchBody> body, CancellationToken cancel)
    {
        var user = TokenSignIn.Holder(context).UserId;
        var result = await editor.SaveAsync(body.Value.Draft(null, MailRhythm.None), user, cancel);
        return result is WatchResult.Saved saved && await ReadAsync(queries, saved.Id, user, cancel) is { } made
            ? TypedResults.Created($"{ApiPipe.Path}/watches/{made.Id}", made) : Refusal(result, body.Value.Query);
    }

    private static async Task<Results<Ok<WatchJson>, ProblemHttpResult>> ChangeAsync(
        HttpContext context, WatchEditor editor, WatchQueries queries, [Description("The watch's id.")] long id, Body<WatchBody> body, CancellationToken cancel)
    {
        var user = TokenSignIn.Holder(context).UserId;
        if (await queries.FindAsync(id, user, cancel) is not { } view) return Problems.NotFound("watch");
        var result = await editor.SaveAsync(body.Value.Draft(id, view.Member?.Mail ?? MailRhythm.None), user, cancel);
        return result is WatchResult.Saved && await ReadAsync(queries, id, user, cancel) is { } changed ? TypedResults.Ok(changed) : Refusal(result, body.Value.Query);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(HttpContext context, WatchEditor editor, WatchQueries queries, [Description("The watch's id.")] long id, CancellationToken cancel)
    {
        var user = TokenSignIn.Holder(context).UserId;
        if (await queries.FindAsync(id, user, cancel) is null) return Problems.NotFound("watch");
        var result = await editor.RemoveAsync(id, user, cancel);
        return result is WatchResult.Saved ? TypedResults.NoContent() : Refusal(result, "");
    }

    private static async Task<Results<Ok<ListJson<AlertJson>>, ProblemHttpResult>> AlertsAsync(
        HttpContext context, WatchQueries queries, [Description("The watch's id.")] long id, [Description("Only what the holder has not read.")] bool? unread,
        [Description("Where to go on: 'next' of the page before, with the same other parameters.")] string? cursor, CancellationToken cancel)
    {
        var user = TokenSignIn.Holder(context).UserId;
        if (await queries.FindAsync(id, user, cancel) is null) return Problems.NotFound("watch");
        var list = $"alerts {id} {unread}";
        return Paging.Page(context, list, await queries.AlertsAsync(user, id, unread == true, Cursor.Read<long>(list, cursor), cancel), row => new AlertJson
        {
            Id = row.Id, Uid = row.Told.Alert.Uid, WatchId = row.Told.Alert.WatchId, Kind = row.Told.Alert.Kind, At = row.Told.Alert.At, Articles = row.Told.Alert.Articles,
            ArticleIds = row.Told.Articles.Count > 0 ? [.. row.Told.Articles.Select(a => a.Id)] : row.Told.Alert.Rests, WithdrawnAt = row.Told.Alert.WithdrawnAt, Read = row.Read,
        });
    }

    private static async Task<WatchJson?> ReadAsync(WatchQueries queries, long id, long user, CancellationToken cancel) =>
        (await queries.ListAsync(user, cancel)).FirstOrDefault(w => w.Id == id) is { } row ? WatchJson.Of(row) : null;

    private static ProblemHttpResult Refusal(WatchResult result, string line) => result switch
    {
        WatchResult.Unreadable unreadable => Problems.BadQuery(line, unreadable.Faults),
        WatchResult.Invalid invalid => Problems.Of("invalid", invalid.Fault switch
        {
            WatchFault.NoName => $"A watch needs a name of 1 to {Watch.NameLength} characters.",
            WatchFault.OwnMarks => "The query asks for the reader's own marks, which are no matter of the articles. Leave 'is:' out.",
            WatchFault.Everything => "A watch of everything can tell of shifts only. Narrow the query, or leave 'articles' and 'volume' out.",
            WatchFault.Nothing => "Nothing is to be told. Choose one at least of articles, turns, pairs, firsts, volume.",
            WatchFault.TooMany => $"The token's holder has {WatchEditor.MostOfAPerson} watches, which is the most one may have.",
            _ => $"It cannot be saved like this ({invalid.Fault}).",
        }),
        WatchResult.NotAllowed => Problems.Of("not-allowed", "The watch is somebody else's. Only its owner changes it."),
        _ => Problems.NotFound("watch"),
    };
}
