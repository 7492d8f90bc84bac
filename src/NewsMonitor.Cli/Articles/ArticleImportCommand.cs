using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Cli.Articles;

/// <summary><c>newsmonitor article import</c>: files into the archive.</summary>
internal static class ArticleImportCommand
{
    private const long MostBytes = 32 * 1024 * 1024;
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>A line of a JSONL file.</summary>
    private sealed record ImportLine(
        string? Title, string? Text, string? Kicker = null, string? Outlet = null, string? Address = null, string? Language = null,
        DateTimeOffset? Published = null, string[]? Byline = null);

    internal static Command Create()
    {
        var files = new Argument<string[]>("file") { Description = "Text (.txt), pages (.html, .htm), or JSON lines (.jsonl: title, text, kicker, outlet, address, language, published, byline).", Arity = ArgumentArity.OneOrMore };
        var outlet = new Option<string?>("--outlet") { Description = "The publisher, where the file does not say." };
        var command = new Command("import", "Bring files in as articles. What the archive has already is passed over.") { files, outlet };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var paste = services.GetRequiredService<PasteArticle>();
            var (stored, there, failed) = (0, 0, 0);
            foreach (var file in parsed.GetValue(files) ?? [])
            {
                try
                {
                    var number = 0;
                    await foreach (var draft in DraftsAsync(file, cancel))
                    {
                        number++;
                        var result = draft is null ? new PasteResult.Incomplete()
                            : await paste.SaveAsync(draft with { Outlet = draft.Outlet ?? parsed.GetValue(outlet) }, ArticleOrigin.Imported, Caller.Operator, cancel);
                        if (result is PasteResult.Stored) stored++;
                        else if (result is PasteResult.AlreadyThere) there++;
                        else
                        {
                            failed++;
                            Console.Error.WriteLine($"{file}, article {number}: {(result is PasteResult.BadAddress ? "the address is none" : "title or text is missing")}.");
                        }
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    failed++;
                    Console.Error.WriteLine($"{file}: {e.Message}");
                }
            }
            Console.WriteLine($"{stored} stored, {there} were there, {failed} failed.");
            return failed == 0 ? Exit.Done : Exit.Failed;
        }, cancel));
        return command;
    }

    private static async IAsyncEnumerable<ArticleDraft?> DraftsAsync(string file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var ending = Path.GetExtension(file).ToLowerInvariant();
        if (ending is ".jsonl" or ".ndjson")
        {
            await foreach (var line in File.ReadLinesAsync(file, cancel))
            {
                if (!string.IsNullOrWhiteSpace(line)) yield return OfLine(line);
            }
            yield break;
        }
        if (new FileInfo(file).Length > MostBytes) throw new IOException($"The file is larger than {MostBytes / 1_000_000} MB.");
        if (ending is ".html" or ".htm")
        {
            var page = PageReader.Read(await File.ReadAllBytesAsync(file, cancel), null, null);
            yield return page.Title is null ? null : new()
            {
                Kicker = page.Kicker, Title = page.Title, Byline = page.Byline, Blocks = page.Blocks, Published = page.Published, Modified = page.Modified,
                Address = page.CanonicalUrl, Outlet = page.SiteName, Language = page.Language,
            };
            yield break;
        }
        yield return ArticleDraft.OfText(await File.ReadAllTextAsync(file, cancel));
    }

    private static ArticleDraft? OfLine(string line)
    {
        ImportLine? read;
        try
        {
            read = line.Length > Limits.Text * 4 ? null : JsonSerializer.Deserialize<ImportLine>(line, Format);
        }
        catch (JsonException)
        {
            return null; // counted and named by its number
        }
        return read?.Title is null || read.Text is null ? null : new()
        {
            Kicker = read.Kicker, Title = read.Title, Outlet = read.Outlet, Address = read.Address, Language = read.Language, Published = read.Published, Byline = read.Byline ?? [],
            Blocks = [.. read.Text.Split('\n').Select(text => new Block(BlockKind.Paragraph, text))],
        };
    }
}
