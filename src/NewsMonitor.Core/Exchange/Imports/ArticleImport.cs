using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>
/// Brings articles in, one after another, each in its own transaction: an article is whole or not there. What the archive has is passed
/// over, by its address or by its words, so that a stopped import is simply begun again.
/// </summary>
public sealed class ArticleImport(PasteArticle articles)
{
    /// <param name="texts">What the file holds.</param>
    /// <param name="request">How.</param>
    /// <param name="caller">Who.</param>
    /// <param name="import">The import that they belong to.</param>
    /// <param name="seen">Hears each article: how many so far, the place in the file, and its id in the archive, null where it was refused.</param>
    /// <param name="cancel">Stops it; what came in stays.</param>
    internal async Task<ImportReport> ApplyAsync(
        IAsyncEnumerable<ImportedText> texts, ImportRequest request, Caller caller, long import, Func<int, string, long?, Task>? seen, CancellationToken cancel)
    {
        var (number, stored, there, faults) = (0, 0, 0, new FaultList());
        await foreach (var text in texts.WithCancellation(cancel))
        {
            if (++number > ImportBounds.MostArticles)
            {
                faults.Add(text.Place, ImportFaultKind.TooMany, $"{ImportBounds.MostArticles:N0} articles");
                break;
            }
            long? id = null;
            if (text.Draft is not { } draft) faults.Add(text.Fault!);
            else
            {
                switch (await articles.SaveAsync(draft with { Outlet = draft.Outlet ?? request.Outlet }, ArticleOrigin.Imported, caller, cancel, import))
                {
                    case PasteResult.Stored(var fresh): (stored, id) = (stored + 1, fresh); break;
                    case PasteResult.AlreadyThere(var known): (there, id) = (there + 1, known); break;
                    case PasteResult.BadAddress: faults.Add(text.Place, ImportFaultKind.NotAnAddress, draft.Address ?? ""); break;
                    case PasteResult.NotAllowed:
                        faults.Add(text.Place, ImportFaultKind.NotAllowed);
                        return Report();
                    default: faults.Add(text.Place, ImportFaultKind.NoTitleOrText); break;
                }
            }
            if (seen is not null) await seen(number, text.Place, id);
        }
        return Report();

        ImportReport Report() => new() { Articles = stored, ArticlesThere = there, Refused = faults.Count, Faults = faults.Faults };
    }
}
