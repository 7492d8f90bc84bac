using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Networks;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Exchange;

/// <summary>
/// The address of the export page holds the whole choice, so that any page can link to it, <c>/export?query=actor:Putin&amp;format=dossier</c>,
/// and a link in a chat asks for the same file. What differs from the usual only is written.
/// </summary>
public static class ExportAddress
{
    private static readonly ExportRequest Usual = new() { Format = "statements-csv", Window = new(WindowUnit.Months, 1) };

    /// <summary>The page for what a search finds.</summary>
    public static string Of(string query, string? format = null) => Write(Usual with { Query = query, Format = format ?? Usual.Format, Language = Languages.Current });

    /// <summary>The dossier of what one key finds: a story, an actor.</summary>
    public static string Dossier(SearchKey key, string value) => Of($"{SearchKeys.NameOf(key, Languages.Current)}:{SearchQueryWriter.Value(value)}", "dossier");

    /// <summary>Passes over what a hand-made link says wrongly.</summary>
    public static ExportRequest Read(string address)
    {
        var values = QueryHelpers.ParseQuery(new Uri(address).Query);
        string? First(string name) => values.TryGetValue(name, out var found) ? found.FirstOrDefault(v => !string.IsNullOrEmpty(v)) : null;
        T Choice<T>(string name, T usual) where T : struct, Enum => Enum.TryParse<T>(First(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : usual;
        int Number(string name) => int.TryParse(First(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000 ? number : 1;
        var network = Usual.Network;
        return new()
        {
            Format = First("format") is { } format && ExportFormats.Find(format) is { } known ? known.Name : Usual.Format,
            Query = First("query")?.Trim() is { Length: <= SearchQuery.LongestLine } query ? query : "",
            WithSuggestions = First("suggestions") == "1", Language = First("names") is "de" or "en" ? First("names")! : Languages.Current, Tlp = Choice("tlp", Usual.Tlp),
            Network = new()
            {
                Kind = Choice("nodes", network.Kind), Aggregation = Choice("ties", network.Aggregation), Normalisation = Choice("norm", network.Normalisation), Duplicates = Choice("duplicates", network.Duplicates),
                Undecided = Choice("undecided", network.Undecided), Isolates = First("isolates") == "1",
            },
            Window = new(Choice("window", WindowUnit.Months), Number("size"), Number("step")),
        };
    }

    public static string Write(ExportRequest r)
    {
        List<KeyValuePair<string, string?>> state = [];
        void Add<T>(string name, T value, T usual) where T : notnull
        {
            if (!value.Equals(usual)) state.Add(new(name, value switch { bool => "1", IFormattable f and not Enum => f.ToString(null, CultureInfo.InvariantCulture), _ => value.ToString() }));
        }
        Add("query", r.Query, "");
        Add("format", r.Format, Usual.Format);
        Add("suggestions", r.WithSuggestions, false);
        Add("names", r.Language, Languages.Current);
        if (ExportFormats.Find(r.Format) is { } format)
        {
            if (format.HasMarking) Add("tlp", r.Tlp, Usual.Tlp);
            if (format.Subject == ExportSubject.Network)
            {
                var (n, usual) = (r.Network, Usual.Network);
                Add("nodes", n.Kind, usual.Kind);
                Add("ties", n.Aggregation, usual.Aggregation);
                Add("norm", n.Normalisation, usual.Normalisation);
                Add("duplicates", n.Duplicates, usual.Duplicates);
                Add("undecided", n.Undecided, usual.Undecided);
                Add("isolates", n.Isolates, false);
                if (format.Name == "gexf" && r.Window is { } window)
                {
                    Add("window", window.Unit, WindowUnit.Months);
                    Add("size", window.Size, 1);
                    Add("step", window.Step, 1);
                }
            }
        }
        return QueryHelpers.AddQueryString("/export", state);
    }
}
