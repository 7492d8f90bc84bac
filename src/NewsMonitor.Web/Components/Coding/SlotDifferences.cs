using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>A field in which two versions of a card differ.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Theirs">What the colleague saved.</param>
/// <param name="Mine">What stands on the open card.</param>
/// <param name="Take">Puts theirs onto the open card.</param>
public sealed record SlotDifference(string Field, string Theirs, string Mine, Action Take);

/// <summary>Lays a colleague's saved version beside the open card, field by field, so that nothing need be lost of either.</summary>
public static class SlotDifferences
{
    public static IReadOnlyList<SlotDifference> Between(CodeSlots theirs, CodeSlots mine, string text, IStringLocalizer<CodingWords> words)
    {
        var found = new List<SlotDifference>();
        switch (theirs, mine)
        {
            case (MentionSlots a, MentionSlots b):
                Lists(words["Actor"], a.Actor, b.Actor, x => x.Name);
                Add(words["Form"], words[$"MentionForm.{a.Form}"], words[$"MentionForm.{b.Form}"], () => b.Form = a.Form);
                break;
            case (ThreatSlots a, ThreatSlots b):
                Lists(words["Instrument"], a.Instrument, b.Instrument, x => x.Name);
                Add(words["InstrumentWords"], a.InstrumentWords, b.InstrumentWords, () => b.InstrumentWords = a.InstrumentWords);
                Add(words["Condition"], a.Condition, b.Condition, () => b.Condition = a.Condition);
                Add(words["Mode"], words[$"ThreatMode.{a.Mode}"], words[$"ThreatMode.{b.Mode}"], () => b.Mode = a.Mode);
                Add(words["LifeCycle"], words[$"ThreatLifeCycle.{a.LifeCycle}"], words[$"ThreatLifeCycle.{b.LifeCycle}"], () => b.LifeCycle = a.LifeCycle);
                break;
            case (PositionSlots a, PositionSlots b):
                Lists(words["Issue"], a.Issue, b.Issue, x => x.Name);
                Add(words["Stance"], words[$"Stance.{a.Stance}"], words[$"Stance.{b.Stance}"], () => b.Stance = a.Stance);
                Add(words["Act"], words[$"PositionAct.{a.Act}"], words[$"PositionAct.{b.Act}"], () => b.Act = a.Act);
                break;
        }
        if (theirs is StatementSlots from && mine is StatementSlots to)
        {
            foreach (var role in Enum.GetValues<ParticipantRole>())
            {
                Lists(words[$"Role.{role}"], from.In(role), to.In(role), x => x.Name, () =>
                {
                    if (!to.Shown.Contains(role)) to.MoreFields.Add(role);
                });
            }
            Add(words["EventDate"], from.EventDate?.ToString("d", System.Globalization.CultureInfo.CurrentCulture), to.EventDate?.ToString("d", System.Globalization.CultureInfo.CurrentCulture), () => to.EventDate = from.EventDate);
        }
        Lists(words["Evidence"], theirs.Anchors, mine.Anchors, a => words["Quoted", text[a.Start..a.End]]);
        Add(words["Note"], theirs.Note, mine.Note, () => mine.Note = theirs.Note);
        return found;

        void Add(string field, string? a, string? b, Action take)
        {
            (a, b) = (string.IsNullOrWhiteSpace(a) ? "–" : a, string.IsNullOrWhiteSpace(b) ? "–" : b);
            if (a != b) found.Add(new(field, a, b, take));
        }

        void Lists<T>(string field, List<T> a, List<T> b, Func<T, string> name, Action? also = null) =>
            Add(field, string.Join(", ", a.Select(name)), string.Join(", ", b.Select(name)), () =>
            {
                also?.Invoke();
                b.Clear();
                b.AddRange(a);
            });
    }
}
