using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Api;

/// <summary>The codebook: what is coded with.</summary>
public sealed record CodebookJson
{
    /// <summary>The number of the version in force; statements say under which they were decided.</summary>
    public required int Version { get; init; }
    /// <summary>Since when.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
    /// <summary>Matters that actors take a stand on, in the tree's order.</summary>
    public required IReadOnlyList<IssueJson> Issues { get; init; }
    /// <summary>Means of threats, in the tree's order.</summary>
    public required IReadOnlyList<InstrumentJson> Instruments { get; init; }
}

/// <summary>What issues and instruments share.</summary>
public abstract record EntryJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>The same in every program that the codebook goes to.</summary>
    public required Guid Uid { get; init; }
    /// <summary>The short name.</summary>
    public required string Name { get; init; }
    /// <summary>Other names that it is found by.</summary>
    public required IReadOnlyList<string> Synonyms { get; init; }
    /// <summary>What it is.</summary>
    public string? Definition { get; init; }
    /// <summary>What belongs to it.</summary>
    public string? Include { get; init; }
    /// <summary>What does not.</summary>
    public string? Exclude { get; init; }
    /// <summary>Sentences that were coded so.</summary>
    public required IReadOnlyList<string> Examples { get; init; }
    /// <summary>The entry above it.</summary>
    public long? ParentId { get; init; }
    /// <summary>How many entries stand above it.</summary>
    public required int Depth { get; init; }
    /// <summary>Since when it is no longer to be coded with.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
}

/// <summary>A matter that actors take a stand on.</summary>
public sealed record IssueJson : EntryJson
{
    /// <summary>What its supporters hold.</summary>
    public string? Proposition { get; init; }
    /// <summary>Confirmed positions for it.</summary>
    public required int Supports { get; init; }
    /// <summary>Confirmed positions against it.</summary>
    public required int Opposes { get; init; }
    /// <summary>Confirmed positions of neither side.</summary>
    public required int Undecided { get; init; }

    internal static IssueJson Of(IssueRow row) => new()
    {
        Id = row.Issue.Id, Uid = row.Issue.Uid, Name = row.Issue.Name, Synonyms = row.Issue.Synonyms, Definition = row.Issue.Definition, Include = row.Issue.Include, Exclude = row.Issue.Exclude,
        Examples = row.Issue.Examples, ParentId = row.Issue.ParentId, Depth = row.Depth, RetiredAt = row.Issue.RetiredAt, Proposition = row.Issue.Proposition, Supports = row.Supports,
        Opposes = row.Opposes, Undecided = row.Undecided,
    };
}

/// <summary>The means of a threat.</summary>
public sealed record InstrumentJson : EntryJson
{
    /// <summary>The class of the CAMEO event codebook.</summary>
    public string? Cameo { get; init; }
    /// <summary>Confirmed threats with it.</summary>
    public required int Threats { get; init; }

    internal static InstrumentJson Of(InstrumentRow row) => new()
    {
        Id = row.Instrument.Id, Uid = row.Instrument.Uid, Name = row.Instrument.Name, Synonyms = row.Instrument.Synonyms, Definition = row.Instrument.Definition, Include = row.Instrument.Include,
        Exclude = row.Instrument.Exclude, Examples = row.Instrument.Examples, ParentId = row.Instrument.ParentId, Depth = row.Depth, RetiredAt = row.Instrument.RetiredAt,
        Cameo = row.Instrument.Cameo, Threats = row.Threats,
    };
}

/// <summary><c>/codebook</c>, <c>/issues</c>, <c>/instruments</c>.</summary>
internal static class CodebookApi
{
    public static void MapCodebook(this RouteGroupBuilder api)
    {
        var issue = new IssueJson
        {
            Id = 2, Uid = Guid.Parse("01937a3e-0000-7000-8000-000000000002"), Name = "NATO-Osterweiterung", Synonyms = [], Definition = "Aufnahme weiterer Staaten im Osten Europas.", Examples = [], Depth = 0,
            Proposition = "Die NATO soll weitere Staaten im Osten aufnehmen.", Supports = 12, Opposes = 29, Undecided = 1,
        };
        var instrument = new InstrumentJson
        {
            Id = 1, Uid = Guid.Parse("01937a3e-0000-7000-8000-000000000001"), Name = "Sanktionen", Synonyms = [], Examples = [], Depth = 0, Cameo = "1312", Threats = 14,
        };
        var book = api.MapGroup("").RequireScope(TokenScope.Read);
        book.MapGet("/codebook", BookAsync)
            .Documented("Codebook", "The codebook", "Issues and instruments in the order of their trees, with the number of the version in force.")
            .WithExample(new CodebookJson { Version = 17, ChangedAt = Examples.Day, Issues = [issue], Instruments = [instrument] });
        book.MapGet("/issues", IssuesAsync)
            .Documented("Codebook", "Issues", "Matters that actors take a stand on, with how many confirmed positions stand on each side.")
            .WithExample(new ListJson<IssueJson> { Items = [issue] });
        book.MapGet("/instruments", InstrumentsAsync)
            .Documented("Codebook", "Instruments", "Means of threats, with how many confirmed threats use them.")
            .WithExample(new ListJson<InstrumentJson> { Items = [instrument] });
    }

    private static async Task<Ok<CodebookJson>> BookAsync(IDbContextFactory<NewsDbContext> archive, [Description("Entries that are no longer to be coded with, too.")] bool? retired, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var version = await db.CodebookVersions.AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancel);
        return TypedResults.Ok(new CodebookJson
        {
            Version = version?.Number ?? 0, ChangedAt = version?.At,
            Issues = [.. (await db.IssuesAsync(cancel, retired == true)).Select(IssueJson.Of)], Instruments = [.. (await db.InstrumentsAsync(cancel, retired == true)).Select(InstrumentJson.Of)],
        });
    }

    private static async Task<Ok<ListJson<IssueJson>>> IssuesAsync(IDbContextFactory<NewsDbContext> archive, [Description("Entries that are no longer to be coded with, too.")] bool? retired, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return TypedResults.Ok(new ListJson<IssueJson> { Items = [.. (await db.IssuesAsync(cancel, retired == true)).Select(IssueJson.Of)] });
    }

    private static async Task<Ok<ListJson<InstrumentJson>>> InstrumentsAsync(IDbContextFactory<NewsDbContext> archive, [Description("Entries that are no longer to be coded with, too.")] bool? retired, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return TypedResults.Ok(new ListJson<InstrumentJson> { Items = [.. (await db.InstrumentsAsync(cancel, retired == true)).Select(InstrumentJson.Of)] });
    }
}
