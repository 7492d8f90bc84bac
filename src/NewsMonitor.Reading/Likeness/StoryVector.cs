using System.Runtime.InteropServices;

namespace NewsMonitor.Reading.Likeness;

/// <summary>
/// What an article is about, as a sparse vector over <see cref="Term"/>s: stems and concepts of title and body, actors, figures. The weights
/// say how much the article makes of each term; how common a term is says a <see cref="TermBackground"/> at the moment of comparing, so
/// a stored vector never grows old.
/// </summary>
public sealed class StoryVector
{
    /// <summary>The terms that carry nearly all of a vector's length; the rest would only cost room.</summary>
    public const int MostTerms = 160;

    private readonly int[] _terms;
    private readonly float[] _weights;

    /// <param name="terms">Ascending, without repetition.</param>
    /// <param name="weights">One for each term, above 0.</param>
    /// <exception cref="ArgumentException">The two do not fit together.</exception>
    public StoryVector(int[] terms, float[] weights)
    {
        if (terms.Length != weights.Length) throw new ArgumentException($"{terms.Length} terms have {weights.Length} weights.", nameof(weights));
        for (var i = 1; i < terms.Length; i++)
        {
            if (terms[i - 1] >= terms[i]) throw new ArgumentException("The terms of a vector must ascend.", nameof(terms));
        }
        (_terms, _weights) = (terms, weights);
    }

    public IReadOnlyList<int> Terms => _terms;
    public IReadOnlyList<float> Weights => _weights;

    internal static StoryVector Of(Dictionary<int, float> weights)
    {
        var kept = weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key).Take(MostTerms).OrderBy(w => w.Key).ToArray();
        return new([.. kept.Select(w => w.Key)], [.. kept.Select(w => w.Value)]);
    }

    /// <summary>
    /// The terms that tell this article from the others of its time, the strongest first: by them candidates are looked up. Half of them are
    /// of the kinds that languages share, and what the article makes much of comes before what is merely rare: a rare word is mostly in no
    /// other report of the event either.
    /// </summary>
    public IReadOnlyList<TellingTerm> Telling(TermBackground background, int most)
    {
        var ranked = _terms.Zip(_weights, (term, weight) => (Term: term, Weight: weight, Idf: background.Idf(term)))
            .OrderByDescending(t => t.Weight * t.Weight * t.Idf).ThenBy(t => t.Term).ToArray();
        var shared = ranked.Where(t => NewsMonitor.Reading.Likeness.Term.KindOf(t.Term) != TermKind.Word).Take(most / 2).ToArray();
        return [.. shared.Concat(ranked.Except(shared)).Take(most).Select(t => new TellingTerm(t.Term, (float)(t.Weight * t.Idf)))];
    }

    /// <summary>The terms that both have, those that speak loudest for one story first.</summary>
    public IReadOnlyList<int> Shared(StoryVector other, TermBackground background) =>
        [.. Pairs(other).Select(p => (p.Term, Strength: p.One * p.Other * Square(background.Idf(p.Term))))
            .OrderByDescending(t => t.Strength).Select(t => t.Term)];

    /// <summary>The cosine of the two vectors, 0 to 1.</summary>
    public double Similarity(StoryVector other, TermBackground background)
    {
        var product = Pairs(other).Sum(p => p.One * p.Other * Square(background.Idf(p.Term)));
        return product == 0 ? 0 : product / Math.Sqrt(Length2(background, null) * other.Length2(background, null));
    }

    /// <summary>
    /// The cosine over what two languages can share: concepts, actors, figures, and the words that both spell alike, mostly names. What only
    /// one language could say counts neither for nor against.
    /// </summary>
    public CrossLikeness SimilarityAcross(StoryVector other, TermBackground background)
    {
        var pairs = Pairs(other).ToArray();
        var words = pairs.Where(p => Term.KindOf(p.Term) == TermKind.Word).Select(p => p.Term).ToHashSet();
        var product = pairs.Sum(p => p.One * p.Other * Square(background.Idf(p.Term)));
        if (product == 0) return default;
        return new(
            product / Math.Sqrt(Length2(background, words) * other.Length2(background, words)),
            pairs.Count(p => Term.KindOf(p.Term) == TermKind.Actor), pairs.Count(p => Term.KindOf(p.Term) == TermKind.Concept),
            pairs.Count(p => Term.KindOf(p.Term) is TermKind.Number or TermKind.Word));
    }

    private IEnumerable<(int Term, double One, double Other)> Pairs(StoryVector other)
    {
        int i = 0, j = 0;
        while (i < _terms.Length && j < other._terms.Length)
        {
            if (_terms[i] == other._terms[j])
            {
                yield return (_terms[i], _weights[i], other._weights[j]);
                (i, j) = (i + 1, j + 1);
            }
            else if (_terms[i] < other._terms[j]) i++;
            else j++;
        }
    }

    /// <param name="background">How common each term is.</param>
    /// <param name="words">Across languages: the only words that count. Null counts all.</param>
    private double Length2(TermBackground background, HashSet<int>? words)
    {
        var sum = 0.0;
        for (var i = 0; i < _terms.Length; i++)
        {
            if (words is not null && Term.KindOf(_terms[i]) == TermKind.Word && !words.Contains(_terms[i])) continue;
            sum += Square(_weights[i] * background.Idf(_terms[i]));
        }
        return sum;
    }

    private static double Square(double x) => x * x;
}

/// <summary>How alike two texts of different languages are, and on what that rests.</summary>
/// <param name="Score">The cosine, 0 to 1.</param>
/// <param name="Actors">Actors in common.</param>
/// <param name="Concepts">Matters and places in common.</param>
/// <param name="Figures">Figures and names that both spell alike.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CrossLikeness(double Score, int Actors, int Concepts, int Figures);

/// <summary>A term by which an article is looked up.</summary>
/// <param name="Term">The term.</param>
/// <param name="Strength">How loudly it speaks: its weight in the article and in the archive.</param>
public readonly record struct TellingTerm(int Term, float Strength);
