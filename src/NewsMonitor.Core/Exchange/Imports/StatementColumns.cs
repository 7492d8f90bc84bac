namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>What the columns of a table of statements may hold. The names are the headings of our own export.</summary>
public static class StatementColumns
{
    public const string Kind = "kind", Address = "address", Title = "title", PublishedAt = "published_at", Quote = "quote", Start = "start", End = "end", Version = "article_version",
        Speaker = "speaker", SpeakerOrganisation = "speaker_organisation", Threatener = "threatener", Addressee = "addressee", Target = "target", Beneficiary = "beneficiary", Attributor = "attributor",
        Issue = "issue", Stance = "stance", Act = "act", Instrument = "instrument", InstrumentWords = "instrument_words", Cameo = "cameo", Condition = "condition", Mode = "mode",
        LifeCycle = "life_cycle", EventDate = "event_date", Note = "note", State = "state";

    public static IReadOnlyList<ColumnMeaning> All { get; } =
    [
        new(Kind, "type", "art"), new(Address, "url", "link", "canonical_address", "adresse"), new(Title, "document_title", "headline", "article", "titel", "artikel", "dokument"),
        new(PublishedAt, "date", "time", "published", "document_date", "datum"), new(Quote, "text", "evidence", "excerpt", "zitat", "beleg"),
        new(Start, "start_position", "begin"), new(End, "stop_position", "stop", "ende"), new(Version),
        new(Speaker, "person", "actor", "akteur", "sprecher"), new(SpeakerOrganisation, "organization", "organisation"), new(Threatener, "drohender"), new(Addressee, "adressat"),
        new(Target, "ziel"), new(Beneficiary, "nutznießer"), new(Attributor, "source_actor"),
        new(Issue, "concept", "category", "streitfrage", "thema", "kategorie"), new(Stance, "agreement", "position", "haltung", "zustimmung"), new(Act, "speech_act"),
        new(Instrument, "means", "mittel"), new(InstrumentWords), new(Cameo), new(Condition, "bedingung"), new(Mode, "modus"), new(LifeCycle), new(EventDate), new(Note, "comment", "memo", "notiz", "anmerkung"),
        new(State),
    ];

    /// <summary>What is missing for statements to be read at all.</summary>
    public static IReadOnlyList<string> Missing(ColumnMap map)
    {
        List<string> missing = [];
        if (!map.Has(Address) && !map.Has(Title)) missing.Add(Address);
        if (!map.Has(Quote) && !(map.Has(Start) && map.Has(End))) missing.Add(Quote);
        if (!map.Has(Speaker) && !map.Has(SpeakerOrganisation) && !map.Has(Threatener)) missing.Add(Speaker);
        if (!map.Has(Threatener))
        {
            if (!map.Has(Issue)) missing.Add(Issue);
            if (!map.Has(Stance)) missing.Add(Stance);
        }
        return missing;
    }
}
