using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>Reads our own statements, a JSON object a line: nothing is lost between the export and here.</summary>
internal static class StatementsJsonReader
{
    public static async IAsyncEnumerable<ImportedLine> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        var number = 0;
        await foreach (var line in TextLines.ReadAsync(file, cancel))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return Read(line, string.Create(CultureInfo.InvariantCulture, $"line {number}"));
        }
    }

    private static ImportedLine Read(string line, string place)
    {
        ImportedLine Fault(ImportFaultKind kind, string detail = "") => new(null, new(place, kind, detail));
        if (line.Length >= ImportBounds.LongestCell) return Fault(ImportFaultKind.TooLong);
        StatementRecord? s;
        try { s = JsonSerializer.Deserialize<StatementRecord>(line, JsonText.Options); }
        catch (JsonException e) { return Fault(ImportFaultKind.NotReadable, e.Message); }
        // The reader takes null where a record says that there is none: a file is not a compiler.
        if (s?.Article?.Address is null || s.Participants is null || s.Evidence is null || s.Kind is null) return Fault(ImportFaultKind.NotReadable, "it is no statement of ours");
        if (ImportWords.IsThreat(s.Kind) is not { } isThreat) return Fault(ImportFaultKind.NotAKind, s.Kind);
        if (!isThreat && s.Issue is null) return Fault(ImportFaultKind.NoIssue);
        if (!isThreat && ImportWords.StanceOf(s.Stance ?? "") is null) return Fault(ImportFaultKind.NotAStance, s.Stance ?? "");
        if (ImportWords.WordOf<PositionAct>(s.Act) is not { } act) return Fault(ImportFaultKind.NotAWord, s.Act!);
        if (ImportWords.WordOf<ThreatMode>(s.Mode) is not { } mode) return Fault(ImportFaultKind.NotAWord, s.Mode!);
        if (ImportWords.WordOf<ThreatLifeCycle>(s.LifeCycle) is not { } cycle) return Fault(ImportFaultKind.NotAWord, s.LifeCycle!);
        var (actors, evidence) = (new List<ImportedActor>(), new List<ImportedEvidence>());
        foreach (var p in s.Participants)
        {
            if (p?.Name is null || ImportWords.WordOf<ParticipantRole>(p.Role) is not { } role) return Fault(ImportFaultKind.NotAWord, p?.Role ?? "");
            actors.Add(new(role, p.Name) { Kind = ImportWords.Kind(p.Kind), Key = p.Key, WikidataId = p.WikidataId, Country = p.Country, Organisation = p.Organisation });
        }
        foreach (var e in s.Evidence)
        {
            if (e?.Quote is null || ImportWords.WordOf<AnchorRole>(e.Role) is not { } role) return Fault(ImportFaultKind.NotAWord, e?.Role ?? "");
            evidence.Add(new(role, e.Quote, e.Start, e.End, Version: e.Version));
        }
        if (evidence.All(e => e.Role != AnchorRole.Evidence)) return Fault(ImportFaultKind.NoWords);
        return new(new()
        {
            Place = place, Article = new(s.Article.Address, s.Article.Title, DateOnly.FromDateTime(s.Article.PublishedAt.UtcDateTime)), IsThreat = isThreat, Actors = actors, Evidence = evidence,
            Issue = isThreat ? null : new(s.Issue!) { Proposition = s.Proposition }, Stance = ImportWords.StanceOf(s.Stance ?? "") ?? default, Act = act, Mode = mode, LifeCycle = cycle,
            Instrument = s.Instrument, InstrumentWords = s.InstrumentWords, Cameo = s.Cameo, Condition = s.Condition, EventDate = s.EventDate, Note = s.Note, IsSuggested = s.State == "suggested",
        }, null);
    }
}
