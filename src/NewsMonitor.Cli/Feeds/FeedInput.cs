using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary>Gets a feed's bytes from a file, from standard input or from the web, for a look at it. The archive fetches by other, guarded ways.</summary>
internal static class FeedInput
{
    /// <summary>The bytes and what is known about them, or the problem in words for the person at the terminal.</summary>
    public static async Task<(ReadOnlyMemory<byte> Bytes, FeedSource Source, string? Problem)> ReadAsync(string input, int mostBytes, CancellationToken cancel)
    {
        try
        {
            if (input == "-")
            {
                await using var standard = Console.OpenStandardInput();
                return (await BytesAsync(standard, mostBytes, cancel), new FeedSource(), null);
            }
            if (Uri.TryCreate(input, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return await FetchAsync(address, mostBytes, cancel);
            await using var file = File.OpenRead(input);
            return (await BytesAsync(file, mostBytes, cancel), new FeedSource(), null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return (default, new FeedSource(), $"It could not be opened: {problem.Message}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (default, new FeedSource(), "The server did not answer within 30 seconds.");
        }
    }

    private static async Task<(ReadOnlyMemory<byte>, FeedSource, string?)> FetchAsync(Uri address, int mostBytes, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All, MaxAutomaticRedirections = 10 };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("NewsMonitor/0.1");
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!response.IsSuccessStatusCode)
            return (default, new FeedSource(), $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.");
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var headers = response.Content.Headers;
        var source = new FeedSource(response.RequestMessage?.RequestUri ?? address,
            headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null,
            headers.ContentLocation?.OriginalString, string.Join(',', headers.ContentLanguage) is { Length: > 0 } language ? language : null);
        return (await BytesAsync(body, mostBytes, cancel), source, null);
    }

    /// <summary>Reads one byte more than the bound at most: the reader says that the rest is missing.</summary>
    private static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream stream, int mostBytes, CancellationToken cancel)
    {
        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (kept.Length <= mostBytes && (count = await stream.ReadAsync(buffer, cancel)) > 0)
            kept.Write(buffer, 0, (int)Math.Min(count, mostBytes + 1 - kept.Length));
        return kept.ToArray();
    }
}
