using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Api;

/// <summary>An actor as lists name it.</summary>
public sealed record ActorJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>The name in the language of the call.</summary>
    public required string Name { get; init; }
    /// <summary>Person, state, organisation, alliance or group.</summary>
    public required ActorKind Kind { get; init; }
    /// <summary>ISO 3166 alpha-2 code of the state that it belongs to.</summary>
    public string? Country { get; init; }
    /// <summary>All other names that it is found by.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }
    /// <summary>Articles in which it is coded.</summary>
    public required int Articles { get; init; }
    /// <summary>Confirmed statements that it takes part in.</summary>
    public required int Statements { get; init; }
}

/// <summary>An actor with its names and offices.</summary>
public sealed record ActorDetailJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>The key of the registry that the program brings along; absent for the newsroom's own.</summary>
    public string? Key { get; init; }
    /// <summary>The name in the language of the call.</summary>
    public required string Name { get; init; }
    /// <summary>Person, state, organisation, alliance or group.</summary>
    public required ActorKind Kind { get; init; }
    /// <summary>ISO 3166 alpha-2 code of the state that it belongs to.</summary>
    public string? Country { get; init; }
    /// <summary>Its item in Wikidata.</summary>
    public string? WikidataId { get; init; }
    /// <summary>The organisation or state above it.</summary>
    public long? ParentId { get; init; }
    /// <summary>Set where it was merged into another: the id of that one.</summary>
    public long? MergedIntoId { get; init; }
    /// <summary>Since when it is no longer to be coded with.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
    /// <summary>Every name, by language.</summary>
    public required IReadOnlyList<ActorNameJson> Names { get; init; }
    /// <summary>Offices and memberships.</summary>
    public required IReadOnlyList<OfficeJson> Offices { get; init; }
    /// <summary>Articles in which it is coded.</summary>
    public required int Articles { get; init; }
    /// <summary>Confirmed statements that it takes part in.</summary>
    public required int Statements { get; init; }
}

/// <summary>A name that an actor goes by.</summary>
public sealed record ActorNameJson
{
    /// <summary>The name.</summary>
    public required string Text { get; init; }
    /// <summary>ISO 639-1 code; absent for every language.</summary>
    public string? Language { get; init; }
    /// <summary>It is the one that is shown in its language.</summary>
    public required bool Preferred { get; init; }
    /// <summary>The first day of a name that came later.</summary>
    public DateOnly? From { get; init; }
    /// <summary>The last day of a former name.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>An office or membership.</summary>
public sealed record OfficeJson
{
    /// <summary>What it is.</summary>
    public required string Office { get; init; }
    /// <summary>Of which actor.</summary>
    public long? OrganisationId { get; init; }
    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }
    /// <summary>The last day; absent while it lasts.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary><c>/actors</c>: who speaks, threatens, is threatened.</summary>
internal static class ActorsApi
{
    public static void MapActors(this RouteGroupBuilder api)
    {
        var actors = api.MapGroup("/actors").RequireScope(TokenScope.Read);
        actors.MapGet("", ListAsync)
            .Documented("Actors", "List actors", "Actors by name. A search finds any part of any name and forgives a typo; then the likest come first, on one page.")
            .WithExample(new ListJson<ActorJson> { Items = [new() { Id = 4, Name = "Vladimir Putin", Kind = ActorKind.Person, Country = "RU", OtherNames = ["Putin", "Wladimir Putin"], Articles = 88, Statements = 41 }] }).Answers(400);
        actors.MapGet("/{id:long}", FindAsync)
            .Documented("Actors", "One actor", "An actor with all names and offices. One that was merged away says into which.")
            .WithExample(new ActorDetailJson
            {
                Id = 4, Key = "putin", Name = "Vladimir Putin", Kind = ActorKind.Person, Country = "RU", WikidataId = "Q7747", Articles = 88, Statements = 41,
                Names = [new() { Text = "Wladimir Putin", Language = "de", Preferred = true }], Offices = [new() { Office = "President", OrganisationId = 9, From = new(2012, 5, 7) }],
            }).Answers(404);
    }

    private static async Task<Ok<ListJson<ActorJson>>> ListAsync(
        HttpContext context, IDbContextFactory<NewsDbContext> archive, [AsParameters] Paging paging, [Description("Words of a name.")] string? search,
        [Description("Only actors of this kind: person, state, organisation, alliance or group.")] Choice<ActorKind>? kind, [Description("Those that are no longer to be coded with, instead of the others.")] bool? retired, CancellationToken cancel)
    {
        if (search?.Length > 200) throw new RefusedException(Problems.Of("bad-request", "The parameter 'search' takes at most 200 characters."));
        var list = $"actors {search} {kind?.Value} {retired}";
        var query = new ActorListQuery { Search = search, Kind = kind?.Value, Retired = retired == true, After = paging.After<ActorKey>(list), Limit = paging.Size() };
        await using var db = await archive.CreateDbContextAsync(cancel);
        var page = await db.ActorsAsync(query, Languages.Current, cancel);
        if (!string.IsNullOrWhiteSpace(search)) page = page with { Next = null };
        return Paging.Page(context, list, page, a => new ActorJson
        {
            Id = a.Id, Name = a.Name, Kind = a.Kind, Country = a.Country, OtherNames = a.OtherNames, Articles = a.Articles, Statements = a.Statements,
        });
    }

    private static async Task<Results<Ok<ActorDetailJson>, ProblemHttpResult>> FindAsync(IDbContextFactory<NewsDbContext> archive, [Description("The actor's id.")] long id, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await db.ActorAsync(id, cancel) is not { } found) return Problems.NotFound("actor");
        var (actor, articles, statements) = found;
        return TypedResults.Ok(new ActorDetailJson
        {
            Id = actor.Id, Key = actor.Key, Name = actor.NameIn(Languages.Current), Kind = actor.Kind, Country = actor.Country, WikidataId = actor.WikidataId, ParentId = actor.ParentId,
            MergedIntoId = actor.MergedIntoId, RetiredAt = actor.RetiredAt, Articles = articles, Statements = statements,
            Names = [.. actor.Names.OrderBy(n => n.Language).ThenByDescending(n => n.Preferred).ThenBy(n => n.Text, StringComparer.Ordinal).Select(n => new ActorNameJson { Text = n.Text, Language = n.Language, Preferred = n.Preferred, From = n.From, Until = n.Until })],
            Offices = [.. actor.Affiliations.OrderByDescending(a => a.From).Select(a => new OfficeJson { Office = a.Office, OrganisationId = a.OrganisationId, From = a.From, Until = a.Until })],
        });
    }
}
