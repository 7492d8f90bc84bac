using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Core.Quotations;

/// <summary>
/// Keeps the quotations of an article as its text is read, and read again: what an editor has decided stays, and goes along to a newer text
/// as long as its words stand there; everything else is the newest reading's.
/// </summary>
internal static class QuotationStore
{
    /// <summary>Bounds what one hostile text can put into the archive; long interviews hold some 80.</summary>
    private const int Most = 200;

    /// <summary>The speakers and sources that the archive must know by id before <see cref="ReplaceAsync"/>.</summary>
    public static IEnumerable<string> Keys(ArticleAnalysis read) =>
        read.Quotations.Take(Most).SelectMany(q => new[] { q.Speaker?.Actor, q.Via?.Actor }).OfType<string>();

    /// <returns>Whether anything is other than it was.</returns>
    public static async Task<bool> ReplaceAsync(
        NewsDbContext db, ArticleVersion version, ArticleAnalysis read, IReadOnlyDictionary<string, long> ids, CancellationToken cancel)
    {
        var there = await db.Quotations.Where(q => q.ArticleId == version.ArticleId).ToListAsync(cancel);
        var decided = there.Where(q => q.State != CodeState.Suggested).ToArray();
        foreach (var old in decided.Where(q => q.VersionId != version.Id)) Carry(old, version);
        var open = there.Where(q => q.State == CodeState.Suggested).ToLookup(Content);
        var kept = new HashSet<Quotation>();
        foreach (var wanted in read.Quotations.Take(Most).Select(q => Of(q, version, ids)).DistinctBy(Content).Where(q => !decided.Any(d => IsSame(d, q))))
        {
            if (open[Content(wanted)].FirstOrDefault() is { } same) kept.Add(same);
            else db.Quotations.Add(wanted);
        }
        db.Quotations.RemoveRange(there.Where(q => q.State == CodeState.Suggested && !kept.Contains(q)));
        return await db.SaveChangesAsync(cancel) > 0;
    }

    private static Quotation Of(NewsMonitor.Reading.Speech.Quotation found, ArticleVersion version, IReadOnlyDictionary<string, long> ids) => new()
    {
        ArticleId = version.ArticleId, VersionId = version.Id, Form = found.Form, Rule = found.Rule,
        Spans = [.. found.Spans.SelectMany(s => new[] { s.Start, s.End })],
        Words = Cut(string.Join(" … ", found.Spans.Select(s => version.Text[s.Start..s.End].ReplaceLineEndings(" "))), Quotation.LongestWords),
        SpeakerId = Id(found.Speaker, ids), SpeakerWords = Words(found.Speaker, version), ViaId = Id(found.Via, ids), ViaWords = Words(found.Via, version),
        CueStart = found.Cue?.Start, CueEnd = found.Cue?.End,
    };

    private static long? Id(Speaker? speaker, IReadOnlyDictionary<string, long> ids) =>
        speaker?.Actor is { } key && ids.TryGetValue(key, out var id) ? id : null;

    private static string? Words(Speaker? speaker, ArticleVersion version) =>
        speaker is null ? null : Cut(version.Text[speaker.Span.Start..speaker.Span.End].ReplaceLineEndings(" "), Limits.Name);

    private static string Cut(string words, int most) => words.Length <= most ? words : words[..(char.IsHighSurrogate(words[most - 1]) ? most - 1 : most)];

    private static (long, QuotationForm, string, long?, string?, long?, string) Content(Quotation q) =>
        (q.VersionId, q.Form, string.Join(',', q.Spans), q.SpeakerId, q.SpeakerWords, q.ViaId, q.Rule);

    /// <summary>The same words, give or take a few: more than half of the shorter one.</summary>
    private static bool IsSame(Quotation decided, Quotation fresh)
    {
        if (decided.VersionId != fresh.VersionId) return false;
        var shared = Math.Min(decided.End, fresh.End) - Math.Max(decided.Start, fresh.Start);
        return shared * 2 > Math.Min(decided.End - decided.Start, fresh.End - fresh.Start);
    }

    /// <summary>Onto the newer text, where its words stand there once; else it stays with the text that it was decided on.</summary>
    private static void Carry(Quotation old, ArticleVersion version)
    {
        if (old.Spans.Length != 2) return;
        var at = version.Text.IndexOf(old.Words, StringComparison.Ordinal);
        if (at < 0 || version.Text.IndexOf(old.Words, at + 1, StringComparison.Ordinal) >= 0) return;
        var by = at - old.Start;
        var end = old.End + by;
        if (end > version.Text.Length) return;
        old.VersionId = version.Id;
        old.Spans = [at, end];
        (old.CueStart, old.CueEnd) = (null, null); // the cue stood outside the words, where the text may be another now
    }
}
