using System.Globalization;
using System.Text;
using CsvHelper;

namespace NewsMonitor.Core.Agreement;

/// <summary>A figure of a report, on its own: what a table of figures has a line of.</summary>
/// <param name="Part"><c>variable</c>, <c>spans</c>, <c>pair</c>, <c>week</c> or <c>article</c>.</param>
/// <param name="Of">The variable, the kind of words marked, the article's headline.</param>
/// <param name="Measure"><c>percent</c>, <c>cohen</c>, <c>cohen_weighted</c>, <c>fleiss</c>, <c>alpha</c>, <c>alpha_ordinal</c>, <c>u_alpha</c> …</param>
/// <param name="Value">Null where it has none.</param>
/// <param name="Units">Units it rests on; texts, for words marked.</param>
/// <param name="Why">Why there is no value.</param>
public sealed record AgreementFigure(string Part, string Of, string Measure, double? Value, int Units, NoValue? Why = null)
{
    public double? Low { get; init; }
    public double? High { get; init; }
    public string? One { get; init; }
    public string? Other { get; init; }
    public DateOnly? Week { get; init; }
    public long? ArticleId { get; init; }
}

/// <summary>All figures of a report as a long table, one a line: for a statistics program, and for the command line.</summary>
public static class AgreementCsv
{
    public static IEnumerable<AgreementFigure> Figures(AgreementData data, Unmatched unmatched)
    {
        var names = data.Coders.ToDictionary(c => c.Id, c => c.Name);
        foreach (var variable in Enum.GetValues<Variable>())
        {
            var of = AgreementReport.Of(data, variable, unmatched);
            yield return Figure("variable", variable, "percent", of.Percent);
            if (data.Coders.Count == 2) yield return Figure("variable", variable, "cohen", of.Cohen);
            if (data.Coders.Count == 2 && of.Weighted is { } weighted) yield return Figure("variable", variable, "cohen_weighted", weighted);
            yield return Figure("variable", variable, "fleiss", of.Fleiss);
            yield return Figure("variable", variable, "alpha", of.Alpha) with { Low = of.Interval?.Low, High = of.Interval?.High };
            if (of.Ordinal is { } ordinal) yield return Figure("variable", variable, "alpha_ordinal", ordinal);
            foreach (var pair in AgreementReport.Pairs(data, variable, unmatched))
            {
                foreach (var (measure, value) in new[] { ("percent", pair.Percent), ("cohen", pair.Cohen), ("alpha", pair.Alpha) })
                    yield return Figure("pair", variable, measure, value) with { One = names[pair.One], Other = names[pair.Other] };
            }
            foreach (var week in AgreementReport.Weeks(data, variable, unmatched))
            {
                yield return Figure("week", variable, "percent", week.Percent) with { Week = week.Week };
                yield return Figure("week", variable, "alpha", week.Alpha) with { Week = week.Week };
            }
        }
        foreach (var kind in new[] { null, "position", "threat", "mention" })
        {
            var spans = AgreementReport.Spans(data, kind);
            yield return Of("spans", kind ?? "all", "u_alpha", spans.All);
            yield return Of("spans", kind ?? "all", "u_alpha_binary", spans.Binary);
            if (kind is null) yield return Of("spans", "all", "cu_alpha", spans.Coded);
        }
        foreach (var article in AgreementReport.Articles(data))
        {
            yield return new("article", article.Article.Title, "share", article.Share, article.Statements) { ArticleId = article.Article.Coded.Id };
            yield return Of("article", article.Article.Title, "u_alpha", article.Spans) with { ArticleId = article.Article.Coded.Id };
        }

        static AgreementFigure Figure(string part, Variable variable, string measure, Coefficient of) => Of(part, variable.ToString().ToLowerInvariant(), measure, of);

        static AgreementFigure Of(string part, string of, string measure, Coefficient value) => new(part, of, measure, value.Value, value.Units, value.Why);
    }

    public static void Write(Stream file, AgreementData data, Unmatched unmatched)
    {
        // The mark tells Excel that it is UTF-8.
        using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var column in new[] { "part", "of", "measure", "value", "units", "low", "high", "one", "other", "week", "article_id", "why" }) csv.WriteField(column);
        csv.NextRecord();
        foreach (var figure in Figures(data, unmatched))
        {
            foreach (var cell in new object?[]
            {
                figure.Part, figure.Of, figure.Measure, figure.Value?.ToString("0.######", CultureInfo.InvariantCulture), figure.Units, figure.Low?.ToString("0.######", CultureInfo.InvariantCulture),
                figure.High?.ToString("0.######", CultureInfo.InvariantCulture), figure.One, figure.Other, figure.Week?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), figure.ArticleId, figure.Why?.ToString(),
            }) csv.WriteField(cell);
            csv.NextRecord();
        }
    }
}
