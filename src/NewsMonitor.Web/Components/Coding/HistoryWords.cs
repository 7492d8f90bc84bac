using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>One thing that a change made different.</summary>
public sealed record HistoryDifference(string Field, string? Before, string? After);

/// <summary>Says a change as a person reads it: which field, from what, to what.</summary>
public static class HistoryWords
{
    public static IReadOnlyList<HistoryDifference> Of(HistoryEntry entry, HistoryPage page, IStringLocalizer<CodingWords> words)
    {
        var (before, after) = (Fields(entry.Before), Fields(entry.After));
        return [.. after.Keys.Union(before.Keys).Select(field => new HistoryDifference(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
            .Where(d => d.Before != d.After)];

        Dictionary<string, string> Fields(CodeSnapshot? state)
        {
            var fields = new Dictionary<string, string>();
            if (state is null) return fields;
            Add("State", state.Removed ? words["State.Removed"] : words[$"State.{state.State}"]);
            foreach (var role in Enum.GetValues<ParticipantRole>())
            {
                Add($"Role.{role}", string.Join(", ", (state.Participants ?? []).Where(p => p.Role == role).Select(p => page.Actors.GetValueOrDefault(p.ActorId, $"#{p.ActorId}"))));
            }
            Add("Actor", state.ActorId is { } actor ? page.Actors.GetValueOrDefault(actor, $"#{actor}") : null);
            Add("Form", state.Form is { } form ? words[$"MentionForm.{form}"].Value : null);
            Add("Issue", state.IssueId is { } issue ? page.Issues.GetValueOrDefault(issue, $"#{issue}") : null);
            Add("Stance", state.Stance is { } stance ? words[$"Stance.{stance}"].Value : null);
            Add("Act", state.Act is { } act ? words[$"PositionAct.{act}"].Value : null);
            Add("Instrument", state.InstrumentId is { } means ? page.Instruments.GetValueOrDefault(means, $"#{means}") : null);
            Add("InstrumentWords", state.InstrumentWords);
            Add("Condition", state.Condition);
            Add("Mode", state.Mode is { } mode ? words[$"ThreatMode.{mode}"].Value : null);
            Add("LifeCycle", state.LifeCycle is { } life ? words[$"ThreatLifeCycle.{life}"].Value : null);
            Add("EventDate", state.EventDate?.ToString("d", System.Globalization.CultureInfo.CurrentCulture));
            foreach (var role in Enum.GetValues<AnchorRole>())
            {
                Add($"AnchorRole.{role}", string.Join(" ", state.Anchors.Where(a => a.Role == role).Select(a => words["Quoted", a.Quote].Value)));
            }
            Add("Note", state.Note);
            return fields;

            void Add(string field, string? value)
            {
                if (!string.IsNullOrEmpty(value)) fields[words[field]] = value;
            }
        }
    }

    public static string Did(HistoryEntry entry, IStringLocalizer words) => entry.Line.Way switch
    {
        RevisionWay.Undone => words["Did.Undone"],
        RevisionWay.Redone => words["Did.Redone"],
        _ when entry.Move is MoveKind.PhraseCoded or MoveKind.BulkChanged or MoveKind.Reverted => entry.Subject is null ? words[$"Did.{entry.Move}"] : words["Did.Of", words[$"Did.{entry.Move}"], entry.Subject],
        _ => words[$"Did.{entry.Line.Action}"],
    };
}
