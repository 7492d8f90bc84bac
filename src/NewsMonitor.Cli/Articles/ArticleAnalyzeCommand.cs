using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsMonitor.Reading.Analysis;

namespace NewsMonitor.Cli.Articles;

/// <summary><c>newsmonitor article analyze</c>: who says, threatens and wants what in a text, for people, for machines, or a case a line.</summary>
internal static class ArticleAnalyzeCommand
{
    private const int MostCharacters = 16 * 1024 * 1024;

    internal static Command Create()
    {
        var files = new Argument<string[]>("file") { Description = "Text files; \"-\" or nothing reads one text from standard input.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a text; offsets count Unicode code points." };
        var lines = new Option<bool>("--jsonl") { Description = "Read {id, language, published, title, text} a line from standard input, print one JSON object a line." };
        var language = new Option<string?>("--language") { Description = "The text's language (de, en), if it is not to be guessed." };
        var published = new Option<DateOnly?>("--published") { Description = "The day it appeared (yyyy-mm-dd): decides who held an office." };
        var command = new Command("analyze", "Read texts for quotations, actors, threats and positions.") { files, json, lines, language, published };
        command.SetAction((parse, cancel) => parse.GetValue(lines)
            ? LinesAsync(Console.In, Console.Out, cancel)
            : FilesAsync(parse.GetValue(files) ?? [], parse.GetValue(language), parse.GetValue(published), parse.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> FilesAsync(string[] files, string? language, DateOnly? published, bool json, CancellationToken cancel)
    {
        var failed = 0;
        foreach (var file in files.Length == 0 ? ["-"] : files)
        {
            try
            {
                var text = file == "-" ? await Console.In.ReadToEndAsync(cancel) : await File.ReadAllTextAsync(file, cancel);
                if (text.Length > MostCharacters) throw new InvalidDataException($"The text is longer than {MostCharacters / 1024 / 1024} million characters; no article is. Nothing was read.");
                var analysis = ArticleAnalyzer.Analyze(text, language, published);
                Console.WriteLine(json ? Encoding.UTF8.GetString(AnalysisJson.Of(file, analysis)) : AnalysisText.Of(analysis));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"{file}: {fault.Message}");
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private static async Task<int> LinesAsync(TextReader input, TextWriter output, CancellationToken cancel)
    {
        while (await input.ReadLineAsync(cancel) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line)) await output.WriteLineAsync(Encoding.UTF8.GetString(Answer(line)));
        }
        await output.FlushAsync(cancel);
        return 0;
    }

    /// <summary>The answer to one case; a case that cannot be read is answered with what is wrong with it, and the run goes on.</summary>
    internal static byte[] Answer(string line)
    {
        string? id = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return AnalysisJson.Error(null, "The line is no JSON object.");
            id = root.TryGetProperty("id", out var name) ? name.ToString() : null;
            if (Text(root, "text") is not { } text) return AnalysisJson.Error(id, "The line has no text.");
            return AnalysisJson.Of(id, ArticleAnalyzer.Analyze(text, Text(root, "language"), Day(Text(root, "published"))));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return AnalysisJson.Error(id, fault.Message);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A day, or the day of a moment with offset, as the publisher's clock shows it.</summary>
    private static DateOnly? Day(string? published) => published switch
    {
        { Length: >= 10 } when DateOnly.TryParseExact(published[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => null,
    };
}
