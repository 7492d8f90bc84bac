using System.Text;
using System.Text.Json;

namespace NewsMonitor.Reading.Pages;

/// <summary>A JSON-LD block of a page, made JSON: in CDATA, with a semicolon behind it, with raw line breaks in strings, as publishers write them.</summary>
internal static class JsonLdBlock
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>The block's document; null where even repaired it is none.</summary>
    internal static JsonDocument? Parse(string block)
    {
        var json = block.Trim().TrimEnd(';');
        if (json.Length == 0)
        {
            return null;
        }

        if (json.StartsWith("//<![CDATA[", StringComparison.Ordinal) || json.StartsWith("<!", StringComparison.Ordinal))
        {
            var from = json.IndexOfAny(['{', '[' ], json.IndexOf("[CDATA[", StringComparison.Ordinal) is var cdata and >= 0 ? cdata + 7 : 0);
            var to = json.LastIndexOfAny(['}', ']'], Math.Max(0, json.LastIndexOf("]]>", StringComparison.Ordinal) is var close and > 0 ? close - 1 : json.Length - 1));
            json = from >= 0 && to > from ? json[from..(to + 1)] : json;
        }

        return TryParse(json) ?? TryParse(Repair(json));
    }

    private static JsonDocument? TryParse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // Lone surrogates have no UTF-8.
            return null;
        }
    }

    /// <summary>Escapes raw control characters in strings and drops escapes that JSON does not know: the two faults seen most.</summary>
    private static string Repair(string json)
    {
        var repaired = new StringBuilder(json.Length);
        var inside = false;
        for (var i = 0; i < json.Length; i++)
        {
            var sign = json[i];
            if (sign == '\\' && inside)
            {
                var next = i + 1 < json.Length ? json[i + 1] : '"';
                if (next is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' or 'u')
                {
                    repaired.Append(sign).Append(next);
                }
                else
                {
                    repaired.Append(next);
                }

                i++;
            }
            else if (sign == '"')
            {
                inside = !inside;
                repaired.Append(sign);
            }
            else
            {
                repaired.Append(char.IsControl(sign) ? ' ' : sign);
            }
        }

        return repaired.ToString();
    }
}
