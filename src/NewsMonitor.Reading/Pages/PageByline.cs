namespace NewsMonitor.Reading.Pages;

/// <summary>The people that a page names as its authors, without "Von", functions and places.</summary>
internal static class PageByline
{
    private const int MostNames = 20;

    internal static IReadOnlyList<string> Find(PageParts parts, LinkedArticle? linked, IReadOnlyList<string> ruled)
    {
        var names = ruled.Count > 0 ? ruled : linked?.Authors is { Count: > 0 } stated ? stated : FromMeta(parts);
        return [.. names.Select(Clean).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(MostNames)];
    }

    private static List<string> FromMeta(PageParts parts)
    {
        foreach (var name in (ReadOnlySpan<string>)["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "twitter:data1"])
        {
            var values = parts.Metas(name).Where(v => !v.StartsWith("http", StringComparison.OrdinalIgnoreCase) && v.Length < 200).ToList();
            if (values.Count > 0 && name != "twitter:data1")
            {
                return values;
            }
        }

        // Not the method group: Select would hand the index to PlainText.Of as its bound.
        return [.. parts.Properties.Where(p => p.Attribute("itemprop") is "author" or "creator").Select(p => PlainText.Of(p)).Where(t => t.Length is > 0 and < 200)];
    }

    private static string? Clean(string name)
    {
        var plain = PlainText.OfHtml(name);
        foreach (var prefix in (ReadOnlySpan<string>)["Von ", "By ", "von ", "by ", "VON ", "BY "])
        {
            plain = plain?.StartsWith(prefix, StringComparison.Ordinal) == true ? plain[prefix.Length..] : plain;
        }

        return plain is { Length: > 1 and < 200 } && !plain.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !plain.StartsWith('@') ? plain : null;
    }
}
