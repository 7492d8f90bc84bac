using System.Globalization;
using System.Text.Json;

namespace NewsMonitor.Reading.Actors;

/// <summary>What an import made of its input.</summary>
/// <param name="Actors">The actors, in the order of the input.</param>
/// <param name="Skipped">Lines that were no entity of a kind we keep, or could not be read.</param>
public sealed record WikidataImportResult(IReadOnlyList<RegistryActor> Actors, int Skipped);

/// <summary>
/// Reads actors from Wikidata's JSON (https://www.wikidata.org/wiki/Special:EntityData/Q….json, or a dump with an entity a line;
/// data model: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html). Persons, states and organisations become registry
/// actors with German and English labels and aliases; positions held (P39) with their dates become offices where the office is mapped.
/// </summary>
public static class WikidataImport
{
    /// <summary>An entity of a dump is at most some megabytes; a longer line is none.</summary>
    private const int LongestLine = 16 * 1024 * 1024;
    private const int MostAliases = 60;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    private static readonly Dictionary<string, ActorKind> Kinds = new(StringComparer.Ordinal)
    {
        ["Q5"] = ActorKind.Person, ["Q6256"] = ActorKind.State, ["Q3624078"] = ActorKind.State, ["Q7275"] = ActorKind.State, ["Q43229"] = ActorKind.Organisation,
        ["Q484652"] = ActorKind.Organisation, ["Q245065"] = ActorKind.Organisation, ["Q7278"] = ActorKind.Organisation, ["Q192350"] = ActorKind.Organisation, ["Q327333"] = ActorKind.Organisation,
        ["Q1127126"] = ActorKind.Alliance, ["Q1127127"] = ActorKind.Alliance, ["Q127764"] = ActorKind.Alliance, ["Q4120211"] = ActorKind.Alliance, ["Q11032"] = ActorKind.Organisation,
        ["Q192283"] = ActorKind.Organisation, ["Q4830453"] = ActorKind.Organisation, ["Q163740"] = ActorKind.Organisation, ["Q79913"] = ActorKind.Organisation, ["Q35127"] = ActorKind.Organisation,
    };

    /// <summary>Reads entities: a dump (one a line, with or without the array's brackets) or one <c>{"entities": {…}}</c> object.</summary>
    /// <param name="reader">The text. It is read a line at a time; nothing but the result is kept.</param>
    /// <param name="offices">Wikidata's office ids mapped to role and key ("Q11696" → president, us); others are left out.</param>
    /// <param name="states">Wikidata's state ids mapped to keys ("Q30" → us), for persons' countries.</param>
    /// <param name="cancel">Stops between lines.</param>
    public static async Task<WikidataImportResult> ReadAsync(TextReader reader, IReadOnlyDictionary<string, (string Role, string Of)>? offices = null,
        IReadOnlyDictionary<string, string>? states = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var actors = new List<RegistryActor>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var skipped = 0;
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            var json = line.AsSpan().Trim().TrimEnd(',');
            if (json.IsEmpty || json is "[" or "]") continue;
            if (json.Length > LongestLine || json[0] != '{')
            {
                skipped++;
                continue;
            }
            try
            {
                using var document = JsonDocument.Parse(json.ToString(), Options);
                var root = document.RootElement;
                if (root.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Object)
                {
                    foreach (var entity in entities.EnumerateObject()) Keep(entity.Value);
                }
                else Keep(root);
            }
            catch (JsonException)
            {
                skipped++;
            }
        }
        return new WikidataImportResult(actors, skipped);

