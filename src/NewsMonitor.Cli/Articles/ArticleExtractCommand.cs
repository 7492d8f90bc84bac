using System.CommandLine;
using System.Net;
using System.Text;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Cli.Articles;

/// <summary><c>newsmonitor article extract</c>: pages to articles, for people, for machines, or a case a line.</summary>
internal static class ArticleExtractCommand
{
    private const long MostBytes = 32 * 1024 * 1024;

    internal static Command Create()
    {
        var sources = new Argument<string[]>("source") { Description = "Files or addresses; \"-\" or nothing reads one page from standard input.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a page." };
        var lines = new Option<bool>("--jsonl") { Description = "Read {id, url, html_base64} a line from standard input, print one JSON object a line." };
        var address = new Option<string?>("--url") { Description = "The address a file was fetched from; links are resolved against it, and its site rule is used." };
        var command = new Command("extract", "Read pages as articles: title, byline, dates, text.") { sources, json, lines, address };
        command.SetAction((parse, cancel) => parse.GetValue(lines)
            ? ArticleLines.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), cancel)
            : ExtractAsync(parse.GetValue(sources) ?? [], parse.GetValue(address), parse.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> ExtractAsync(string[] sources, string? address, bool json, CancellationToken cancel)
    {
        var failed = 0;
        foreach (var source in sources.Length == 0 ? ["-"] : sources)
        {
            try
            {
                var page = await ReadAsync(source, address, cancel);
                Console.WriteLine(json ? Encoding.UTF8.GetString(ArticleJson.Of(source, page.Address?.OriginalString, page.Read)) : ArticleText.Of(page.Read));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or HttpRequestException or InvalidDataException
                || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                failed++;
                await Console.Error.WriteLineAsync($"{source}: {fault.Message}");
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<(ReadPage Read, Uri? Address)> ReadAsync(string source, string? address, CancellationToken cancel)
    {
        if (source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return await FetchAsync(new Uri(source), cancel);
        }

        await using var stream = source == "-" ? Console.OpenStandardInput() : File.OpenRead(source);
        var bytes = await BoundedAsync(stream, cancel);
        var from = Uri.TryCreate(address, UriKind.Absolute, out var stated) ? stated : null;
        return (PageReader.Read(bytes, null, from), from);
    }

    /// <summary>The operator names the address, on the operator's own machine: no guard against inner networks here, as the archive's fetcher has it.</summary>
    private static async Task<(ReadPage Read, Uri? Address)> FetchAsync(Uri address, CancellationToken cancel)
    {
        using var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All }) { Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("NewsMonitor/0.1");
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = await BoundedAsync(stream, cancel);
        var reached = response.RequestMessage?.RequestUri ?? address;
        return (PageReader.Read(bytes, response.Content.Headers.ContentType?.ToString(), reached), reached);
    }

    private static async Task<byte[]> BoundedAsync(Stream stream, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (await stream.ReadAsync(buffer, cancel) is var count and > 0)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MostBytes)
            {
                throw new InvalidDataException($"The page is larger than {MostBytes / 1024 / 1024} MB; no news page is. Nothing was read.");
            }
        }

        return bytes.ToArray();
    }
}
