using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Pages;

/// <summary>
/// Knows the lines a browser copies along with an article: share bars, captions, credits, teasers, the note on the broadcast. The words stand in
/// <c>Pasted/residue.json</c>. A line is only ever taken for residue when it is short or is residue as a whole: a paragraph is never touched.
/// </summary>
internal static class PastedResidue
{
    private const int LongestResidue = 240;
    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex CommentCount = new(@"^\(?\d{1,6}\)? ?(?:kommentare?|comments?|beiträge)$|^(?:kommentare?|comments?) ?\(?\d{1,6}\)?$", Safe, Patience);
    private static readonly Regex ReadingTime = new(@"^\d{1,3} ?(?:min\.?|minuten|minutes?|mins)(?: (?:lesezeit|lesedauer|read|reading time))?$", Safe, Patience);
    private static readonly Regex CreditBehind = new(@"[(\[] ?(?:foto|bild|quelle|photo|image|picture|credit|archivbild|archivfoto|file photo)s? ?[:/].{2,80}[)\]]\.?$|(?:^| )(?:foto|photo|photograph|bildrechte|bildquelle|image source|credit)s?: .{2,80}$|©.{2,80}$", Safe, Patience);
    private static readonly Regex ClosingBroadcast = new(@"Über dieses Thema berichteten? .{3,160}Uhr\.?$", Safe, Patience);
    private static readonly Regex Link = new(@"^(?:https?://|www\.)\S+$", Safe, Patience);

    private static readonly Lexicon Words = Lexicon.Load();

    /// <summary>Why the line is not of the article, or null where it may be.</summary>
    public static PastedDrop? ReasonFor(string line)
    {
        if (line.Length > LongestResidue)
            return null;
        var bare = Bare(line);
        if (bare.Length == 0)
            return line.StartsWith("...", StringComparison.Ordinal) || line == "…" ? null : PastedDrop.Navigation;
        if (Words.Whole.TryGetValue(bare, out var whole))
            return whole;
        if (CommentCount.IsMatch(bare))
            return PastedDrop.Comments;
        if (ReadingTime.IsMatch(bare))
            return PastedDrop.Sharing;
        if (Link.IsMatch(line))
            return PastedDrop.Navigation;
        var lower = line.ToLowerInvariant();
        foreach (var (start, reason) in Words.Starts)
        {
            if (lower.StartsWith(start, StringComparison.Ordinal))
                return reason;
        }
        if (CreditBehind.IsMatch(line) || HasAgencyBehindBar(line))
            return bare.Count(c => c == ' ') >= 4 ? PastedDrop.Caption : PastedDrop.Credit;
        if (IsAgencyList(bare))
            return PastedDrop.Credit;
        return line.Split([" > ", " › ", " » "], StringSplitOptions.None).Length > 2 ? PastedDrop.Navigation : null;
    }

    /// <summary>Whether the line heads a list of teasers; those short lines that follow it are of the same kind.</summary>
    public static PastedDrop? SectionFor(string line) => line.Length <= 60 && Words.Sections.TryGetValue(Bare(line), out var reason) ? reason : null;

    /// <summary>Whether nothing of the article follows the line: readers' comments, each of which looks like a paragraph.</summary>
    public static PastedDrop? EndFor(string line)
    {
        if (line.Length > 60)
            return null;
        var bare = Bare(line);
        var words = bare.Split(' ');
        return Words.End.TryGetValue(bare, out var reason) || CommentCount.IsMatch(bare) && Words.End.TryGetValue(words[^1].Trim('(', ')').Any(char.IsDigit) ? words[0] : words[^1], out reason)
            ? reason
            : null;
    }

    /// <summary>Where the note on the broadcast begins inside a paragraph's last sentence, or -1.</summary>
    public static int BroadcastNoteAt(string paragraph)
    {
        var tail = Math.Max(0, paragraph.Length - LongestResidue);
        return ClosingBroadcast.Match(paragraph[tail..]) is { Success: true } match ? tail + match.Index : -1;
    }

    private static string Bare(string line) => line.Trim(' ', '.', ':', '!', '?', '*', '-', '–', '—', '|', '•', '·', '+', '>', '›', '»', '"', '_', '=', '#', '…').ToLowerInvariant();

    /// <summary>"… im Gespräch. | REUTERS", "… in Genf | Bild: AFP", "REUTERS/Jane Roe": an agency behind the last bar.</summary>
    private static bool HasAgencyBehindBar(string line)
    {
        var bar = line.LastIndexOf('|');
        if (bar <= 0 || line.Length - bar > 60)
            return false;
        var tail = line[(bar + 1)..].Trim();
        return tail.Length > 0 && (IsAgencyList(Bare(tail)) || tail.Length <= 12 && tail.All(c => char.IsUpper(c) || c is '/' or ' ' or '-') && tail.Any(char.IsUpper));
    }

    /// <summary>Agencies and nothing else: "dpa/AFP", "Reuters, AP". One of several parts may be a photographer's name.</summary>
    private static bool IsAgencyList(string bare)
    {
        if (bare.Length > 60)
            return false;
        var parts = bare.Split(['/', ',', '|', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var agencies = parts.Count(Words.Agencies.Contains);
        return agencies > 0 && (agencies == parts.Length || parts.Length <= 4 && bare.Contains('/') && parts.All(p => p.Count(c => c == ' ') <= 2));
    }

    private sealed record Lexicon(
        FrozenDictionary<string, PastedDrop> Whole, IReadOnlyList<(string Start, PastedDrop Reason)> Starts,
        FrozenDictionary<string, PastedDrop> Sections, FrozenDictionary<string, PastedDrop> End, FrozenSet<string> Agencies)
    {
        public static Lexicon Load()
        {
            using var stream = typeof(PastedResidue).Assembly.GetManifestResourceStream("NewsMonitor.Reading.Pages.Pasted.residue.json")
                ?? throw new InvalidOperationException("The residue lexicon is not embedded in the assembly.");
            using var json = JsonDocument.Parse(stream);
            var root = json.RootElement;
            return new Lexicon(
                Reasons(root, "whole").ToFrozenDictionary(p => p.Word, p => p.Reason, StringComparer.Ordinal),
                [.. Reasons(root, "starts")],
                Reasons(root, "sections").ToFrozenDictionary(p => p.Word, p => p.Reason, StringComparer.Ordinal),
                Reasons(root, "end").ToFrozenDictionary(p => p.Word, p => p.Reason, StringComparer.Ordinal),
                root.GetProperty("agencies").EnumerateArray().Select(e => e.GetString()!).ToFrozenSet(StringComparer.Ordinal));
        }

        private static IEnumerable<(string Word, PastedDrop Reason)> Reasons(JsonElement root, string list) =>
            from reason in root.GetProperty(list).EnumerateObject().ToList()
            from word in reason.Value.EnumerateArray().ToList()
            select (word.GetString()!, Enum.Parse<PastedDrop>(reason.Name));
    }
}
