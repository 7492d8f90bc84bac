namespace NewsMonitor.Reading.Pages;

/// <summary>The language a page states, as an ISO 639-1 code.</summary>
internal static class PageLanguage
{
    internal static string? Find(PageParts parts, LinkedArticle? linked) =>
        Code(parts.Language) ?? Code(linked?.Language) ?? Code(parts.Meta("og:locale", "content-language", "dc.language", "language"));

    private static string? Code(string? tag)
    {
        var code = tag?.Split('-', '_', ',', ' ')[0].ToLowerInvariant();
        return code is { Length: 2 } && char.IsAsciiLetter(code[0]) && char.IsAsciiLetter(code[1]) ? code
            : code switch { "deutsch" or "german" or "deu" or "ger" => "de", "english" or "eng" => "en", _ => null };
    }
}
