using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Adjudication;
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
        Converters = { new JsonStringEnumConverter(), new Microseconds() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static (EntryKind Kind, long Id) KeyOf(object entry) => entry switch
    {
        Actor actor => (EntryKind.Actor, actor.Id),
        Issue issue => (EntryKind.Issue, issue.Id),
        Instrument instrument => (EntryKind.Instrument, instrument.Id),
        Article article => (EntryKind.Article, article.Id),
        Quotation quotation => (EntryKind.Quotation, quotation.Id),
        AdjudicatedArticle adjudication => (EntryKind.Adjudication, adjudication.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.GetType(), "An entry that the history does not know."),
    };

    /// <summary>Takes an entry as <see cref="LoadAsync"/> loads it: an actor with its names and offices.</summary>
    public static JsonDocument Of(object entry) => entry switch
    {
        Actor a => JsonSerializer.SerializeToDocument(new ActorState(
            a.Name, a.Kind, a.Country, a.WikidataId, a.ParentId, a.MergedIntoId, a.RetiredAt, a.Note,
            [.. a.Names.OrderBy(n => n.Language, StringComparer.Ordinal).ThenBy(n => n.Text, StringComparer.Ordinal)
                .Select(n => new NameState(n.Language, n.Text, n.Preferred, n.From, n.Until))],
            [.. a.Affiliations.OrderBy(o => o.From).ThenBy(o => o.Office, StringComparer.Ordinal).ThenBy(o => o.OrganisationId)
                .Select(o => new OfficeState(o.OrganisationId, o.Office, o.From, o.Until))]), Json),
        CodebookEntry e => JsonSerializer.SerializeToDocument(new BookState(
            e.Name, (e as Issue)?.Proposition, (e as Instrument)?.Cameo, e.Definition, e.Include, e.Exclude, [.. e.Examples], [.. e.Synonyms], e.Color, e.Shortcut,
            e.ParentId, e.Rank, e.MergedIntoId, e.RetiredAt), Json),
        Article a => JsonSerializer.SerializeToDocument(new ArticleState(a.CodingState == CodingState.Coded), Json),
        AdjudicatedArticle a => JsonSerializer.SerializeToDocument(new AdjudicationState(a.FinishedAt, a.FinishedBy), Json),
        Quotation q => JsonSerializer.SerializeToDocument(new QuotationState(q.State, q.SpeakerId, q.ViaId, q.DecidedAt, q.DecidedBy), Json),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.GetType(), "An entry that the history does not know."),
    };

    /// <summary>Puts an entry back into a state of its past.</summary>
    public static void Restore(object entry, JsonDocument state)
    {
        switch (entry)
        {
            case Actor actor: Read<ActorState>(state).RestoreTo(actor); break;
            case Quotation quotation: Read<QuotationState>(state).RestoreTo(quotation); break;
            case AdjudicatedArticle adjudication: Read<AdjudicationState>(state).RestoreTo(adjudication); break;
            case CodebookEntry book: Read<BookState>(state).RestoreTo(book); break;
            case Article article: article.CodingState = Read<ArticleState>(state).Coded ? CodingState.Coded : CodingState.InWork; break;
        }
    }

    /// <summary>Whether the entry is just as a revision left it. Read and written again, for an older snapshot may lack newer fields.</summary>
    public static bool Stands(object entry, JsonDocument after)
    {
        var left = entry switch
        {
            Actor => JsonSerializer.Serialize(Read<ActorState>(after), Json),
            Quotation => JsonSerializer.Serialize(Read<QuotationState>(after), Json),
            AdjudicatedArticle => JsonSerializer.Serialize(Read<AdjudicationState>(after), Json),
            CodebookEntry => JsonSerializer.Serialize(Read<BookState>(after), Json),
            _ => JsonSerializer.Serialize(Read<ArticleState>(after), Json),
        };
        return left == Of(entry).RootElement.GetRawText();
    }

    public static async Task<object?> LoadAsync(NewsDbContext db, EntryKind kind, long id, CancellationToken cancel) => kind switch
    {
        EntryKind.Actor => await db.Actors.Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, cancel),
        EntryKind.Issue => await db.Issues.SingleOrDefaultAsync(i => i.Id == id, cancel),
        EntryKind.Instrument => await db.Instruments.SingleOrDefaultAsync(i => i.Id == id, cancel),
        EntryKind.Adjudication => await db.Adjudications.SingleOrDefaultAsync(a => a.Id == id, cancel),
        EntryKind.Quotation => await db.Quotations.SingleOrDefaultAsync(q => q.Id == id, cancel),
        _ => await db.Articles.SingleOrDefaultAsync(a => a.Id == id, cancel),
    };

    private static T Read<T>(JsonDocument json) where T : class =>
        json.Deserialize<T>(Json) ?? throw new InvalidOperationException("A revision holds the JSON value null where an entry should stand.");

    private sealed record NameState(string? Language, string Text, bool Preferred, DateOnly? From = null, DateOnly? Until = null);

    private sealed record OfficeState(long? OrganisationId, string Office, DateOnly? From, DateOnly? Until);

    private sealed record ActorState(
        string Name, ActorKind Kind, string? Country, string? WikidataId, long? ParentId, long? MergedIntoId, DateTimeOffset? RetiredAt, string? Note,
        IReadOnlyList<NameState> Names, IReadOnlyList<OfficeState> Offices)
    {
        public void RestoreTo(Actor actor)
        {
            (actor.Name, actor.Kind, actor.Country, actor.WikidataId) = (Name, Kind, Country, WikidataId);
            (actor.ParentId, actor.MergedIntoId, actor.RetiredAt, actor.Note) = (ParentId, MergedIntoId, RetiredAt, Note);
            actor.ReplaceNames(Names.Select(n => new ActorName { Language = n.Language, Text = n.Text, Preferred = n.Preferred, From = n.From, Until = n.Until }));
            actor.ReplaceOffices(Offices.Select(o => new Affiliation { OrganisationId = o.OrganisationId, Office = o.Office, From = o.From, Until = o.Until }));
        }
    }

    /// <summary>An issue or instrument.</summary>
    private sealed record BookState(
        string Name, string? Proposition, string? Cameo, string? Definition, string? Include, string? Exclude, IReadOnlyList<string>? Examples, IReadOnlyList<string>? Synonyms,
        string? Color, string? Shortcut, long? ParentId, double Rank, long? MergedIntoId, DateTimeOffset? RetiredAt)
    {
        public void RestoreTo(CodebookEntry entry)
        {
            (entry.Name, entry.Definition, entry.Include, entry.Exclude) = (Name, Definition, Include, Exclude);
            (entry.Examples, entry.Synonyms) = ([.. Examples ?? []], [.. Synonyms ?? []]);
            (entry.Color, entry.Shortcut, entry.ParentId, entry.Rank) = (Color, Shortcut, ParentId, Rank);
            (entry.MergedIntoId, entry.RetiredAt) = (MergedIntoId, RetiredAt);
            if (entry is Issue issue) issue.Proposition = Proposition;
            if (entry is Instrument instrument) instrument.Cameo = Cameo;
        }
    }

    private sealed record QuotationState(CodeState State, long? SpeakerId, long? ViaId, DateTimeOffset? DecidedAt, long? DecidedBy)
    {
        public void RestoreTo(Quotation quotation) =>
            (quotation.State, quotation.SpeakerId, quotation.ViaId, quotation.DecidedAt, quotation.DecidedBy) = (State, SpeakerId, ViaId, DecidedAt, DecidedBy);
    }

    /// <summary>Whether an article of a round is settled: undo of finishing opens it again.</summary>
    private sealed record AdjudicationState(DateTimeOffset? FinishedAt, long? FinishedBy)
    {
        public void RestoreTo(AdjudicatedArticle adjudication) => (adjudication.FinishedAt, adjudication.FinishedBy) = (FinishedAt, FinishedBy);
    }

    /// <summary>Only the word that is a person's; the rest is counted (<see cref="ArticleTally"/>).</summary>
    private sealed record ArticleState(bool Coded);

    /// <summary>PostgreSQL keeps microseconds, the clock counts tenths of them: an entry read back must be the same as the one that was written.</summary>
    private sealed class Microseconds : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            var utc = value.ToUniversalTime();
            writer.WriteStringValue(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond)));
        }
    }
}
