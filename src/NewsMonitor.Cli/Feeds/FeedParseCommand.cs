using System.CommandLine;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed parse</c>: shows what the reader makes of files, addresses or cases from standard input. Needs no database.</summary>
internal static class FeedParseCommand
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("input") { Description = "Files or http(s) addresses; - is standard input.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a feed instead of text." };
        var jsonl = new Option<bool>("--jsonl") { Description = "Read cases {id, url, headers, body_base64} from standard input, a line each, and print a JSON line for each." };
        var raw = new Option<bool>("--raw") { Description = "Leave HTML values as they are instead of sanitising them." };
        var command = new Command("parse", "Read feeds and show what is in them.") { inputs, json, jsonl, raw };
        command.SetAction((result, cancel) =>
        {
            var options = FeedReaderOptions.Default with { Sanitize = !result.GetValue(raw) };
            if (result.GetValue(jsonl))
                return FeedCases.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), options, cancel);
            return ParseAsync(result.GetValue(inputs) ?? [], result.GetValue(json), options, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancel);
        });
        return command;
    }

    private static async Task<int> ParseAsync(string[] inputs, bool json, FeedReaderOptions options, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (inputs.Length == 0)
        {
            await errors.WriteLineAsync("Name at least one file or address, or use --jsonl. Example: newsmonitor feed parse https://example.org/feed.xml");
            return 2;
        }
        var failures = 0;
        foreach (var input in inputs)
        {
            var (bytes, source, problem) = await FeedInput.ReadAsync(input, options.MostBytes, cancel);
            var reading = problem == null ? FeedReader.Read(bytes, source, options) : null;
            problem ??= reading!.Feed == null ? $"{reading.Detail} ({reading.Fault})" : null;
            if (problem != null)
            {
                failures++;
                await errors.WriteLineAsync($"{input}: {problem}");
                if (reading?.Fault == FeedFault.HtmlPage)
                    await SuggestAsync(bytes, source, errors);
            }
            else if (json)
                await output.WriteLineAsync(FeedJson.Line(input, reading!));
            else
                await FeedListing.WriteAsync(output, input, reading!.Feed!);
        }
        return failures == 0 ? 0 : 1;
    }

    /// <summary>An address of a page was most likely meant to lead to the site's feed: say where that is.</summary>
    private static async Task SuggestAsync(ReadOnlyMemory<byte> page, FeedSource source, TextWriter errors)
    {
        var html = Charset.Decode(page.Span, source.ContentType, TextKind.Html).Text;
        var candidates = FeedDiscovery.Find(html, source.Address);
        await errors.WriteLineAsync(candidates.Count == 0 ? "    The page names no feed." : "    Feeds that the page names:");
        foreach (var candidate in candidates.Take(10))
            await errors.WriteLineAsync($"      {candidate.Address}  {candidate.Title}");
    }
}
