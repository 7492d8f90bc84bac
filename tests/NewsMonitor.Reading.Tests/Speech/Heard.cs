using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Tests.Speech;

/// <summary>Quotations as tests compare them: "speaker: words | words".</summary>
internal static class Heard
{
    public static string[] In(string text, string? language = "de") =>
        [.. QuotationFinder.Find(AnalysedText.Read(text, language)).Select(q => Of(text, q))];

    private static string Of(string text, Quotation quotation)
    {
        var speaker = quotation.Speaker is { } s ? text[s.Span.Start..s.Span.End] : "-";
        var via = quotation.Via is { } v ? $" via {text[v.Span.Start..v.Span.End]}" : "";
        return $"{speaker}{via}: {string.Join(" | ", quotation.Spans.Select(p => text[p.Start..p.End]))}";
    }
}
