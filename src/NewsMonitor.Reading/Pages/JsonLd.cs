using System.Text.Json;

namespace NewsMonitor.Reading.Pages;

/// <summary>What a page's JSON-LD says of its article (schema.org Article and its kinds).</summary>
internal sealed record LinkedArticle
{
    internal required string Type { get; init; }
    internal string? Headline { get; init; }
    internal string? AlternativeHeadline { get; init; }
    internal string? Published { get; init; }
    internal string? Modified { get; init; }
    internal string? Body { get; init; }
    internal string? Description { get; init; }
    internal string? Url { get; init; }
    internal string? Language { get; init; }
    internal string? Publisher { get; init; }
    internal string? Image { get; init; }
    internal bool? IsFree { get; init; }
    internal IReadOnlyList<string> Authors { get; init; } = [];
    internal IReadOnlyList<string> Keywords { get; init; } = [];
}

/// <summary>Reads JSON-LD blocks as publishers write them: graphs, lists, several articles on one page, raw line breaks in strings.</summary>
internal static class JsonLd
{
    private const int LongestBlock = 2_000_000;
    private const int MostObjects = 20_000;

    /// <summary>All articles that the blocks describe, in their order.</summary>
    internal static IReadOnlyList<LinkedArticle> Articles(IReadOnlyList<string> blocks)
    {
        var found = new List<LinkedArticle>();
        var budget = MostObjects;
        foreach (var block in blocks.Where(b => b.Length <= LongestBlock).Take(50))
        {
            using var document = JsonLdBlock.Parse(block);
            if (document is not null)
            {
                Collect(document.RootElement, found, ref budget);
            }
        }

        return found;
    }

    private static void Collect(JsonElement element, List<LinkedArticle> found, ref int budget)
    {
        if (--budget < 0)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, found, ref budget);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (ArticleType(element) is { } type)
            {
                found.Add(Read(element, type));
            }

            foreach (var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage", "subjectOf", "hasPart"])
            {
                if (element.TryGetProperty(name, out var inner) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Collect(inner, found, ref budget);
                }
            }
        }
    }

    private static string? ArticleType(JsonElement element)
    {
        foreach (var type in Texts(element, "@type"))
        {
            var name = type[(type.LastIndexOf('/') + 1)..];
            if (name.EndsWith("Article", StringComparison.Ordinal) || name.EndsWith("BlogPosting", StringComparison.Ordinal) || name is "Report" or "Review" or "Recipe" or "CriticReview" or "ClaimReview")
            {
                return name;
            }
        }

        return null;
    }

    private static LinkedArticle Read(JsonElement element, string type) => new()
    {
        Type = type,
        Headline = Text(element, "headline") ?? Text(element, "name"),
        AlternativeHeadline = Text(element, "alternativeHeadline"),
        Published = Text(element, "datePublished") ?? Text(element, "dateCreated") ?? Text(element, "uploadDate"),
        Modified = Text(element, "dateModified"),
        Body = Text(element, "articleBody") ?? Text(element, "text"),
        Description = Text(element, "description"),
        Url = Text(element, "url") ?? Reference(element, "mainEntityOfPage") ?? Text(element, "@id"),
        Language = Text(element, "inLanguage"),
        Publisher = Name(element, "publisher"),
        Image = Reference(element, "image"),
        IsFree = Free(element),
        Authors = [.. Names(element, "author").Concat(Names(element, "creator")).Distinct(StringComparer.OrdinalIgnoreCase)],
        Keywords = [.. Texts(element, "keywords").SelectMany(k => k.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().Take(100)],
    };

    private static bool? Free(JsonElement element)
    {
        if (!element.TryGetProperty("isAccessibleForFree", out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            // Written as "True", "false" or "http://schema.org/False", too.
            JsonValueKind.String when StringOf(value)?.EndsWith("true", StringComparison.OrdinalIgnoreCase) == true => true,
            JsonValueKind.String when StringOf(value)?.EndsWith("false", StringComparison.OrdinalIgnoreCase) == true => false,
            _ => null,
        };
    }

    private static string? Text(JsonElement element, string name) => Texts(element, name).FirstOrDefault();

    private static IEnumerable<string> Texts(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            yield break;
        }

        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value];
        foreach (var item in items)
        {
            if (item.ValueKind == JsonValueKind.String && StringOf(item) is { Length: > 0 } text)
            {
                yield return text;
            }
            else if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("@value", out var inner))
            {
                if (inner.ValueKind == JsonValueKind.String && StringOf(inner) is { Length: > 0 } held)
                {
                    yield return held;
                }
            }
        }
    }

    private static string? Reference(JsonElement element, string name)
    {
        if (Text(element, name) is { } text)
        {
            return text;
        }

        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        var first = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().FirstOrDefault() : value;
        return first.ValueKind == JsonValueKind.Object ? Text(first, "url") ?? Text(first, "@id") ?? Text(first, "contentUrl") : null;
    }

    private static string? Name(JsonElement element, string name) => Names(element, name).FirstOrDefault();

    private static IEnumerable<string> Names(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            yield break;
        }

        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value];
        foreach (var item in items.Take(100))
        {
            if (item.ValueKind == JsonValueKind.String && PlainText.OfHtml(StringOf(item)) is { } plain)
            {
                yield return plain;
            }
            else if (item.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in Texts(item, "name"))
                {
                    if (PlainText.OfHtml(inner) is { } person)
                    {
                        yield return person;
                    }
                }
            }
        }
    }

    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate ("\ud800") is valid JSON, but no text.
            return null;
        }
    }
}
