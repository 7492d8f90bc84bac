namespace NewsMonitor.Reading.Tests;

/// <summary>Texts beside the tests, embedded into their assembly.</summary>
internal static class TestData
{
    private const string Root = "NewsMonitor.Reading.Tests.";

    public static string Text(string name)
    {
        using var stream = typeof(TestData).Assembly.GetManifestResourceStream(Root + name) ?? throw new InvalidOperationException($"No test data {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static IEnumerable<string> Lines(string name) => Text(name).Split('\n').Where(line => line.Length > 0);

    public static IEnumerable<string> Names(string folder) =>
        typeof(TestData).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Root + folder + ".", StringComparison.Ordinal)).Select(name => name[Root.Length..]).Order(StringComparer.Ordinal);
}
