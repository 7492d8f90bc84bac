using System.Security.Cryptography;
using System.Text;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Codebook;

/// <summary>An entry of a codebook in a file. What the file does not say is null and leaves the archive's own words alone; "" clears them.</summary>
public sealed record CodebookFileEntry
{
    public required Guid Uid { get; init; }
    /// <summary>Whether the file itself said the guid, or it was made from the name.</summary>
    public bool HasOwnGuid { get; init; } = true;
    public EntryKind Kind { get; init; }
    public Guid? Parent { get; init; }
    /// <summary>Whether the file knows of parents: only then does none mean the top.</summary>
    public bool SaysParent { get; init; } = true;
    public required string Name { get; init; }
    public string? Proposition { get; init; }
    public string? Cameo { get; init; }
    public string? Definition { get; init; }
    public string? Include { get; init; }
    public string? Exclude { get; init; }
    public IReadOnlyList<string>? Examples { get; init; }
    public IReadOnlyList<string>? Synonyms { get; init; }
    public string? Color { get; init; }
    public string? Shortcut { get; init; }
    public bool? Retired { get; init; }
}

/// <summary>Why a codebook file was refused.</summary>
public enum CodebookFileFault { NotReadable, TooLarge, TooManyEntries, TooDeep, NoEntries, SameTwice }

/// <summary>What came of reading a codebook file: entries, parents before children, or the reason why not.</summary>
/// <param name="Entries">In the file's order.</param>
/// <param name="Fault">Set where it was refused.</param>
/// <param name="Detail">What was found, for the person who brought the file.</param>
/// <param name="Origin">The program that wrote it, where the format says so.</param>
public sealed record CodebookReading(IReadOnlyList<CodebookFileEntry> Entries, CodebookFileFault? Fault = null, string? Detail = null, string? Origin = null)
{
    internal static CodebookReading Refuse(CodebookFileFault fault, string detail) => new([], fault, detail);
}

/// <summary>A codebook in a file, by whichever format: CSV for people and spreadsheets, REFI-QDA for NVivo, MAXQDA and ATLAS.ti.</summary>
public static class CodebookFile
{
    public const int MostBytes = 10_000_000;
    public const int MostEntries = 20_000;
    /// <summary>No codebook that people use is deeper than ten.</summary>
    public const int Deepest = 50;

    /// <summary>Reads a file by what it holds, not by its name. At most <see cref="MostBytes"/> are taken.</summary>
    public static async Task<CodebookReading> ReadAsync(Stream file, CancellationToken cancel)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await file.ReadAsync(buffer, cancel)) > 0)
        {
            if (copy.Length + count > MostBytes) return CodebookReading.Refuse(CodebookFileFault.TooLarge, $"It is larger than {MostBytes / 1_000_000} MB.");
            copy.Write(buffer, 0, count);
        }
        var bytes = copy.ToArray();
        if (bytes.Length == 0) return CodebookReading.Refuse(CodebookFileFault.NoEntries, "It is empty.");
        var reading = IsXml(bytes) ? CodebookQdc.Read(new MemoryStream(bytes)) : CodebookCsv.Read(new MemoryStream(bytes));
        if (reading.Fault is not null) return reading;
        if (reading.Entries.Count == 0) return CodebookReading.Refuse(CodebookFileFault.NoEntries, "It names no code.");
        return reading.Entries.GroupBy(e => e.Uid).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? CodebookReading.Refuse(CodebookFileFault.SameTwice, $"“{twice.First().Name}” and “{twice.Last().Name}” have the same id {twice.Key}.")
            : reading;
    }

    public static CodebookFileEntry Of(CodebookEntry entry, IReadOnlyDictionary<long, Guid> guids) => new()
    {
        Uid = entry.Uid, Kind = entry is Issue ? EntryKind.Issue : EntryKind.Instrument,
        Parent = entry.ParentId is { } parent && guids.TryGetValue(parent, out var guid) ? guid : null,
        Name = entry.Name, Proposition = (entry as Issue)?.Proposition, Cameo = (entry as Instrument)?.Cameo, Definition = entry.Definition,
        Include = entry.Include, Exclude = entry.Exclude, Examples = entry.Examples, Synonyms = entry.Synonyms, Color = entry.Color,
        Shortcut = entry.Shortcut, Retired = entry.RetiredAt is not null,
    };

    /// <summary>
    /// A guid made from words, the same for the same words (RFC 9562, version 8, over SHA-256): for files whose ids are none ("c001"), and for
    /// tables that name their codes only.
    /// </summary>
    internal static Guid NamedGuid(string words)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"newsmonitor codebook\n{words}"), hash);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary><c>#rrggbb</c> from what the formats allow (<c>#abc</c> too); null for anything else.</summary>
    internal static string? ColorOf(string? color) => color?.Trim().ToLowerInvariant() switch
    {
        { Length: 7 } full when EntryCheck.IsColor(full) => full,
        { Length: 4 } brief when EntryCheck.IsColor($"#{brief[1]}{brief[1]}{brief[2]}{brief[2]}{brief[3]}{brief[3]}") => $"#{brief[1]}{brief[1]}{brief[2]}{brief[2]}{brief[3]}{brief[3]}",
        _ => null,
    };

    private static bool IsXml(byte[] bytes)
    {
        // A byte order mark, white space, then a tag; in UTF-16 with zero bytes between.
        foreach (var b in bytes.AsSpan(0, Math.Min(bytes.Length, 200)))
        {
            if (b == (byte)'<') return true;
            if (b is not (0xEF or 0xBB or 0xBF or 0xFF or 0xFE or 0 or (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t')) return false;
        }
        return false;
    }
}
