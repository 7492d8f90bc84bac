using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

// Whom a threat means that names nobody: the other side the text is about.
internal sealed partial class ThreatSides
{
    /// <summary>
    /// Whom a threat without an addressee is aimed at: the other side that the text speaks of most, those of the last sentences before those
    /// farther off.
    /// </summary>
    public ClaimActor? Implied(ReadSentence read, ClaimActor threatener, ThreatList list)
    {
        var headline = _text.Text.Paragraphs.Length > 1 ? _text.Text.Paragraphs[0].End : 0;
        FoundActor? best = null;
        ActorMention at = default;
        var most = 0;
        foreach (var actor in _text.Actors.Actors)
        {
            if (actor.Key is null || actor.Kind == ActorKind.Person || actor.Type is "outlet" or "agency" || context.SameSide(actor, threatener) || (IsUnion(actor.Key) && IsUnion(threatener.Key))) continue;
            var (score, last) = (0, default(ActorMention));
            foreach (var mention in actor.Mentions)
            {
                if (mention.FirstToken >= read.Sentence.EndToken) break;
                if (mention.FirstToken >= read.Sentence.FirstToken && IsProtected(mention, read.Sentence.FirstToken)) continue;
                score += 2 + (mention.FirstToken > read.Sentence.FirstToken - Near ? 1 : 0) + (mention.End <= headline ? 3 : 0);
                last = mention;
            }
            if (actor.Kind is ActorKind.State or ActorKind.Alliance) score += 1;
            // Sides of a conflict stay what they are: who was threatened before, or has threatened this side, is likelier meant again.
            score += Adversary * list.Quarrels(actor, threatener) + 3 * Math.Min(2, context.Adversaries.Between(actor, threatener));
            // A member presses its union only where the text says that they are at odds.
            if (IsUnion(actor.Key) && IsMember(threatener) && list.Quarrels(actor, threatener) + context.Adversaries.Between(actor, threatener) == 0) score /= 2;
            if (score <= most || last.EndToken == 0) continue;
            (best, at, most) = (actor, last, score);
        }
        return best is null || most < 3 ? null : _text.ActorOf(at);
    }

    /// <summary>Another side in the sentence, the target of the threat before, or the one that the text sets against it.</summary>
    public ClaimActor? Rival(ReadSentence read, ClaimActor who, ThreatList list)
    {
        if (context.OtherActor(read.Sentence.FirstToken, read.Sentence.EndToken, who, _text.SpeakerAt(read.Sentence.FirstToken)) is { } named && !IsProtected(named, read.Sentence.FirstToken)) return _text.ActorOf(named);
        return list.Inherited(read, who) ?? (Implied(read, who, list) is { } implied && _text.Known(implied) is { } known && context.Adversaries.Between(known, who) + list.Quarrels(known, who) > 0 ? implied : null);
    }

    private bool IsMember(ClaimActor actor) => _text.Known(actor) is { } known && Members.Contains(known.Country ?? known.Key ?? "");

    /// <summary>The states of the European Union, by registry key.</summary>
    private static readonly WordSet Members = new(["at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "it", "lt", "lu", "lv", "mt", "nl", "pl", "pt", "ro", "se", "si", "sk"]);

    private static bool IsUnion(string? key) => key == "eu" || key?.StartsWith("eu-", StringComparison.Ordinal) == true;
}
