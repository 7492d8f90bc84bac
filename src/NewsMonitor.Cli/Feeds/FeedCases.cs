using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary>The shell pipe: a case a line in, an answer a line out, in the same order. A bad case is answered with its error, and the run goes on.</summary>
internal static class FeedCases
{
    private const int LongestLine = 128 << 20;

    public static async Task<int> RunAsync(Stream input, Stream output, FeedReaderOptions options, CancellationToken cancel)
    {
        var lines = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 256 * 1024));
        var answers = new ArrayBufferWriter<byte>(256 * 1024);
        using var json = new Utf8JsonWriter(answers, FeedJson.WriterOptions);
        while (true)
        {
            var read = await lines.ReadAsync(cancel);
            var buffer = read.Buffer;
            while (Line(ref buffer, read.IsCompleted) is { } line)
            {
                Answer(line, json, options);
                json.Flush();
                answers.Write("\n"u8);
                json.Reset();
                if (answers.WrittenCount > 128 * 1024)
                    await FlushAsync(answers, output, cancel);
            }
            lines.AdvanceTo(buffer.Start, buffer.End);
            // An answer goes out before the next wait for input, so that a caller may ask one case after the other.
            await FlushAsync(answers, output, cancel);
            if (read.IsCompleted)
                break;
            if (buffer.Length > LongestLine)
                throw new InvalidDataException($"A line of the input is longer than {LongestLine >> 20} MB; cases must be a line each.");
        }
        return 0;
    }

    private static async Task FlushAsync(ArrayBufferWriter<byte> answers, Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(answers.WrittenMemory, cancel);
        await output.FlushAsync(cancel);
        answers.ResetWrittenCount();
    }

    private static byte[]? Line(ref ReadOnlySequence<byte> buffer, bool last)
    {
        while (!buffer.IsEmpty)
        {
            var end = buffer.PositionOf((byte)'\n');
            if (end == null && !last)
                return null;
            var line = end == null ? buffer : buffer.Slice(0, end.Value);
            buffer = end == null ? buffer.Slice(buffer.End) : buffer.Slice(buffer.GetPosition(1, end.Value));
            var bytes = line.ToArray();
            if (bytes.AsSpan().Trim(" \t\r"u8).Length > 0)
                return bytes;
        }
        return null;
    }

    private static void Answer(byte[] line, Utf8JsonWriter json, FeedReaderOptions options)
    {
        var id = default(JsonElement);
        try
        {
            using var document = JsonDocument.Parse(line);
            var given = document.RootElement;
            if (given.ValueKind != JsonValueKind.Object)
            {
                FeedJson.WriteError(json, default, "A case must be a JSON object.");
                return;
            }
            id = Id(given);
            if (!given.TryGetProperty("body_base64", out var body) || body.ValueKind != JsonValueKind.String || !body.TryGetBytesFromBase64(out var bytes))
            {
                FeedJson.WriteError(json, id, "The case has no body_base64 that can be read.");
                return;
            }
            FeedJson.Write(json, id, FeedReader.Read(bytes, Source(given), options));
        }
        catch (JsonException broken)
        {
            FeedJson.WriteError(json, default, $"The line is no JSON: {broken.Message}");
        }
        catch (InvalidOperationException broken)
        {
            // A string or a name with half a surrogate pair. Nothing has been written yet: the case is read before its answer is begun.
            FeedJson.WriteError(json, id, $"The line holds text that is no Unicode: {broken.Message}");
        }
    }

    /// <summary>The case's id, or nothing if it cannot be written again.</summary>
    private static JsonElement Id(JsonElement given)
    {
        if (!given.TryGetProperty("id", out var id))
            return default;
        try
        {
            return id.ValueKind == JsonValueKind.String && id.GetString() == null ? default : id.Clone();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    private static FeedSource Source(JsonElement given)
    {
        var address = Text(given, "url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : null;
        given.TryGetProperty("headers", out var headers);
        return new FeedSource(address, Header(headers, "Content-Type"), Header(headers, "Content-Location"), Header(headers, "Content-Language"));
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Header(JsonElement headers, string name)
    {
        if (headers.ValueKind == JsonValueKind.Object)
            foreach (var header in headers.EnumerateObject())
                if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && header.Value.ValueKind == JsonValueKind.String)
                    return header.Value.GetString();
        return null;
    }
}
