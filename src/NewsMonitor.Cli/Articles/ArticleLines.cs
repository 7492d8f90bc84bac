using System.IO.Pipelines;
using System.Buffers;
using System.Text.Json;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Cli.Articles;

/// <summary>The <c>--jsonl</c> way of <c>article extract</c>: a case a line in, an answer a line out, in the same order, and no bad case stops the run.</summary>
internal static class ArticleLines
{
    private const int LongestLine = 128 * 1024 * 1024;

    internal static async Task<int> RunAsync(Stream input, Stream output, CancellationToken cancel)
    {
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 1 << 20));
        await using var answers = new BufferedStream(output, 1 << 16);
        while (true)
        {
            var result = await reader.ReadAsync(cancel);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                await AnswerAsync(buffer.Slice(0, end).ToArray(), answers, cancel);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (result.IsCompleted)
            {
                await AnswerAsync(buffer.ToArray(), answers, cancel);
                return 0;
            }

            if (buffer.Length > LongestLine)
            {
                await Console.Error.WriteLineAsync($"A line is longer than {LongestLine / 1024 / 1024} MB; the run ends here.");
                return 1;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static async Task AnswerAsync(byte[] line, Stream answers, CancellationToken cancel)
    {
        if (line.AsSpan().Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        await answers.WriteAsync(Answer(line), cancel);
        answers.WriteByte((byte)'\n');
        await answers.FlushAsync(cancel);
    }

    /// <summary>The answer to one case; a case that cannot be read is answered with what is wrong with it.</summary>
    internal static byte[] Answer(byte[] line)
    {
        string? id = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return ArticleJson.Error(null, "The line is no JSON object.");
            }

            id = root.TryGetProperty("id", out var name) ? name.ToString() : null;
            var url = root.TryGetProperty("url", out var stated) && stated.ValueKind == JsonValueKind.String ? stated.GetString() : null;
            if (!root.TryGetProperty("html_base64", out var encoded) || encoded.ValueKind != JsonValueKind.String)
            {
                return ArticleJson.Error(id, "The line has no html_base64.");
            }

            var address = Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null;
            return ArticleJson.Of(id ?? "", url, PageReader.Read(encoded.GetBytesFromBase64(), null, address));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return ArticleJson.Error(id, fault.Message);
        }
    }
}
