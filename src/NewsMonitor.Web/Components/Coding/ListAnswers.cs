using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>What Core answers to a change of a list, in words.</summary>
public static class ListAnswers
{
    /// <returns>Null where it went well.</returns>
    public static string? Words(ListResult result, IStringLocalizer<ListWords> words, IStringLocalizer<CodingWords> coding) => result switch
    {
        ListResult.Invalid invalid => coding[$"ListFault.{invalid.Fault}"].Value,
        ListResult.NotAllowed => words["NotAllowed"].Value,
        ListResult.Stale => words["Stale"].Value,
        _ => null,
    };

    /// <summary>What came of undo or redo, in words.</summary>
    public static string Words(UndoResult result, bool redo, IStringLocalizer<ListWords> words, IStringLocalizer<CodingWords> coding) => result switch
    {
        UndoResult.Moved { Left.Count: > 0 } moved => coding["UndoLeft", moved.Done, moved.Done + moved.Left.Count, moved.Left[0].ChangedBy ?? "–"].Value,
        UndoResult.Moved moved => words[redo ? "Move.Redone" : "Move.Undone", words[$"Move.{moved.Kind}", moved.Subject ?? ""].Value].Value,
        UndoResult.NameTaken => coding["UndoNameTaken"].Value,
        UndoResult.NotAllowed => words["NotAllowed"].Value,
        _ => coding["NothingToUndo"].Value,
    };

    /// <summary>The id of the entry that stands after the act, or null where nothing was done.</summary>
    public static long? Standing(ListResult result) => result switch
    {
        ListResult.Saved saved => saved.Id,
        ListResult.Merged merged => merged.Id,
        _ => null,
    };
}
