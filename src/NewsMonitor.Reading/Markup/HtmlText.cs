using System.Text;

namespace NewsMonitor.Reading.Markup;

/// <summary>The text that a reader would see of a piece of HTML, on one line.</summary>
public static class HtmlText
{
    /// <summary>Takes the tags out, decodes references and folds white space. Linear time; never throws.</summary>
    public static string Of(ReadOnlySpan<char> html)
    {
        if (html.IndexOfAny('<', '&') < 0)
            return Fold(html);
        var text = new StringBuilder(html.Length);
        var tokens = new HtmlTokens(html);
        while (tokens.Next() is var token and not HtmlToken.End)
        {
            if (token == HtmlToken.Text)
            {
                if (tokens.IsCData)
                    text.Append(tokens.Value);
                else
                    CharacterReferences.Append(text, tokens.Value);
                continue;
            }
            var rule = HtmlRules.OfTag(tokens.Value);
            if (rule is not { IsInline: true })
                text.Append(' ');
            if (token == HtmlToken.Start && rule is { Treatment: HtmlTreatment.DropContent } && !tokens.IsSelfClosing)
                tokens.SkipRaw(tokens.Value);
        }
        return Fold(text.ToString());
    }

    /// <summary>Runs of white space become one space, none at the ends. A non-breaking space stays one.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var folded = true;
        for (var i = 0; i < text.Length && folded; i++)
            folded = text[i] > ' ' ? text[i] is not ('\u2028' or '\u2029') : text[i] == ' ' && text[i - 1] != ' ';
        if (folded)
            return text.ToString();
        var result = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or '\u2028' or '\u2029')
            {
                space = true;
                continue;
            }
            if (space)
                result.Append(' ');
            space = false;
            result.Append(c);
        }
        return result.ToString();
    }
}
