using NewsMonitor.Core.Articles;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Core.Suggestions;

/// <summary>A place where a text names an actor that the newsroom or the registry knows.</summary>
/// <param name="Start">UTF-16 offset in the version's text.</param>
/// <param name="End">One past the last.</param>
/// <param name="ActorId">The archive's actor; null where a text names it for the first time and no suggestion has brought it in.</param>
/// <param name="Name">The actor's name.</param>
public sealed record SeenMention(int Start, int End, long? ActorId, string Name);

/// <summary>
/// Every mention of every known actor in a text, read when a page is opened: an article names its actors some fifty times, and a million
/// articles must not make fifty million rows. One suggestion an actor is stored, to be decided; this only shows where else it stands.
/// </summary>
public sealed class ArticleMentions(ListKeeper lists)
{
    /// <summary>Drawn at most; a text of nothing but names must not make a page of a hundred thousand elements.</summary>
    private const int Most = 600;

    /// <summary>Reads a text of an article: a millisecond, by the same index of names that suggestions are made with.</summary>
    public async Task<IReadOnlyList<SeenMention>> InAsync(Article article, ArticleVersion version, CancellationToken cancel)
    {
        var known = await lists.GetAsync(cancel);
        var text = AnalysedText.Read(version.Text, article.Language == "und" ? null : article.Language);
        var read = new ActorFinder(known.Actors.Index).Find(text, DateOnly.FromDateTime(article.PublishedAt.UtcDateTime));
        return [.. from mention in read.Mentions
                   let actor = read.Actors[mention.Actor]
                   where actor.Key is not null && mention.Form != MentionForm.Pronoun && actor.Type is not ("outlet" or "agency")
                   select new SeenMention(mention.Start, mention.End, known.Ids.TryGetValue(actor.Key!, out var id) ? id : null, actor.Name)];
    }

    /// <summary>Those that no code of the margin marks already, as many as a page can bear.</summary>
    public static IReadOnlyList<SeenMention> Beside(IReadOnlyList<SeenMention> seen, IEnumerable<(int Start, int End)> marked)
    {
        var taken = marked.OrderBy(m => m.Start).ToArray();
        return [.. seen.Where(mention => !taken.Any(m => m.Start < mention.End && mention.Start < m.End)).Take(Most)];
    }
}
