using System.Text.Json;

namespace NewsMonitor.Web.Demo;

/// <summary>A name in both languages of the desk, with what stands beside it there.</summary>
public sealed record DemoWords(string Name, string? Proposition = null, string? Definition = null);

public sealed record DemoIssue(DemoWords De, DemoWords En, string? Include = null, string? Exclude = null, string? Shortcut = null);

/// <param name="De">German words.</param>
/// <param name="En">English words.</param>
/// <param name="Cameo">Its class in the CAMEO event codebook.</param>
/// <param name="Shortcut">The key that picks it.</param>
public sealed record DemoInstrument(DemoWords De, DemoWords En, string Cameo, string? Shortcut = null);

/// <summary>A person of the demo's articles whom the program's registry does not know.</summary>
public sealed record DemoActor(string De, string En, string Kind, string Country, IReadOnlyList<string> Aliases);

/// <summary>The demo's lists, as <c>Demo/codebook.json</c> holds them. <paramref name="EnglishNames"/> are those that the registry has only among its aliases.</summary>
public sealed record DemoCodebook(
    string About, IReadOnlyList<DemoIssue> Issues, IReadOnlyList<DemoInstrument> Instruments, IReadOnlyList<DemoActor> OtherActors,
    IReadOnlyList<string> RegistryActors, IReadOnlyDictionary<string, string> EnglishNames)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static DemoCodebook Load()
    {
        using var stream = typeof(DemoCodebook).Assembly.GetManifestResourceStream("Demo/codebook.json")
            ?? throw new InvalidOperationException("The demo's codebook is not embedded in the assembly.");
        return JsonSerializer.Deserialize<DemoCodebook>(stream, Json) ?? throw new InvalidOperationException("The demo's codebook is empty.");
    }
}
