using System.Globalization;
using System.Text;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Cli.Articles;

/// <summary>An article as people read it in a terminal.</summary>
internal static class ArticleText
{
    internal static string Of(ReadPage page)
    {
        var text = new StringBuilder();
        Line(text, page.Kicker);
        Line(text, page.Title ?? "(no title found)");
        var facts = new List<string?>
        {
            page.SiteName,
            page.Byline.Count > 0 ? string.Join(", ", page.Byline) : null,
            page.Published?.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
            page.Language,
            page.State == PageState.Complete ? null : Explain(page.State),
        };
        Line(text, string.Join(" · ", facts.Where(f => f is not null)));
        Line(text, page.CanonicalUrl);
        foreach (var block in page.Blocks)
        {
            text.AppendLine().AppendLine(block.Kind switch
            {
                BlockKind.Subhead => "## " + block.Text,
                BlockKind.ListItem => "- " + block.Text,
                BlockKind.Quote => "> " + block.Text,
                _ => block.Text,
            });
        }

        foreach (var warning in page.Warnings)
        {
            text.AppendLine().Append("Note: ").AppendLine(warning);
        }

        return text.ToString();
    }

    private static string Explain(PageState state) => state switch
    {
        PageState.Partial => "partial: the text goes on elsewhere",
        PageState.Paywalled => "behind a paywall: only the free part",
        PageState.NeedsScript => "an empty shell that a script would fill",
        _ => "not an article",
    };

    private static void Line(StringBuilder text, string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            text.AppendLine(line);
        }
    }
}
