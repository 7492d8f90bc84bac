using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>A code in two lines: who against whom or what; then how, under which condition, according to whom.</summary>
public static class MarginWords
{
    public static MarkupString Line(IStringLocalizer<CodingWords> words, MarginRow row) => new(row switch
    {
        MentionRow m => $"<b>{Safe(m.Actor.Name)}</b>",
        ThreatRow t => $"<b>{Names(t, ParticipantRole.Threatener)}{(t.In(ParticipantRole.Target).Any() ? $" → {Names(t, ParticipantRole.Target)}" : "")}</b> {Safe(t.InstrumentWords ?? t.Instrument)}",
        PositionRow p => $"<b>{Names(p, ParticipantRole.Speaker)}</b> {Safe(words[$"Margin.{p.Stance}"])} {(p.IssueIsNew ? Safe(words["Margin.NewIssue", p.Issue]) : Safe(p.Issue))}",
        _ => "",
    });

    public static string Detail(IStringLocalizer<CodingWords> words, MarginRow row)
    {
        var parts = row switch
        {
            MentionRow m => [words[$"MentionForm.{m.Form}"].Value],
            ThreatRow t => Threat(words, t),
            PositionRow { Act: PositionAct.None } => [],
            PositionRow p => new List<string> { words[$"PositionAct.{p.Act}"] },
            _ => [],
        };
        if (row is StatementRow statement && statement.In(ParticipantRole.Attributor).Any())
        {
            parts.Add(words["Margin.AccordingTo", string.Join(", ", statement.In(ParticipantRole.Attributor).Select(a => a.Name))]);
        }
        if (row.State == CodeState.Rejected) parts.Insert(0, row.ChangedBy is null ? words["Rejected"] : words["RejectedBy", row.ChangedBy]);
        else if (row.State == CodeState.Suggested) parts.Insert(0, words["Suggestion"]);
        return string.Join(", ", parts);
    }

    /// <summary>A rule in the reader's words; one that is newer than the words goes by its own name.</summary>
    public static string Rule(IStringLocalizer words, string rule) => words[$"Rule.{rule}"] is { ResourceNotFound: false } known ? known.Value : rule;

    private static List<string> Threat(IStringLocalizer words, ThreatRow threat)
    {
        List<string> parts = [words[$"ThreatMode.{threat.Mode}"]];
        if (threat.Condition is not null) parts.Add(words["Margin.If", threat.Condition]);
        if (threat.LifeCycle != ThreatLifeCycle.Uttered) parts.Add(words[$"ThreatLifeCycle.{threat.LifeCycle}"]);
        return parts;
    }

    private static string Names(StatementRow row, ParticipantRole role) => Safe(string.Join(", ", row.In(role).Select(p => p.Name)));

    private static string Safe(string? words) => WebUtility.HtmlEncode(words) ?? "";
}
