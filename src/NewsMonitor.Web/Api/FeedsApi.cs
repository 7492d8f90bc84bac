using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Api;

/// <summary><c>/feeds</c>: what is polled, for admins. Each change is the desk's own deed, with its audit entry.</summary>
internal static class FeedsApi
{
    public static void MapFeeds(this RouteGroupBuilder api)
    {
        var sample = new FeedJson
        {
            Id = 5, Title = "Der Bote", Address = "https://bote.example/feed", Outlet = "Der Bote", State = FeedState.Active, Format = "rss", FetchPages = PageFetching.Auto, LastOutcome = CheckOutcome.New,
            LastStatus = 200, LastCheckAt = Examples.Day, LastGoodAt = Examples.Day, LastArticleAt = Examples.Day, NextCheckAt = Examples.Day.AddMinutes(15), Failures = 0, NeedsAttention = false,
            Daily = [3, 5, 4, 6, 2, 1, 4, 5, 5, 3, 4, 2, 2, 1],
        };
        var feeds = api.MapGroup("/feeds").RequireScope(TokenScope.Feeds);
        feeds.MapGet("", ListAsync)
            .Documented("Feeds", "List feeds", "Feeds by title, with the state of the last check and what each brought on the last 14 days.").WithExample(new ListJson<FeedJson> { Items = [sample] }).Answers(400);
        feeds.MapGet("/{id:long}", FindAsync)
            .Documented("Feeds", "One feed", "A feed and how it fares.").WithExample(sample).Answers(404);
        feeds.MapPost("", AddAsync)
            .Documented("Feeds", "Add a feed", "Looks at the address, and adds the feed that is there; it is fetched within seconds. A page that leads to several feeds is refused with the choice; one that the archive has, with its id.")
            .WithBodyExample(new NewFeedBody { Address = "https://bote.example/feed", Folder = "Inland" }).WithExample(sample).Answers(400, 409, 415, 422);
        feeds.MapPatch("/{id:long}", ChangeAsync)
            .Documented("Feeds", "Change a feed", "Pauses or resumes it, renames or moves it, sets its interval, says whether its pages are fetched. What is left out stays.")
            .WithBodyExample(new FeedChangeBody { State = FeedState.Paused }).WithExample(sample).Answers(400, 404, 415, 422);
        feeds.MapDelete("/{id:long}", RemoveAsync)
            .Documented("Feeds", "Remove a feed", "Removes a feed and its log; the articles that it brought stay.").Answers(404);
        feeds.MapPost("/{id:long}/check", CheckAsync)
            .Documented("Feeds", "Check a feed now", "Makes a feed due: a worker takes it within seconds. The log says what came of it.").Answers(404);
        feeds.MapGet("/{id:long}/log", LogAsync)
            .Documented("Feeds", "The log of a feed", "What came of the last checks, newest first. Those without news are kept for three days, others for two months.")
            .WithExample(new ListJson<FeedLogJson> { Items = [new() { At = Examples.Day, Outcome = CheckOutcome.New, Status = 200, DurationMs = 84, Bytes = 18_211, Entries = 20, NewArticles = 2 }] }).Answers(400, 404);
    }

    private static async Task<Ok<ListJson<FeedJson>>> ListAsync(
        HttpContext context, FeedQueries feeds, [AsParameters] Paging paging, [Description("all (if left out), attention, failing, paused or gone.")] Choice<FeedFilter>? filter,
        [Description("Words in title, address or outlet.")] string? text, [Description("Of this folder and those below it; empty for feeds in none.")] string? folder, CancellationToken cancel)
    {
        var list = $"feeds {filter?.Value} {folder} {text}";
        var query = new FeedQuery { Filter = filter?.Value ?? FeedFilter.All, Text = text, Folder = folder, After = paging.After<FeedKey>(list), Limit = paging.Size() };
        return Paging.Page(context, list, await feeds.PageAsync(query, cancel), FeedJson.Of);
    }

    private static async Task<Results<Ok<FeedJson>, ProblemHttpResult>> FindAsync(FeedQueries feeds, [Description("The feed's id.")] long id, CancellationToken cancel) =>
        await feeds.FindAsync(id, cancel) is { } feed ? TypedResults.Ok(FeedJson.Of(feed)) : Problems.NotFound("feed");

    private static async Task<Results<Created<FeedJson>, ProblemHttpResult>> AddAsync(HttpContext context, FeedAdmin admin, FeedQueries feeds, Body<NewFeedBody> body, CancellationToken cancel)
    {
        var wanted = body.Value;
        if (Interval(wanted.IntervalMinutes) is (null, { } fault)) return fault;
        var addition = await admin.AddAsync(
            new(wanted.Address, wanted.Title, wanted.Outlet, wanted.Folder, Interval(wanted.IntervalMinutes).Interval, wanted.FetchPages) { LinkSelector = wanted.LinkSelector },
            TokenSignIn.Holder(context).UserId, cancel);
        switch (addition)
        {
            case FeedAddition.Added added when await feeds.FindAsync(added.FeedId, cancel) is { } feed: return TypedResults.Created($"{ApiPipe.Path}/feeds/{feed.Id}", FeedJson.Of(feed));
            case FeedAddition.AlreadyThere there: return Problems.Of("already-there", $"The archive polls this address already: \"{there.Title}\".", new Dictionary<string, object?> { ["feed_id"] = there.FeedId });
            case FeedAddition.Choice choice:
                return Problems.Of("invalid", choice.Feeds.Count > 0 ? "The address is a page that leads to these feeds. Add one of them." : "The address is a page that names no feed. It can be read by its links, with 'link_selector'.",
                    new Dictionary<string, object?> { ["feeds"] = choice.Feeds.Select(f => new { address = f.Address, title = f.Title }).ToArray() });
            case FeedAddition.Unreadable no: return Problems.Of("invalid", $"No feed can be read there. {no.Detail}".TrimEnd(), new Dictionary<string, object?> { ["outcome"] = no.Outcome, ["http_status"] = no.Status });
            case FeedAddition.NotAllowed: return Problems.NotAllowed("Admin");
            default: return Problems.NotFound("feed");
        }
    }

