using System.Text.Json;
using System.Text.Json.Serialization;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Demo;

/// <summary>What an editor of the demo has read out of an article: a position where it names an issue, a threat where it names an instrument.</summary>
/// <param name="Who">Speakers or threateners: keys of the program's registry, or German names of the demo's other actors.</param>
/// <param name="Words">The words that prove it, as they stand in the article, once.</param>
/// <param name="To">Whom a position addresses.</param>
/// <param name="Target">Whom a threat is against.</param>
/// <param name="Via">Through whom we know.</param>
/// <param name="Issue">By its German name.</param>
/// <param name="Stance">Of a position.</param>
/// <param name="Act">Of a position.</param>
/// <param name="Instrument">By its German name.</param>
/// <param name="InstrumentWords">As the article calls it.</param>
/// <param name="Condition">In the article's words.</param>
/// <param name="Mode">Of a threat.</param>
/// <param name="LifeCycle">What became of it.</param>
/// <param name="Question">What somebody asks about it.</param>
public sealed record DemoCode(
    IReadOnlyList<string> Who, string Words, IReadOnlyList<string>? To = null, IReadOnlyList<string>? Target = null, IReadOnlyList<string>? Via = null,
    string? Issue = null, Stance Stance = default, PositionAct Act = default,
    string? Instrument = null, string? InstrumentWords = null, string? Condition = null, ThreatMode Mode = default, ThreatLifeCycle LifeCycle = default,
    DemoQuestion? Question = null)
{
    /// <summary>All that stands in the article word for word.</summary>
    [JsonIgnore]
    public IEnumerable<string> Quoted => ((IEnumerable<string?>)[Words, InstrumentWords, Condition]).OfType<string>();

    [JsonIgnore]
    public IEnumerable<string> Actors => [.. Who, .. To ?? [], .. Target ?? [], .. Via ?? []];
}

/// <summary>A question about a statement, in the codebook's language, and perhaps its answer.</summary>
public sealed record DemoQuestion(string By, string De, string En, DemoAnswer? Answer = null);

public sealed record DemoAnswer(string By, string De, string En);

/// <summary>An article as an editor has coded it.</summary>
/// <param name="Article">The outlet's key and the article's slug: <c>hafenkurier/nato-droht-russland-in-riga</c>.</param>
/// <param name="Codes">In the order in which they stand in the article.</param>
/// <param name="Coder">Who; the second editor unless it says another.</param>
/// <param name="StarredBy">Who has starred it.</param>
public sealed record DemoCodedArticle(string Article, IReadOnlyList<DemoCode> Codes, string Coder = DemoCodes.Coder, string? StarredBy = null);

/// <summary>What the demo's editors have coded (<c>Demo/codes.json</c>): articles for all to see, and those of a round, each coder in a layer of their own.</summary>
public sealed record DemoCodes(string About, IReadOnlyList<DemoCodedArticle> Articles, IReadOnlyList<DemoCodedArticle> Round)
{
    public const string Editor = "editor", Coder = "coder", Analyst = "analyst";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static DemoCodes Load()
    {
        using var stream = typeof(DemoCodes).Assembly.GetManifestResourceStream("Demo/codes.json")
            ?? throw new InvalidOperationException("The demo's codes are not embedded in the assembly.");
        return JsonSerializer.Deserialize<DemoCodes>(stream, Json) ?? throw new InvalidOperationException("The demo's codes are empty.");
    }
}
