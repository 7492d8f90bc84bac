using System.Globalization;
using System.Runtime.CompilerServices;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>Reads a table of statements, line by line: each is a statement, or a fault with its place.</summary>
internal static class StatementsCsvReader
{
    private static readonly (string Column, ParticipantRole Role)[] Roles =
    [
        (StatementColumns.Speaker, ParticipantRole.Speaker), (StatementColumns.Threatener, ParticipantRole.Threatener), (StatementColumns.Addressee, ParticipantRole.Addressee),
        (StatementColumns.Target, ParticipantRole.Target), (StatementColumns.Beneficiary, ParticipantRole.Beneficiary), (StatementColumns.Attributor, ParticipantRole.Attributor),
    ];

    public static async IAsyncEnumerable<ImportedLine> ReadAsync(CsvTable table, ColumnMap map, [EnumeratorCancellation] CancellationToken cancel)
    {
        var isAgreement = map.HeadingOf(StatementColumns.Stance) is { } heading && heading.Contains("agree", StringComparison.OrdinalIgnoreCase);
        await foreach (var line in table.LinesAsync(cancel)) yield return Read(line, map, isAgreement);
    }

    private static ImportedLine Read(CsvLine line, ColumnMap map, bool isAgreement)
    {
        string? Cell(string column) => map.Of(line, column);
        ImportedLine Fault(ImportFaultKind kind, string detail = "") => new(null, new(line.Place, kind, detail));

        var actors = Actors(line, map);
        bool isThreat;
        if (Cell(StatementColumns.Kind) is { } kind)
        {
            if (ImportWords.IsThreat(kind) is not { } said) return Fault(ImportFaultKind.NotAKind, kind);
            isThreat = said;
        }
        else isThreat = actors.Any(a => a.Role == ParticipantRole.Threatener);

        DateOnly? published = null, eventDate = null;
        if (Cell(StatementColumns.PublishedAt) is { } date && (published = ImportWords.Day(date)) is null) return Fault(ImportFaultKind.NotADate, date);
        if (Cell(StatementColumns.EventDate) is { } day && (eventDate = ImportWords.Day(day)) is null) return Fault(ImportFaultKind.NotADate, day);
        var (address, title) = (Cell(StatementColumns.Address), Cell(StatementColumns.Title));
        if (address is null && title is null) return Fault(ImportFaultKind.NoArticle);

        var (stance, act, mode, cycle) = (default(Stance), default(PositionAct), default(ThreatMode), default(ThreatLifeCycle));
        if (isThreat)
        {
            if (ImportWords.WordOf<ThreatMode>(Cell(StatementColumns.Mode)) is not { } m) return Fault(ImportFaultKind.NotAWord, Cell(StatementColumns.Mode)!);
            if (ImportWords.WordOf<ThreatLifeCycle>(Cell(StatementColumns.LifeCycle)) is not { } c) return Fault(ImportFaultKind.NotAWord, Cell(StatementColumns.LifeCycle)!);
            (mode, cycle) = (m, c);
        }
        else
        {
            if (Cell(StatementColumns.Issue) is null) return Fault(ImportFaultKind.NoIssue);
            if (ImportWords.StanceOf(Cell(StatementColumns.Stance) ?? "", isAgreement) is not { } s) return Fault(ImportFaultKind.NotAStance, Cell(StatementColumns.Stance) ?? "");
            if (ImportWords.WordOf<PositionAct>(Cell(StatementColumns.Act)) is not { } a) return Fault(ImportFaultKind.NotAWord, Cell(StatementColumns.Act)!);
            (stance, act) = (s, a);
        }
        var evidence = Evidence(line, map);
        if (evidence.Count == 0) return Fault(ImportFaultKind.NoWords);
        return new(new()
        {
            Place = line.Place, Article = new(address, title, published), IsThreat = isThreat, Actors = actors, Evidence = evidence,
            Issue = !isThreat ? new(Cell(StatementColumns.Issue)!) : null, Stance = stance, Act = act, Mode = mode, LifeCycle = cycle,
            Instrument = Cell(StatementColumns.Instrument), InstrumentWords = Cell(StatementColumns.InstrumentWords), Cameo = Cell(StatementColumns.Cameo),
            Condition = Cell(StatementColumns.Condition), EventDate = eventDate, Note = Cell(StatementColumns.Note),
            IsSuggested = Cell(StatementColumns.State) is { } state && (state.Equals("suggested", StringComparison.OrdinalIgnoreCase) || state.Equals("vorgeschlagen", StringComparison.OrdinalIgnoreCase)),
        }, null);
    }

    /// <summary>The actors of all roles. An organisation beside a person is where that person belongs; alone it speaks itself.</summary>
    private static List<ImportedActor> Actors(CsvLine line, ColumnMap map)
    {
        List<ImportedActor> actors = [.. Roles.SelectMany(r => map.ListOf(line, r.Column).Select(name => new ImportedActor(r.Role, name)))];
        var organisations = map.ListOf(line, StatementColumns.SpeakerOrganisation);
        var speakers = actors.Where(a => a.Role == ParticipantRole.Speaker).ToArray();
        if (speakers.Length == 0) actors.AddRange(organisations.Select(name => new ImportedActor(ParticipantRole.Speaker, name) { Kind = ActorKind.Organisation }));
        else if (organisations.Count == 1 && speakers.Length == 1)
        {
            actors[actors.IndexOf(speakers[0])] = speakers[0] with { Kind = ActorKind.Person, Organisation = organisations[0] };
        }
        return actors;
    }

    /// <summary>As many places as the columns of places name; without them the quote as one, or in the parts that an export joins.</summary>
    private static IReadOnlyList<ImportedEvidence> Evidence(CsvLine line, ColumnMap map)
    {
        var quote = map.Of(line, StatementColumns.Quote) ?? "";
        var (starts, ends) = (Numbers(map.ListOf(line, StatementColumns.Start)), Numbers(map.ListOf(line, StatementColumns.End)));
        var version = Numbers(map.ListOf(line, StatementColumns.Version)) is [{ } only] ? only : (int?)null;
        var parts = starts.Count > 1 ? quote.Split(" … ") : [quote];
        if (starts.Count == ends.Count && starts.Count > 0 && starts.All(n => n is not null) && ends.All(n => n is not null) && (parts.Length == starts.Count || quote.Length == 0))
        {
            return [.. starts.Select((start, i) => new ImportedEvidence(AnchorRole.Evidence, quote.Length == 0 ? "" : parts[i], start, ends[i], Version: version))];
        }
        return quote.Length == 0 ? [] : [new(AnchorRole.Evidence, quote, Version: version)];
    }

    private static List<int?> Numbers(IReadOnlyList<string> cells) =>
        [.. cells.Select(c => int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null)];
}
