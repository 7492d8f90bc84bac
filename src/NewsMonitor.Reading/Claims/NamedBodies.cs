using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Claims;

/// <summary>"Die Gewerkschaft", "the party", "the company" with its article: the body of that kind that the text has named last.</summary>
internal sealed class NamedBodies(ClaimText text)
{
    /// <summary>Tokens: two or three sentences. Farther off another one may be meant.</summary>
    private const int Near = 80;
    private const string Commission = "eu-commission";

    /// <summary>The actor such words stand for; null where they name it themselves, or nothing of the kind was named.</summary>
    public ClaimActor? Named(ClaimActor phrase)
    {
        if (phrase.Key is not null) return null;
        var first = text.Text.TokenAt(phrase.Span.Start);
        if (KindOf(phrase.Name) is not { } kind) return Holder(phrase, first);
        // "Die Kommission" of a text that has spoken of the European Union.
        if (kind == Commission) return text.Known("eu") is { Mentions: [var union, ..] } && union.FirstToken < first ? new ClaimActor(Commission, "EU-Kommission", phrase.Span) : null;
        ActorMention? nearest = null;
        foreach (var mention in text.Actors.Mentions)
        {
            if (mention.FirstToken >= first) break;
            if (mention.FirstToken > first - Near && text.Actors.Actors[mention.Actor] is { Key: not null } actor && actor.Type == kind) nearest = mention;
        }
        if (nearest is not { } named) return null;
        var body = text.Actors.Actors[named.Actor];
        return new ClaimActor(body.Key, body.Name, phrase.Span);
    }

    /// <summary>"Die Außenministerin", "the president": whom the text has named with that title last.</summary>
    private ClaimActor? Holder(ClaimActor phrase, int first)
    {
        if (phrase.Name.Split(' ') is not [var article, { Length: > 5 } title] || !(article is "Der" or "Die" or "der" or "die" or "The" or "the") || title.EndsWith('n') && !title.EndsWith("in", StringComparison.Ordinal)) return null;
        ActorMention? nearest = null;
        foreach (var mention in text.Actors.Mentions)
        {
            if (mention.FirstToken >= first) break;
            if (text.Actors.Actors[mention.Actor] is { Kind: ActorKind.Person, Key: not null } && HasTitle(mention, title)) nearest = mention;
        }
        return nearest is { } named ? text.ActorOf(named) with { Span = phrase.Span } : null;
    }

    private bool HasTitle(ActorMention mention, string title)
    {
        for (var t = mention.FirstToken; t < mention.EndToken; t++)
        {
            if (text.Text.Tokens[t].Length >= title.Length && text.Text.Text[text.Text.Tokens[t].Start..text.Text.Tokens[t].End].EndsWith(title, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static string? KindOf(string words) => words.ToLowerInvariant() switch
    {
        "die gewerkschaft" or "the union" => "union",
        "die partei" or "the party" => "party",
        "das unternehmen" or "der konzern" or "the company" => "company",
        "das bündnis" or "die allianz" or "the alliance" or "the bloc" => "alliance",
        "die kommission" or "the commission" or "die brüsseler behörde" => Commission,
        "die miliz" or "the militia" or "the group" => "militia",
        _ => null,
    };
}
