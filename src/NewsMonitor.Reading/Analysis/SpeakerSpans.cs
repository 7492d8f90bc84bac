using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Analysis;

/// <summary>The mentions that may name a speaker, likeliest first: in "Bidens Berater Jake Sullivan" the genitive is not who speaks.</summary>
internal static class SpeakerSpans
{
    public static IReadOnlyList<ActorSpan> Of(AnalysedText text, ActorReading actors)
    {
        var spans = new List<ActorSpan>(actors.Mentions.Length);
        for (var rank = 0; rank < 3; rank++)
        {
            foreach (var mention in actors.Mentions)
            {
                if (mention.Form == MentionForm.Adjective && IsPlace(text, mention)) continue;
                if (Rank(text, mention) != rank) continue;
                var actor = actors.Actors[mention.Actor];
                spans.Add(new ActorSpan(mention.Start, mention.End, actor.Reference, actor.Kind == ActorKind.Person, actor.Kind == ActorKind.State));
            }
        }
        return spans;
    }

    /// <summary>"der Fraktionschef im moldauischen Parlament": where somebody sits, not for whom he speaks.</summary>
    private static bool IsPlace(AnalysedText text, ActorMention mention) => mention.FirstToken > 0 && text.Folded(mention.FirstToken - 1) is "im" or "in" or "am" or "an" or "aus" or "at";

    private static int Rank(AnalysedText text, ActorMention mention)
    {
        if (mention.Form is MentionForm.TitleName or MentionForm.Pronoun) return 0;
        if (mention.Form is MentionForm.Adjective or MentionForm.Compound or MentionForm.Demonym) return 2;
        // A genitive before or after a noun: "Bidens Berater", "Sprecher des Kreml", "Berlin's envoy".
        if (text.Is(mention.EndToken, "'s")) return 2;
        var before = mention.FirstToken - 1;
        if (before >= 0 && (text.Is(before, "des") || text.Is(before, "of"))) return 2;
        return text.IsGerman && text.Folded(mention.EndToken - 1)[^1] == 's' && mention.Form == MentionForm.Surname ? 1 : 0;
    }
}
