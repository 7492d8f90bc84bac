using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>
/// Finds who appears in a text: names, surnames, offices by date, metonyms, adjectives, compounds, pronouns where only one person can be
/// meant, and persons the registry does not know. Deterministic, linear in the length of the text, safe to share between threads.
/// </summary>
public sealed class ActorFinder(ActorIndex index)
{
    /// <summary>Reads the actors of a text.</summary>
    /// <param name="text">The text, read once for all finders.</param>
    /// <param name="published">The day it appeared: decides who holds an office. Without it offices alone are not resolved.</param>
    public ActorReading Find(AnalysedText text, DateOnly? published = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hits = new NameScanner(index, text).Scan();
        var mentions = new MentionResolver(index, text, published, hits).Resolve();
        UnknownPersons.Add(index, text, mentions);
        Pronouns.Add(text, mentions);
        return mentions.ToReading();
    }
}
