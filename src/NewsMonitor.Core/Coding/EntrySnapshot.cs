using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Quotations;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// Entries as the history keeps them: everything that a person can decide, nothing that the database adds. A new field of an entity belongs
/// into its record here, else undo would leave it behind. Old snapshots lack what is newer: such members need a default.
/// </summary>
internal static class EntrySnapshot
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static (EntryKind Kind, long Id) KeyOf(object entry) => entry switch
    {
        Actor actor => (EntryKind.Actor, actor.Id),
        Issue issue => (EntryKind.Issue, issue.Id),
        Instrument instrument => (EntryKind.Instrument, instrument.Id),
        Article article => (EntryKind.Article, article.Id),
        Quotation quotation => (EntryKind.Quotation, quotation.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.GetType(), "An entry that the history does not know."),
    };

    /// <summary>Takes an entry as <see cref="LoadAsync"/> loads it: an actor with its names and offices.</summary>
    public static JsonDocument Of(object entry) => entry switch
    {
        Actor a => JsonSerializer.SerializeToDocument(new ActorState(
            a.Name, a.Kind, a.Country, a.WikidataId, a.ParentId, a.MergedIntoId, a.Note,
            [.. a.Names.OrderBy(n => n.Language, StringComparer.Ordinal).ThenBy(n => n.Text, StringComparer.Ordinal).Select(n => new NameState(n.Language, n.Text, n.Preferred))],
            [.. a.Affiliations.OrderBy(o => o.From).ThenBy(o => o.Office, StringComparer.Ordinal).Select(o => new OfficeState(o.OrganisationId, o.Office, o.From, o.Until))]), Json),
        Issue i => JsonSerializer.SerializeToDocument(new IssueState(
            i.Name, i.Proposition, i.Definition, i.Include, i.Exclude, i.Example, i.Shortcut, i.ParentId, i.MergedIntoId, i.RetiredAt), Json),
        Instrument i => JsonSerializer.SerializeToDocument(new InstrumentState(i.Name, i.Cameo, i.Definition, i.Shortcut, i.MergedIntoId, i.RetiredAt), Json),
        Article a => JsonSerializer.SerializeToDocument(new ArticleState(a.CodingState == CodingState.Coded), Json),
        Quotation q => JsonSerializer.SerializeToDocument(new QuotationState(q.State, q.SpeakerId, q.ViaId, q.DecidedAt, q.DecidedBy), Json),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.GetType(), "An entry that the history does not know."),
    };

    /// <summary>Puts an entry back into a state of its past.</summary>
    public static void Restore(object entry, JsonDocument state)
    {
        switch (entry)
        {
            case Actor actor: Read<ActorState>(state).RestoreTo(actor); break;
            case Issue issue: Read<IssueState>(state).RestoreTo(issue); break;
            case Instrument instrument: Read<InstrumentState>(state).RestoreTo(instrument); break;
            case Quotation quotation: Read<QuotationState>(state).RestoreTo(quotation); break;
            case Article article: article.CodingState = Read<ArticleState>(state).Coded ? CodingState.Coded : CodingState.InWork; break;
        }
    }

    /// <summary>Whether the entry is just as a revision left it. Read and written again, for an older snapshot may lack newer fields.</summary>
    public static bool Stands(object entry, JsonDocument after)
    {
        var left = entry switch
        {
            Actor => JsonSerializer.Serialize(Read<ActorState>(after), Json),
            Issue => JsonSerializer.Serialize(Read<IssueState>(after), Json),
            Instrument => JsonSerializer.Serialize(Read<InstrumentState>(after), Json),
            Quotation => JsonSerializer.Serialize(Read<QuotationState>(after), Json),
            _ => JsonSerializer.Serialize(Read<ArticleState>(after), Json),
        };
        return left == Of(entry).RootElement.GetRawText();
    }

    public static async Task<object?> LoadAsync(NewsDbContext db, EntryKind kind, long id, CancellationToken cancel) => kind switch
    {
        EntryKind.Actor => await db.Actors.Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, cancel),
        EntryKind.Issue => await db.Issues.SingleOrDefaultAsync(i => i.Id == id, cancel),
        EntryKind.Instrument => await db.Instruments.SingleOrDefaultAsync(i => i.Id == id, cancel),
        EntryKind.Quotation => await db.Quotations.SingleOrDefaultAsync(q => q.Id == id, cancel),
        _ => await db.Articles.SingleOrDefaultAsync(a => a.Id == id, cancel),
    };

    private static T Read<T>(JsonDocument json) where T : class =>
        json.Deserialize<T>(Json) ?? throw new InvalidOperationException("A revision holds the JSON value null where an entry should stand.");

    private sealed record NameState(string? Language, string Text, bool Preferred);

    private sealed record OfficeState(long? OrganisationId, string Office, DateOnly? From, DateOnly? Until);

    private sealed record ActorState(
        string Name, ActorKind Kind, string? Country, string? WikidataId, long? ParentId, long? MergedIntoId, string? Note,
        IReadOnlyList<NameState> Names, IReadOnlyList<OfficeState> Offices)
    {
        public void RestoreTo(Actor actor)
        {
            (actor.Name, actor.Kind, actor.Country, actor.WikidataId) = (Name, Kind, Country, WikidataId);
            (actor.ParentId, actor.MergedIntoId, actor.Note) = (ParentId, MergedIntoId, Note);
            var names = Names.ToDictionary(n => (n.Language, n.Text));
            foreach (var name in actor.Names.ToArray())
            {
                if (names.Remove((name.Language, name.Text), out var kept)) name.Preferred = kept.Preferred;
                else actor.Names.Remove(name);
            }
            foreach (var (language, text, preferred) in names.Values) actor.Names.Add(new() { Language = language, Text = text, Preferred = preferred });
            var offices = Offices.ToList();
            foreach (var office in actor.Affiliations.ToArray())
            {
                if (!offices.Remove(new(office.OrganisationId, office.Office, office.From, office.Until))) actor.Affiliations.Remove(office);
            }
            foreach (var o in offices) actor.Affiliations.Add(new() { OrganisationId = o.OrganisationId, Office = o.Office, From = o.From, Until = o.Until });
        }
    }

    private sealed record IssueState(
        string Name, string? Proposition, string? Definition, string? Include, string? Exclude, string? Example, string? Shortcut,
        long? ParentId, long? MergedIntoId, DateTimeOffset? RetiredAt)
    {
        public void RestoreTo(Issue issue)
        {
            (issue.Name, issue.Proposition, issue.Definition) = (Name, Proposition, Definition);
            (issue.Include, issue.Exclude, issue.Example, issue.Shortcut) = (Include, Exclude, Example, Shortcut);
            (issue.ParentId, issue.MergedIntoId, issue.RetiredAt) = (ParentId, MergedIntoId, RetiredAt);
        }
    }

    private sealed record InstrumentState(
        string Name, string? Cameo, string? Definition, string? Shortcut, long? MergedIntoId, DateTimeOffset? RetiredAt)
    {
        public void RestoreTo(Instrument instrument)
        {
            (instrument.Name, instrument.Cameo, instrument.Definition) = (Name, Cameo, Definition);
            (instrument.Shortcut, instrument.MergedIntoId, instrument.RetiredAt) = (Shortcut, MergedIntoId, RetiredAt);
        }
    }

    private sealed record QuotationState(CodeState State, long? SpeakerId, long? ViaId, DateTimeOffset? DecidedAt, long? DecidedBy)
    {
        public void RestoreTo(Quotation quotation) =>
            (quotation.State, quotation.SpeakerId, quotation.ViaId, quotation.DecidedAt, quotation.DecidedBy) = (State, SpeakerId, ViaId, DecidedAt, DecidedBy);
    }

    /// <summary>Only the word that is a person's; the rest is counted (<see cref="ArticleTally"/>).</summary>
    private sealed record ArticleState(bool Coded);
}
