using Microsoft.AspNetCore.WebUtilities;

namespace NewsMonitor.Web.Components.Articles;

// Articles chosen one by one, over several searches if need be, to be put in a coding round.
public sealed partial class ArticlesPage
{
    /// <summary>The address of the next page holds them.</summary>
    private const int MostTicked = 300;

    /// <summary>Null while nobody chooses.</summary>
    private HashSet<long>? _ticked;

    private string RoundAddress => QueryHelpers.AddQueryString("/coding/rounds/new", "articles", string.Join(',', _ticked!.Order()));

    private void Ticking() => _ticked = _ticked is null ? [] : null;

    private void Tick(long article)
    {
        _ticked ??= [];
        if (_ticked.Remove(article)) return;
        if (_ticked.Count < MostTicked) _ticked.Add(article);
        else Snackbar.Add(W["TickedMost", MostTicked]);
    }

    private void TickSelected()
    {
        if (_selected is { } id) Tick(id);
    }
}
