using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Positions;

namespace NewsMonitor.Web.Components.Positions;

/// <summary>Reads the map that an address asks for, for the page and for the file.</summary>
internal static class PositionReading
{
    public static async Task<(PositionMap Map, TimeSpans? Spans)> ReadAsync(PositionMaps maps, ArticleQuery articles, PositionsAddress at, long userId, NewsroomTime newsroom, CancellationToken cancel)
    {
        var query = new PositionMapQuery { Articles = articles, UserId = userId, Suggestions = !at.ConfirmedOnly, Kinds = at.Kinds, Language = Localisation.Languages.Current };
        if (at.View != PositionsView.Change) return (await maps.ReadAsync(query, cancel), null);
        TimeSpans spans;
        if (at is { Earlier: var (first, last), Later: var (laterFirst, laterLast) })
        {
            spans = new(At(first), At(last.AddDays(1)), At(laterFirst), At(laterLast.AddDays(1)));
        }
        else
        {
            // Nothing said: the two halves of all there is.
            var whole = await maps.ReadAsync(query, cancel);
            if (whole is not { First: { } from, Last: { } until }) return (whole, null);
            spans = TimeSpans.Halves(articles.From ?? from, articles.Until ?? until.AddTicks(1), newsroom);
        }
        return (await maps.ReadAsync(query with { Compare = spans }, cancel), spans);

        DateTimeOffset At(DateOnly day) => newsroom.At(day.ToDateTime(default));
    }
}
