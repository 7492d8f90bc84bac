using System.Globalization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Adjudication;

/// <summary>What codes say, field by field, so that they can be laid side by side.</summary>
public static class RowWords
{
    /// <summary>The fields that one of the codes fills, in the order of the card. Participants are told by role.</summary>
    public static IEnumerable<(CodeField Field, string Label, Func<MarginRow, string> Value)> Fields(IReadOnlyList<MarginRow> rows, IStringLocalizer<CodingWords> words)
    {
        foreach (var (field, label, value) in All(words))
        {
            if (rows.Any(row => value(row).Length > 0)) yield return (field, label, value);
        }
    }

    private static IEnumerable<(CodeField, string, Func<MarginRow, string>)> All(IStringLocalizer<CodingWords> words)
    {
        yield return (CodeField.Words, words["Evidence"], row => string.Join(" … ", row.Anchors.Where(a => a.Role == AnchorRole.Evidence).OrderBy(a => a.Start).Select(a => words["Quoted", a.Quote].Value)));
        yield return (CodeField.Actor, words["Actor"], row => row is MentionRow m ? m.Actor.Name : "");
        yield return (CodeField.Form, words["Form"], row => row is MentionRow m ? words[$"MentionForm.{m.Form}"] : "");
        foreach (var role in Enum.GetValues<ParticipantRole>())
        {
            yield return (CodeField.Participants, words[$"Role.{role}"], row => row is StatementRow s ? string.Join(", ", s.In(role).Select(p => p.Name)) : "");
        }
        yield return (CodeField.Stance, words["Stance"], row => row is PositionRow p ? words[$"Stance.{p.Stance}"] : "");
        yield return (CodeField.Issue, words["Issue"], row => row is PositionRow p ? p.Issue : "");
        yield return (CodeField.Act, words["Act"], row => row is PositionRow { Act: not PositionAct.None } p ? words[$"PositionAct.{p.Act}"] : "");
        yield return (CodeField.Instrument, words["Instrument"], row => (row as ThreatRow)?.Instrument ?? "");
        yield return (CodeField.InstrumentWords, words["InstrumentWords"], row => (row as ThreatRow)?.InstrumentWords ?? "");
        yield return (CodeField.Condition, words["Condition"], row => (row as ThreatRow)?.Condition ?? "");
        yield return (CodeField.Mode, words["Mode"], row => row is ThreatRow t ? words[$"ThreatMode.{t.Mode}"] : "");
        yield return (CodeField.LifeCycle, words["LifeCycle"], row => row is ThreatRow t ? words[$"ThreatLifeCycle.{t.LifeCycle}"] : "");
        yield return (CodeField.EventDate, words["EventDate"], row => (row as StatementRow)?.EventDate?.ToString("d", CultureInfo.CurrentCulture) ?? "");
    }
}
