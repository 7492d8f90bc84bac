using System.Runtime.CompilerServices;
using System.Text;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>The lines of a text file, UTF-8, none longer than a cell may be: one without an end would fill the memory.</summary>
internal static class TextLines
{
    /// <returns>What is longer is cut at <see cref="ImportBounds.LongestCell"/>, for the reader of the line to refuse.</returns>
    public static async IAsyncEnumerable<string> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var (buffer, line) = (new char[16 * 1024], new StringBuilder());
        int count;
        while ((count = await reader.ReadAsync(buffer, cancel)) > 0)
        {
            var rest = buffer.AsMemory(0, count);
            for (int end; (end = rest.Span.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                Append(line, rest.Span[..end]);
                yield return line.ToString().TrimEnd('\r');
                line.Clear();
            }
            Append(line, rest.Span);
        }
        if (line.Length > 0) yield return line.ToString().TrimEnd('\r');
    }

    private static void Append(StringBuilder line, ReadOnlySpan<char> more) => line.Append(more[..Math.Min(more.Length, ImportBounds.LongestCell - line.Length)]);
}
