using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>A harm named in the text, who does it and to whom, as far as the words around it tell.</summary>
internal readonly record struct HarmPhrase(int Token, Harm Harm, ActorMention? Agent, ActorMention? Victim);

/// <summary>Reads the noun phrase around a harm: "eine russische Invasion der Ukraine", "Russia's attack on Kyiv".</summary>
internal sealed class HarmPhrases(ClaimText text, Subjects subjects)
{
    private readonly AnalysedText _text = text.Text;

    public List<HarmPhrase> In(int first, int end)
    {
        var found = new List<HarmPhrase>();
        for (var t = first; t < end; t++)
        {
            if (text.HarmAt(t) is { } harm) found.Add(Read(t, harm, first, end));
        }
        return found;
    }

    private HarmPhrase Read(int token, Harm harm, int first, int end)
    {
        ActorMention? agent = null, victim = null;
        // A part of the word: "NATO-Osterweiterung" is NATO's, "Russland-Sanktionen" are against Russia.
        if (subjects.Mention(token) is { } inside && inside.FirstToken == token && inside.Form is MentionForm.Compound or MentionForm.Adjective)
        {
            var mention = subjects.Mention(token)!.Value;
            if (harm.Key is "sanctions" or "breaking relations" or "cutting aid" or "retaliation") victim = mention; else agent = mention;
        }
        for (var t = token - 1; t >= Math.Max(first, token - 5) && _text.Tokens[t].IsWord; t--)
        {
            if (subjects.Mention(t) is not { } mention)
            {
                // The adjective must be the harm's own: not "der russischen Wirtschaft teuer zu stehen kommen".
                if (text.Is(t, Cue.Prepositions) || text.IsFinite(t) || (text.German && _text.Tokens[t].IsCapital)) break;
                continue;
            }
            if (mention.Form == MentionForm.Adjective || _text.Is(t, "'s") || _text.Is(mention.EndToken, "'s") || (text.German && mention.EndToken == token && _text.Folded(token - 1)[^1] == 's')) agent ??= mention;
            break;
        }
        for (var t = token + 1; t < Math.Min(end, token + 12); t++)
        {
            if (subjects.Mention(t) is not { } mention)
            {
                if (_text.Tokens[t].Kind == TokenKind.Punctuation && !_text.Is(t, '-')) break;
                if (text.IsFinite(t) || text.Facts(t)?.Forms is not null) break;
                continue;
            }
            var link = Link(t, token);
            if (link is "durch" or "von" or "vom" or "seitens" or "by" or "aus") agent ??= mention;
            else if (link is "auf" or "in" or "gegen" or "gegenüber" or "on" or "against" or "at" or "into" or "to" or "zur" or "unweit" or "nahe" or "near" or "an" or "along" or "toward" or "towards") victim ??= mention;
            else if (link is "der" or "des" or "of" or "")
            {
                var suffered = agent is not null || _text.Folded(token).StartsWith("invasion") || harm.Key is "occupation" or "blockade" || !text.German;
                if (suffered) victim ??= mention; else agent = mention;
            }
            t = mention.EndToken - 1;
        }
        return new HarmPhrase(token, harm, agent, victim);
    }

    /// <summary>The preposition or article that ties a mention to the harm before it.</summary>
    private string Link(int mention, int harm)
    {
        for (var t = mention - 1; t > harm; t--)
        {
            if (!_text.Tokens[t].IsWord) continue;
            if (text.Is(t, Cue.Prepositions)) return _text.Folded(t).ToString();
            if (_text.Folded(t) is "der" or "des")
            {
                // "an der Grenze der Ukraine", "auf die Ukraine": look on for the preposition.
                for (var p = t - 1; p > harm && p > t - 4; p--)
                {
                    if (text.Is(p, Cue.Prepositions)) return _text.Folded(p).ToString();
                }
                return _text.Folded(t).ToString();
            }
        }
        return "";
    }
}
