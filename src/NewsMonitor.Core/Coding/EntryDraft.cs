namespace NewsMonitor.Core.Coding;

/// <summary>An entry of the codebook as an editor writes it down. Without an id it is a new one.</summary>
public abstract record EntryDraft
{
    public long? Id { get; init; }
    public uint RowVersion { get; init; }
    public required string Name { get; init; }
    public string? Definition { get; init; }
    public string? Include { get; init; }
    public string? Exclude { get; init; }
    public IReadOnlyList<string> Examples { get; init; } = [];
    /// <summary>Null leaves them as they are.</summary>
    public IReadOnlyList<string>? Synonyms { get; init; }
    public string? Color { get; init; }
    public string? Shortcut { get; init; }
    /// <summary>Where a new entry stands; one that is there is moved by <see cref="CodebookEditor.MoveAsync"/>.</summary>
    public long? ParentId { get; init; }
}

public sealed record IssueDraft : EntryDraft
{
    public string? Proposition { get; init; }
}

public sealed record InstrumentDraft : EntryDraft
{
    public string? Cameo { get; init; }
}

/// <summary>Whether a draft can stand in the codebook.</summary>
internal static class EntryCheck
{
    public const int MostExamples = 50;
    public const int MostSynonyms = 50;

    /// <summary>What is wrong with the draft by itself, apart from its neighbours.</summary>
    public static ListFault? FindFault(EntryDraft draft)
    {
        if (draft.Name.Trim().Length == 0) return ListFault.NoName;
        string?[] texts = [draft.Definition, draft.Include, draft.Exclude, .. draft.Examples];
        if (draft.Name.Trim().Length > Limits.Name || texts.Any(t => t?.Length > Limits.Note) || draft.Examples.Count > MostExamples) return ListFault.TooLong;
        if (draft.Synonyms is { } synonyms && (synonyms.Count > MostSynonyms || synonyms.Any(s => s.Trim().Length > Limits.Name))) return ListFault.TooLong;
        if ((draft as IssueDraft)?.Proposition?.Length > Limits.Title || (draft as InstrumentDraft)?.Cameo?.Trim().Length > 4) return ListFault.TooLong;
        if (draft.Shortcut?.Trim().Length > 1) return ListFault.TooLong;
        return draft.Color is { } color && !string.IsNullOrWhiteSpace(color) && !IsColor(color.Trim()) ? ListFault.NoColor : null;
    }

    /// <summary><c>#rrggbb</c>.</summary>
    public static bool IsColor(string color) => color.Length == 7 && color[0] == '#' && color.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>Writes the draft into the entry.</summary>
    /// <returns>Whether the entry got another name.</returns>
    public static bool Fill(CodebookEntry entry, EntryDraft draft)
    {
        if (draft.Synonyms is { } synonyms) entry.Synonyms = Lines(synonyms);
        var name = draft.Name.Trim();
        var renamed = draft.Id is not null && entry.Name != name;
        if (renamed) entry.Rename(name);
        else entry.Name = name;
        (entry.Definition, entry.Include, entry.Exclude) = (Blank(draft.Definition), Blank(draft.Include), Blank(draft.Exclude));
        entry.Examples = Lines(draft.Examples);
        (entry.Color, entry.Shortcut) = (Blank(draft.Color)?.ToLowerInvariant(), Blank(draft.Shortcut)?.ToLowerInvariant());
        if (entry is Issue issue && draft is IssueDraft ofIssue) issue.Proposition = Blank(ofIssue.Proposition);
        if (entry is Instrument instrument && draft is InstrumentDraft ofInstrument) instrument.Cameo = Blank(ofInstrument.Cameo);
        return renamed;
    }

    private static List<string> Lines(IEnumerable<string> texts) => [.. texts.Select(Blank).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
