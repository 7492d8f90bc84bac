using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>What came of a move over many codes, as a report one reads.</summary>
public static class BulkWords
{
    /// <returns>The words, and whether something was done that undo can take back.</returns>
    public static (string Said, bool Done) Said(BulkResult result, IStringLocalizer<CodingWords> words) => result switch
    {
        BulkResult.Done { Skipped: [] } done => (words["Bulk.Done", done.Codes, done.Articles], done.Codes > 0),
        BulkResult.Done done => ($"{words["Bulk.Done", done.Codes, done.Articles]} {words["Bulk.Skipped", done.Skipped.Count, Reasons(done.Skipped, words)]}", done.Codes > 0),
        BulkResult.Invalid invalid => (words[$"DraftFault.{invalid.Fault}"], false),
        _ => (words["NotAllowed"], false),
    };

    public static string Said(UndoResult result, IStringLocalizer<CodingWords> words) => result switch
    {
        UndoResult.Moved { Left: [] } moved => words["Bulk.Undone", moved.Done],
        UndoResult.Moved moved => words["UndoLeft", moved.Done, moved.Done + moved.Left.Count, moved.Left[0].ChangedBy ?? "–"],
        UndoResult.Nothing => words["NothingToUndo"],
        UndoResult.NameTaken => words["UndoNameTaken"],
        _ => words["NotAllowed"],
    };

    private static string Reasons(IReadOnlyList<SkippedCode> skipped, IStringLocalizer<CodingWords> words) => string.Join(", ", skipped
        .Select(s => s.ChangedBy is { } by ? words["Bulk.ChangedBy", by].Value : s.Fault is { } fault ? words[$"DraftFault.{fault}"].Value : s.Lock is not null ? words["Bulk.InRound"].Value : words["Gone"].Value).Distinct());
}
