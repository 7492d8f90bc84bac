using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Coding;

namespace NewsMonitor.Web.Components.Adjudication;

// What no coder has coded, written by the adjudicator: it stands in the result beside the places, and is changed and taken out there.
public sealed partial class AdjudicationPage
{
    /// <summary>The open card makes a code of its own, instead of one in the coders' place.</summary>
    private bool _beside;

    private bool IsOfShown((int Start, int End) words) => Shown is { } shown
        && shown.Match.Codes.SelectMany(c => c.Row.Anchors).Any(a => a.Fate != AnchorFate.Orphaned && a.Start < words.End && words.Start < a.End);

    /// <summary>A new code can go to the place under the hand or beside it; what was written before stays where it is.</summary>
    private bool CanTurn => _slots is { Id: null } && Shown is not null;

    private void TurnBeside()
    {
        if (CanTurn) _beside = !_beside;
    }

    private void Edit(MarginRow added)
    {
        if (!CanDecide || _slots is not null) return;
        (_slots, _beside, _selection) = (CodeSlots.Of(added), true, null);
        FillCard();
    }

    private Task RemoveAsync(MarginRow added) =>
        CanDecide && _slots is null ? ActAsync(() => Adjudicator.RemoveAsync(RoundId, ArticleId, added.Id, _userId, _leaving.Token), () => { }) : Task.CompletedTask;
}
