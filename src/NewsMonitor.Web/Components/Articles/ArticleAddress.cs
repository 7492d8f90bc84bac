using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>
/// The address of the list holds its state: the query line and the article in view. A link shared in a chat opens the same view. Whatever
/// filters the list writes into the line.
/// </summary>
public static class ArticleAddress
{
    /// <summary>The line and the article; what a hand-made link says wrongly is passed over.</summary>
    public static (string Line, long? Selected) Read(string address)
    {
        var values = QueryHelpers.ParseQuery(new Uri(address).Query);
        string? First(string name) => values.TryGetValue(name, out var found) ? found.FirstOrDefault(v => !string.IsNullOrEmpty(v)) : null;
        return (First("q")?.Trim() ?? "", long.TryParse(First("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null);
    }

    public static string Write(string line, long? selected = null)
    {
        List<KeyValuePair<string, string?>> state = [];
        if (line.Length > 0) state.Add(new("q", line));
        if (selected is { } id) state.Add(new("id", id.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString("/articles", state);
    }

    /// <summary>The list of one value: <c>/articles?q=actor:"Joe Biden"</c>. Every number is a door.</summary>
    public static string Of(SearchKey key, string value) => Write($"{SearchKeys.NameOf(key, Localisation.Languages.Current)}:{SearchQueryWriter.Value(value)}");

    /// <summary>The state without the path, for a link that leads back.</summary>
    public static string WriteQuery(string line, long? selected) =>
        Write(line, selected) is var address && address.IndexOf('?') is >= 0 and var at ? address[(at + 1)..] : "";
}
