using System.Collections.Frozen;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// "Das Außenministerium in Eriwan", "the defence ministry", "ein Regierungssprecher": a body that speaks for a state without its name. The state
/// is that of its adjective or its seat; with the bare article, the one the sentence before speaks of.
/// </summary>
internal static class GoverningBodies
{
    /// <summary>Tokens behind the words in which their seat may stand.</summary>
    private const int Reach = 4;

    private static readonly string[] German = ["ministerium", "regierung", "generalstab", "armee", "militär", "streitkräfte", "streitkräften", "führung", "präsidialamt", "präsidialamtes", "präsidialamts", "regierungssprecher", "regierungssprecherin", "luftwaffe", "marine",
        "staatsführung", "außenamt", "ministeriums", "generalstabs", "armeesprecher", "militärsprecher", "armeeführung", "militärführung", "behörden", "botschafter", "botschafterin", "botschaft"];
    private static readonly WordSet English = new(["ministry", "government", "military", "army", "navy", "authorities", "embassy", "presidency", "ministers", "forces", "defence", "defense", "foreign", "security"]);
    /// <summary>Who speaks for whatever body, the state's or a company's: only with its name.</summary>
    private static readonly WordSet Spokesmen = new(["official", "officials", "spokesman", "spokeswoman", "spokesperson", "adviser", "aide", "aides", "ambassador", "envoy", "diplomat", "diplomats", "sprecher", "sprecherin", "vertreter", "vertreterin", "diplomaten", "unterhändler", "regierungsvertreter", "negotiators", "negotiator"]);

    /// <summary>Capitals of one word; "in Teheran" is a place and no mention of its state.</summary>
    private static readonly FrozenDictionary<string, RegistryActor> Seats = ActorRegistry.BuiltIn.Where(actor => actor.Kind == ActorKind.State)
        .SelectMany(actor => actor.Metonyms.Where(name => !name.Contains(' ')).Select(name => (Name: name.ToLowerInvariant(), Actor: actor)))
        .DistinctBy(pair => pair.Name).ToFrozenDictionary(pair => pair.Name, pair => pair.Actor, StringComparer.Ordinal);

    /// <summary>The state such words speak for, by the span in which they stand; null where they are no such body or the state cannot be told.</summary>
    public static ClaimActor? Named(ClaimText text, TextSpan span)
    {
        var (first, end) = (text.Text.TokenAt(span.Start), text.Text.TokenAt(span.End - 1) + 1);
        if (end - first > 8) return null;
        var body = IsBody(text, first, end);
        if (!body && !IsSpokesman(text, first, end)) return null;
        for (var t = first; t < Math.Min(text.Text.Tokens.Length, end + Reach); t++)
        {
            if (!text.Text.Tokens[t].IsWord) break;
            if (t > 0 && text.Text.Is(t - 1, "in") && Seats.TryGetValue(text.Text.Folded(t).ToString(), out var seat)) return new ClaimActor(seat.Key, seat.Name, span);
            if (State(text, t) is { } state) return new ClaimActor(state.Key, state.Name, span);
            // "ein Sprecher des Pentagons", "a spokesman for the alliance".
            if (t >= end && text.Text.Folded(t - 1) is "des" or "der" or "of" or "for" or "the" && text.Actors.MentionAt(t) is >= 0 and var m && text.Actors.Actors[text.Actors.Mentions[m].Actor] is { Key: not null, Kind: not ActorKind.Person } named)
                return new ClaimActor(named.Key, named.Name, span);
            if (t >= end && text.Text.Folded(t) is not ("in" or "von" or "der" or "des" or "of" or "for" or "the")) break;
        }
        return Before(text, first, body) is { } before ? new ClaimActor(before.Key, before.Name, span) : null;
    }

    private static bool IsSpokesman(ClaimText text, int first, int end)
    {
        for (var t = first; t < end; t++)
        {
            if (Spokesmen.Contains(text.Text.Folded(t))) return true;
        }
        return false;
    }

    private static bool IsBody(ClaimText text, int first, int end)
    {
        for (var t = first; t < end; t++)
        {
            var word = text.Text.Folded(t);
            if (!text.German && English.Contains(word)) return true;
            if (!text.German || !text.Text.Tokens[t].IsCapital) continue;
            foreach (var body in German)
            {
                if (word.EndsWith(body)) return true;
            }
        }
        return false;
    }

    /// <summary>The state that the sentence before speaks of first; for a spokesman only where no other body is named.</summary>
    private static FoundActor? Before(ClaimText text, int token, bool body)
    {
        var sentence = text.Text.SentenceOf(token);
        for (var s = sentence - 1; s >= Math.Max(0, sentence - 2); s--)
        {
            for (var t = text.Text.Sentences[s].FirstToken; t < text.Text.Sentences[s].EndToken; t++)
            {
                if (text.QuotationAt(t) is not null || text.Actors.MentionAt(t) is not (>= 0 and var m)) continue;
                if (State(text, t) is { } state) return state;
                // "a spokesman" behind a company speaks for the company.
                if (!body && text.Actors.Actors[text.Actors.Mentions[m].Actor].Kind is not ActorKind.Person) return null;
            }
        }
        return null;
    }

    private static FoundActor? State(ClaimText text, int token)
    {
        if (text.Actors.MentionAt(token) is not (>= 0 and var m)) return null;
        var actor = text.Actors.Actors[text.Actors.Mentions[m].Actor];
        if (actor is { Kind: ActorKind.State, Key: not null }) return actor;
        return actor.Kind == ActorKind.Person && actor.Country is { } country ? text.Known(country) : null;
    }
}
