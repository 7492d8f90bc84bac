using System.Text;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Cli.Articles;

/// <summary>An analysis as people read it in a terminal.</summary>
internal static class AnalysisText
{
    private const int Longest = 400;

    internal static string Of(ArticleAnalysis analysis)
    {
        var text = analysis.Text.Text;
        var lines = new StringBuilder();
        lines.Append("Language: ").AppendLine(analysis.Text.Language);
        lines.AppendLine().Append("Actors: ").Append(analysis.Actors.Actors.Length).AppendLine();
        foreach (var actor in analysis.Actors.Actors)
        {
            lines.Append("  ").Append(actor.Name).Append(actor.Proposed ? " (proposed)" : $" ({actor.Key})").Append("  ")
                .AppendJoin(", ", actor.Mentions.Select(m => $"{Words(text, new TextSpan(m.Start, m.End))} [{m.FormName}]")).AppendLine();
        }
        lines.AppendLine().Append("Quotations: ").Append(analysis.Quotations.Count).AppendLine();
        foreach (var quotation in analysis.Quotations)
        {
            lines.AppendLine().Append("  ").Append(Name(text, quotation.Speaker) ?? "(nobody named)");
            if (Name(text, quotation.Via) is { } via) lines.Append(", via ").Append(via);
            lines.Append("  [").Append(quotation.Form.ToString().ToLowerInvariant()).Append(", ").Append(quotation.Rule);
            if (quotation.Cue is { } cue) lines.Append(", \"").Append(Words(text, cue)).Append('"');
            lines.AppendLine("]").Append("    ").AppendJoin(" … ", quotation.Spans.Select(s => Words(text, s))).AppendLine();
        }
        lines.AppendLine().Append("Threats: ").Append(analysis.Claims.Threats.Count).AppendLine();
        foreach (var threat in analysis.Claims.Threats)
        {
            lines.AppendLine().Append("  ").Append(threat.Threatener.Name).Append(" -> ").Append(threat.Target?.Name ?? "(nobody named)");
            if (threat.Via is { } via) lines.Append(", via ").Append(via.Name);
            lines.AppendLine($"  [{threat.Mode.ToString().ToLowerInvariant()}, {threat.Instrument} {threat.Cameo}, {threat.Rule}]").Append("    ").AppendJoin(" … ", threat.Evidence.Select(s => Words(text, s))).AppendLine();
        }
        lines.AppendLine().Append("Positions: ").Append(analysis.Claims.Positions.Count).AppendLine();
        foreach (var position in analysis.Claims.Positions)
        {
            lines.AppendLine().Append("  ").Append(position.Actor.Name).Append(' ').Append(position.Stance.ToString().ToLowerInvariant()).Append(": ").Append(position.Issue);
            if (position.Via is { } via) lines.Append(", via ").Append(via.Name);
            lines.AppendLine($"  [{position.Act.ToString().ToLowerInvariant()}, {position.Rule}]").Append("    ").AppendJoin(" … ", position.Evidence.Select(s => Words(text, s))).AppendLine();
        }
        return lines.ToString().TrimEnd();
    }

    private static string? Name(string text, Speaker? speaker) => speaker is null ? null
        : Words(text, speaker.Span) + (speaker.Actor is null ? "" : $" ({speaker.Actor})") + (speaker.Inherited ? " (from before)" : "");

    private static string Words(string text, TextSpan span)
    {
        var words = text[span.Start..span.End].ReplaceLineEndings(" ");
        return words.Length <= Longest ? words : string.Concat(words.AsSpan(0, Longest), "…");
    }
}