        void Keep(JsonElement entity)
        {
            if (Read(entity, offices, states) is { } actor && keys.Add(actor.Key)) actors.Add(actor); else skipped++;
        }
    }

    private static RegistryActor? Read(JsonElement entity, IReadOnlyDictionary<string, (string Role, string Of)>? offices, IReadOnlyDictionary<string, string>? states)
    {
        if (entity.ValueKind != JsonValueKind.Object || Text(entity, "id") is not { } id || !entity.TryGetProperty("claims", out var claims) || claims.ValueKind != JsonValueKind.Object) return null;
        var kind = Items(claims, "P31").Select(type => Kinds.TryGetValue(type, out var known) ? known : (ActorKind?)null).FirstOrDefault(known => known is not null);
        if (kind is null) return null;
        var german = Label(entity, "de");
        var english = Label(entity, "en");
        if ((german ?? english) is not { Length: > 1 and < 200 } name) return null;
        var iso = kind == ActorKind.State ? Strings(claims, "P297").FirstOrDefault() : null;
        return new RegistryActor
        {
            // Wikidata's id is stable where surnames are not; a state keeps its ISO code.
            Key = iso?.ToLowerInvariant() ?? id.ToLowerInvariant(),
            Wikidata = id,
            Kind = kind.Value,
            Name = name,
            Names = english is not null && english != name ? new Dictionary<string, string> { ["en"] = english } : null,
            Gender = Items(claims, "P21").FirstOrDefault() switch { "Q6581097" => "m", "Q6581072" => "f", _ => null },
            Country = (kind == ActorKind.Person ? Items(claims, "P27") : Items(claims, "P17")).Select(state => states?.GetValueOrDefault(state)).FirstOrDefault(key => key is not null),
            Aliases = [.. Aliases(entity).Where(alias => alias != name && alias != english && alias.Length is > 2 and < 120).Distinct(StringComparer.Ordinal).Take(MostAliases)],
            Offices = offices is null ? [] : [.. Offices(claims, offices)],
        };
    }

    private static IEnumerable<RegistryOffice> Offices(JsonElement claims, IReadOnlyDictionary<string, (string Role, string Of)> offices)
    {
        foreach (var claim in Claims(claims, "P39"))
        {
            if (ItemOf(claim) is not { } office || !offices.TryGetValue(office, out var mapped) || Date(claim, "P580") is not { } from) continue;
            yield return new RegistryOffice(mapped.Role, mapped.Of, from, Date(claim, "P582"));
        }
    }

    private static IEnumerable<JsonElement> Claims(JsonElement claims, string property) =>
        claims.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(claim => Text(claim, "rank") != "deprecated") : [];

    private static IEnumerable<string> Items(JsonElement claims, string property) => Claims(claims, property).Select(ItemOf).OfType<string>();

    private static IEnumerable<string> Strings(JsonElement claims, string property) =>
        Claims(claims, property).Select(claim => Value(claim) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null).OfType<string>();

    private static string? ItemOf(JsonElement claim) => Value(claim) is { ValueKind: JsonValueKind.Object } value ? Text(value, "id") : null;

    private static JsonElement? Value(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.Object && claim.TryGetProperty("mainsnak", out var snak) ? SnakValue(snak) : null;

    private static JsonElement? SnakValue(JsonElement snak) =>
        snak.ValueKind == JsonValueKind.Object && snak.TryGetProperty("datavalue", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("value", out var value) ? value : null;

    /// <summary>A qualifier's day; Wikidata writes <c>+2021-12-08T00:00:00Z</c>, and 00 where month or day are not known.</summary>
    private static DateOnly? Date(JsonElement claim, string property)
    {
        if (!claim.TryGetProperty("qualifiers", out var qualifiers) || !qualifiers.TryGetProperty(property, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) return null;
        if (SnakValue(list[0]) is not { ValueKind: JsonValueKind.Object } value || Text(value, "time") is not { Length: >= 11 } time || time[0] != '+') return null;
        var day = time[1..11].Replace("-00", "-01", StringComparison.Ordinal);
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    private static string? Label(JsonElement entity, string language) =>
        entity.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Object && labels.TryGetProperty(language, out var label) ? Text(label, "value") : null;

    private static IEnumerable<string> Aliases(JsonElement entity)
    {
        if (!entity.TryGetProperty("aliases", out var aliases) || aliases.ValueKind != JsonValueKind.Object) yield break;
        foreach (var language in (string[])["de", "en"])
        {
            if (!aliases.TryGetProperty(language, out var list) || list.ValueKind != JsonValueKind.Array) continue;
            foreach (var alias in list.EnumerateArray())
            {
                if (Text(alias, "value") is { } text) yield return text;
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
