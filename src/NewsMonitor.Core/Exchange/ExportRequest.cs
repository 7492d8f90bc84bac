using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Core.Networks;

namespace NewsMonitor.Core.Exchange;

/// <summary>What is to be taken away.</summary>
public sealed record ExportRequest
{
    /// <summary>An <see cref="ExportFormat.Name"/>.</summary>
    public required string Format { get; init; }
    /// <summary>A line of the search language; empty for the whole archive.</summary>
    public string Query { get; init; } = "";
    /// <summary>Whose stars and reading marks the line means by <c>is:starred</c>; 0 for the operator's command line.</summary>
    public long UserId { get; init; }
    /// <summary>Suggestions that nobody has decided, too. Rejected ones never leave the archive.</summary>
    public bool WithSuggestions { get; init; }
    /// <summary>In which language actors are named: <c>de</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "en";
    /// <summary>For networks: how they are made.</summary>
    public NetworkSettings Network { get; init; } = new();
    /// <summary>For networks over time; null for one of the whole time.</summary>
    public WindowSettings? Window { get; init; }
    /// <summary>For STIX: who may see it, as the Traffic Light Protocol marks it.</summary>
    public TrafficLight Tlp { get; init; } = TrafficLight.Amber;
}

/// <summary>The markings that STIX 2.1 predefines (section 7.2.1.4).</summary>
public enum TrafficLight { White, Green, Amber, Red }

/// <summary>
/// What goes with an export, so that it can be repeated and checked: the query as it was asked, the codebook in force, the moment, and the
/// file's own checksum.
/// </summary>
public sealed record ExportManifest
{
    public required string Format { get; init; }
    public required string Query { get; init; }
    public required bool WithSuggestions { get; init; }
    public required string Language { get; init; }
    /// <summary>How the network was made; null for files that are none.</summary>
    public NetworkChoice? Network { get; init; }
    /// <summary>The marking, where the format has one.</summary>
    public TrafficLight? Tlp { get; init; }
    public required int CodebookVersion { get; init; }
    public required DateTimeOffset ExportedAt { get; init; }
    /// <summary>Name and version of the program.</summary>
    public required string Program { get; init; }
    /// <summary>Statements, articles or nodes in the file.</summary>
    public required long Records { get; init; }
    /// <summary>What the format cannot hold, in words; null where nothing was left out.</summary>
    public string? LeftOut { get; init; }
    /// <summary>The same by kind and number, for programs and for readers of another language.</summary>
    public IReadOnlyList<LeftOutPart>? LeftOutParts { get; init; }
    public required long Bytes { get; init; }
    /// <summary>Of the file, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JsonText.Options.Encoder, Converters = { new JsonStringEnumConverter() } };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a manifest that somebody brings; null for anything else.</summary>
    public static ExportManifest? Read(string json)
    {
        try { return json.Length > 100_000 ? null : JsonSerializer.Deserialize<ExportManifest>(json, Json); }
        catch (JsonException) { return null; }
    }

    /// <summary>The same export again, of what the archive holds now.</summary>
    public ExportRequest ToRequest(long userId) => new()
    {
        Format = Format, Query = Query, UserId = userId, WithSuggestions = WithSuggestions, Language = Language, Tlp = Tlp ?? TrafficLight.Amber,
        Network = Network?.ToSettings() ?? new(), Window = Network?.Window,
    };
}

/// <summary>The settings of a network, as a manifest tells them.</summary>
public sealed record NetworkChoice(
    NetworkKind Kind, Aggregation Aggregation, Normalisation Normalisation, Duplicates Duplicates, UndecidedStances Undecided, bool Isolates, WindowSettings? Window)
{
    public static NetworkChoice Of(ExportRequest request) =>
        new(request.Network.Kind, request.Network.Aggregation, request.Network.Normalisation, request.Network.Duplicates, request.Network.Undecided, request.Network.Isolates, request.Window);

    public NetworkSettings ToSettings() => new()
    {
        Kind = Kind, Aggregation = Aggregation, Normalisation = Normalisation, Duplicates = Duplicates, Undecided = Undecided, Isolates = Isolates,
    };
}

/// <summary>What came of an export.</summary>
public abstract record ExportResult
{
    private ExportResult() { }

    public sealed record Written(ExportManifest Manifest) : ExportResult;

    /// <summary>The query line is faulty; nothing was written.</summary>
    public sealed record Unreadable(IReadOnlyList<Core.Articles.SearchFault> Faults) : ExportResult;

    public sealed record UnknownFormat : ExportResult;

    /// <summary>The settings of the network do not fit each other.</summary>
    public sealed record BadNetwork : ExportResult;
}
