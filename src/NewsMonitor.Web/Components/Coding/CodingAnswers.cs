using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>What Core answers to a coder's act, in words.</summary>
public static class CodingAnswers
{
    /// <returns>Null where it went well.</returns>
    public static string? Words(CodingResult? result, IStringLocalizer<CodingWords> words, TimeWords clock) => result switch
    {
        CodingResult.Invalid invalid => words[$"DraftFault.{invalid.Fault}"].Value,
        CodingResult.NotAllowed => words["NotAllowed"].Value,
        CodingResult.Stale stale => words["Stale", stale.ChangedBy ?? "–", clock.Brief(stale.ChangedAt)].Value,
        CodingResult.Gone => words["Gone"].Value,
        CodingResult.Locked locked => words[$"Locked.{locked.Why}", locked.Round ?? ""].Value,
        _ => null,
    };

    /// <summary>What kept an undo or redo from going through.</summary>
    /// <returns>Null where nothing did.</returns>
    public static string? Words(UndoResult? result, IStringLocalizer<CodingWords> words) => result switch
    {
        UndoResult.Nothing => words["NothingToUndo"].Value,
        UndoResult.NotAllowed => words["NotAllowed"].Value,
        UndoResult.NameTaken => words["UndoNameTaken"].Value,
        UndoResult.Moved { Left: [var first, ..] } moved => words["UndoLeft", moved.Done, moved.Done + moved.Left.Count, first.ChangedBy ?? "–"].Value,
        _ => null,
    };
}