    private static async Task<Results<Ok<FeedJson>, ProblemHttpResult>> ChangeAsync(
        HttpContext context, FeedAdmin admin, FeedQueries feeds, [Description("The feed's id.")] long id, Body<FeedChangeBody> body, CancellationToken cancel)
    {
        Caller by = TokenSignIn.Holder(context).UserId;
        var change = body.Value;
        var (interval, fault) = Interval(change.IntervalMinutes is 0 ? null : change.IntervalMinutes);
        // Asked before anything is done: a change that is refused is refused whole.
        if (fault is not null) return fault;
        if (change.State == FeedState.Gone) return Problems.Of("invalid", "A feed is gone when its publisher says so; it can be paused.");
        if (change.Title is { } title && title.Trim().Length is 0 or > 500) return Problems.Of("invalid", "A title has 1 to 500 characters.");
        var deeds = new List<Func<Task<FeedChange>>>();
        if (change.Title is { } name) deeds.Add(() => admin.RenameAsync(id, name, by, cancel));
        if (change.Folder is { } folder) deeds.Add(() => admin.MoveAsync(id, folder, by, cancel));
        if (change.IntervalMinutes is not null) deeds.Add(() => admin.SetIntervalAsync(id, interval, by, cancel));
        if (change.FetchPages is { } pages) deeds.Add(() => admin.SetPagesAsync(id, pages, by, cancel));
        if (change.State is { } state) deeds.Add(() => state == FeedState.Paused ? admin.PauseAsync(id, by, cancel) : admin.ResumeAsync(id, by, cancel));
        foreach (var deed in deeds)
        {
            if (Refusal(await deed()) is { } refused) return refused;
        }
        return await feeds.FindAsync(id, cancel) is { } feed ? TypedResults.Ok(FeedJson.Of(feed)) : Problems.NotFound("feed");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(HttpContext context, FeedAdmin admin, [Description("The feed's id.")] long id, CancellationToken cancel) =>
        Refusal(await admin.RemoveAsync(id, TokenSignIn.Holder(context).UserId, cancel)) is { } refused ? refused : TypedResults.NoContent();

    private static async Task<Results<Accepted, ProblemHttpResult>> CheckAsync(HttpContext context, FeedAdmin admin, [Description("The feed's id.")] long id, CancellationToken cancel) =>
        Refusal(await admin.FetchNowAsync(id, TokenSignIn.Holder(context).UserId, cancel)) is { } refused ? refused : TypedResults.Accepted($"{ApiPipe.Path}/feeds/{id}/log");

    private static async Task<Results<Ok<ListJson<FeedLogJson>>, ProblemHttpResult>> LogAsync(
        FeedQueries feeds, [Description("The feed's id.")] long id, [Description("How many lines, 1 to 1000; 100 if left out.")] int? limit,
        [Description("Only checks that failed.")] bool? failures, CancellationToken cancel)
    {
        if (limit is < 1 or > 1000) return Problems.Of("bad-request", "The parameter 'limit' takes 1 to 1000.");
        if (await feeds.FindAsync(id, cancel) is null) return Problems.NotFound("feed");
        var lines = await feeds.LogAsync(id, limit ?? 100, cancel, failures == true);
        return TypedResults.Ok(new ListJson<FeedLogJson>
        {
            Items =
            [
                .. lines.Select(l => new FeedLogJson
                {
                    At = l.At, Outcome = l.Outcome, Status = l.Status, DurationMs = l.DurationMs, Bytes = l.Bytes, Entries = l.Entries, NewArticles = l.NewArticles, Detail = l.Detail,
                }),
            ],
        });
    }

    private static (TimeSpan? Interval, ProblemHttpResult? Fault) Interval(double? minutes) => minutes switch
    {
        null => (null, null),
        >= 1 and <= 1440 => (TimeSpan.FromMinutes(minutes.Value), null),
        _ => (null, Problems.Of("invalid", "An interval goes from 1 to 1440 minutes.")),
    };

    private static ProblemHttpResult? Refusal(FeedChange change) => change switch
    {
        FeedChange.Saved => null,
        FeedChange.NotAllowed => Problems.NotAllowed("Admin"),
        FeedChange.BadTitle => Problems.Of("invalid", "A title has 1 to 500 characters."),
        FeedChange.BadInterval => Problems.Of("invalid", "An interval goes from 1 to 1440 minutes."),
        _ => Problems.NotFound("feed"),
    };
}
