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
        if (phrase.Key is not null || KindOf(phrase.Name) is not { } kind) return null;
        var first = text.Text.TokenAt(phrase.Span.Start);
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
