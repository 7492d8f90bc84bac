using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NewsMonitor.Core;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>
/// The address of the list holds its state: query, filters, the article in view. A link shared in a chat opens the same view. Days are
/// the newsroom's: <c>until=2021-12-08</c> includes the 8th.
/// </summary>
public static class ArticleAddress
{
    private const string Day = "yyyy-MM-dd";
    private const string Minute = "yyyy-MM-dd'T'HH:mm";

    /// <summary>Reads what it understands; what it does not, a hand-made or outdated link, it passes over.</summary>
    public static (ArticleQuery Query, long? Selected) Read(string address, NewsroomTime newsroom)
    {
        var values = QueryHelpers.ParseQuery(new Uri(address).Query);
        IEnumerable<string> All(string name) => values.TryGetValue(name, out var found) ? found.OfType<string>().Where(v => v.Length > 0) : [];
        IReadOnlyList<long> Ids(string name) => [.. All(name).Select(v => long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0).Distinct()];
        IReadOnlyList<T> Words<T>(string name) where T : struct, Enum => [.. All(name).Select(v => Enum.TryParse<T>(v, true, out var word) && Enum.IsDefined(word) ? word : (T?)null).OfType<T>().Distinct()];
        var text = All("q").FirstOrDefault()?.Trim();
        return (new ArticleQuery
        {
            Text = string.IsNullOrEmpty(text) ? null : text.Length > 500 ? text[..500] : text,
            Outlets = Ids("outlet"),
            Languages = [.. All("lang").Where(l => l.Length <= 8).Distinct()],
            Actors = Ids("actor"),
            Coding = Words<CodingState>("coding"),
            Threats = Words<ThreatPresence>("threat"),
            From = Moment(All("from").FirstOrDefault(), newsroom, isEnd: false),
            Until = Moment(All("until").FirstOrDefault(), newsroom, isEnd: true),
            StarredOnly = All("starred").Any(),
            UnreadOnly = All("unread").Any(),
        }, Ids("id") is [var id, ..] ? id : null);
    }

    public static string Write(ArticleQuery query, long? selected, NewsroomTime newsroom)
    {
        var state = QueryOf(query, newsroom);
        if (selected is { } id) state.Add(new("id", id.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString("/articles", state);
    }

    /// <summary>The state without the path, for a link that leads back.</summary>
    public static string WriteQuery(ArticleQuery query, long? selected, NewsroomTime newsroom) =>
        Write(query, selected, newsroom) is var address && address.IndexOf('?') is >= 0 and var at ? address[(at + 1)..] : "";

    private static List<KeyValuePair<string, string?>> QueryOf(ArticleQuery query, NewsroomTime newsroom)
    {
        List<KeyValuePair<string, string?>> state = [];
        void Add(string name, string? value) { if (!string.IsNullOrEmpty(value)) state.Add(new(name, value)); }
        Add("q", query.Text);
        foreach (var outlet in query.Outlets) Add("outlet", outlet.ToString(CultureInfo.InvariantCulture));
        foreach (var language in query.Languages) Add("lang", language);
        foreach (var actor in query.Actors) Add("actor", actor.ToString(CultureInfo.InvariantCulture));
        foreach (var coding in query.Coding) Add("coding", coding.ToString().ToLowerInvariant());
        foreach (var threat in query.Threats) Add("threat", threat.ToString().ToLowerInvariant());
        if (query.From is { } from) Add("from", Write(newsroom.Local(from).DateTime, isEnd: false));
        if (query.Until is { } until) Add("until", Write(newsroom.Local(until).DateTime, isEnd: true));
        if (query.StarredOnly) Add("starred", "1");
        if (query.UnreadOnly) Add("unread", "1");
        return state;
    }

    private static string Write(DateTime local, bool isEnd) => local.TimeOfDay == TimeSpan.Zero
        ? (isEnd ? local.AddDays(-1) : local).ToString(Day, CultureInfo.InvariantCulture)
        : local.ToString(Minute, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Moment(string? words, NewsroomTime newsroom, bool isEnd)
    {
        if (DateTime.TryParseExact(words, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
        {
            return newsroom.At(isEnd ? day.AddDays(1) : day);
        }
        return DateTime.TryParseExact(words, Minute, CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute) && minute.Year is > 1 and < 9999
            ? newsroom.At(minute) : null;
    }
}
