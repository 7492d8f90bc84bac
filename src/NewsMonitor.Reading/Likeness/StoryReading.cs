using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Likeness;

/// <summary>An article read for its story: the vector, and for each term the word that stands for it, so that a person can be told why.</summary>
public sealed record StoryReading(StoryVector Vector, IReadOnlyDictionary<int, string> Words, string Language)
{
    /// <summary>What stands in the title counts as often as this.</summary>
    private const double TitleWeight = 3;

    /// <summary>News tells the event first and the background later: words behind these places count half, a quarter, not at all.</summary>
    private const int FullUntil = 150, HalfUntil = 350, QuarterUntil = 1200;

    /// <param name="title">The headline.</param>
    /// <param name="body">The analysed text below it.</param>
    /// <param name="actors">The actors to look for in the title.</param>
    /// <param name="published">The day, for titles of office.</param>
    public static StoryReading Of(string title, ArticleAnalysis body, ActorIndex actors, DateOnly published)
    {
        var collector = new Collector(StoryLexicon.Of(body.Text.Language), body.Text.Language);
        var head = AnalysedText.Read(title, body.Text.Language);
        collector.Add(head, new ActorFinder(actors).Find(head, published), _ => TitleWeight);
        collector.Add(body.Text, body.Actors, at => at < FullUntil ? 1 : at < HalfUntil ? 0.5 : at < QuarterUntil ? 0.25 : 0);
        return collector.Finish();
    }

    /// <summary>The words for terms, as far as this article has them.</summary>
    public IReadOnlyList<string> Name(IEnumerable<int> terms, int most) =>
        [.. terms.Select(t => Words.GetValueOrDefault(t)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(most)];

    private sealed class Collector(StoryLexicon lexicon, string language)
    {
        private readonly Dictionary<int, double> _counts = [];
        private readonly Dictionary<int, string> _words = [];

        public void Add(AnalysedText text, ActorReading actors, Func<int, double> weightAt)
        {
            foreach (var actor in actors.Actors)
            {
                // A paper or an agency is mostly the source of the piece, not an actor of the event.
                if (actor.Type is "outlet" or "agency") continue;
                foreach (var mention in actor.Mentions)
                {
                    if (mention.Form == MentionForm.Pronoun || weightAt(mention.FirstToken) is not (> 0 and var weight)) continue;
                    if (mention.Form is MentionForm.Adjective or MentionForm.Compound or MentionForm.Demonym) weight /= 2;
                    if (actor.Key is { } key) Count(Term.Of(TermKind.Actor, key), weight, actor.Name);
                    // The registry does not know the person, but both languages spell the surname alike.
                    else if (text.Tokens[mention.EndToken - 1].IsWord) Count(Term.Of(TermKind.Concept, text.Folded(mention.EndToken - 1)), weight, actor.Name);
                }
            }
            for (var i = 0; i < text.Tokens.Length; i++)
            {
                if (weightAt(i) is not (> 0 and var weight)) break;
                if (text.Tokens[i].Kind == TokenKind.Number) AddNumber(text, i, weight);
                else if (text.Tokens[i].IsWord && !IsActor(actors, i)) AddWord(text, i, weight);
            }
        }

        public StoryReading Finish() =>
            new(StoryVector.Of(_counts.ToDictionary(c => c.Key, c => (float)(1 + Math.Log(1 + c.Value)))), _words, language);

        /// <summary>A compound ("NATO-Osterweiterung") says more than the actor in it.</summary>
        private static bool IsActor(ActorReading actors, int token) =>
            actors.MentionAt(token) is >= 0 and var mention && actors.Mentions[mention].Form is not (MentionForm.Compound or MentionForm.Description or MentionForm.Title);

        private void AddWord(AnalysedText text, int token, double weight)
        {
            var folded = text.Folded(token);
            if (folded.Length is < 3 or > Stem.LongestWord || lexicon.IsStopword(folded)) return;
            Span<char> room = stackalloc char[Stem.LongestWord];
            var stem = Stem.Of(folded, language, room);
            if (lexicon.Concept(stem) is { } concept) Count(Term.Of(TermKind.Concept, concept), weight, text.Surface(token));
            else if (language == "de" && lexicon.Parts(folded) is var (head, tail))
            {
                Count(Term.Of(TermKind.Concept, head), weight, text.Surface(token));
                Count(Term.Of(TermKind.Concept, tail), weight, text.Surface(token));
            }
            else Count(Term.Of(TermKind.Word, stem), weight, text.Surface(token));
        }

        /// <summary>5.000 and 5,000 are one figure. Small ones, years and times of day are in too many texts.</summary>
        private void AddNumber(AnalysedText text, int token, double weight)
        {
            var surface = text.Surface(token);
            Span<char> digits = stackalloc char[16];
            var length = 0;
            foreach (var c in surface)
            {
                if (c is '.' or ',' or '\'' or '\u00A0' or '\u202F') continue;
                if (!char.IsAsciiDigit(c) || length == digits.Length) return;
                digits[length++] = c;
            }
            var isYear = length == 4 && surface.Length == 4 && (surface.StartsWith("19") || surface.StartsWith("20"));
            if (length >= 3 && !isYear) Count(Term.Of(TermKind.Number, digits[..length]), weight, surface);
        }

        private void Count(int term, double weight, ReadOnlySpan<char> word)
        {
            _counts[term] = _counts.GetValueOrDefault(term) + weight;
            if (!_words.ContainsKey(term)) _words[term] = word.ToString();
        }
    }
}
