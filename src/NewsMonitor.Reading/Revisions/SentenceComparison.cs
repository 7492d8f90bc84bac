using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Revisions;

/// <summary>A sentence where it stands.</summary>
/// <param name="Text">The number of the text, from 0.</param>
/// <param name="Start">Its first UTF-16 unit there.</param>
/// <param name="Words">The sentence.</param>
public readonly record struct SentencePlace(int Text, int Start, string Words);

/// <summary>What one or several texts tell, each in a sentence of its own.</summary>
/// <param name="Places">By text, in the order in which they stand there.</param>
public sealed record ToldSentence(IReadOnlyList<SentencePlace> Places)
{
    /// <summary>How many of the texts tell it.</summary>
    public int Texts { get; } = Places.Select(p => p.Text).Distinct().Count();
}

/// <summary>
/// Which sentences several texts on one event have in common, and which stand in one only. Two sentences tell the same when half of their
/// words agree (Dice, over stems, without the short words that stand everywhere); a sentence joins the likest of the texts before it. Texts in
/// two languages share no words and are not to be compared so.
/// </summary>
public static class SentenceComparison
{
    /// <summary>Texts and sentences that are looked at; each sentence is held against all before it: two million pairs take a tenth of a second.</summary>
    public const int MostTexts = 40, MostSentences = 2_000;

    private const double Same = 0.5;
    /// <summary>Shorter words join sentences ("die", "and"); names in capitals (EU, USA) tell.</summary>
    private const int LeastStem = 4;

    /// <param name="texts">Texts, a paragraph a line.</param>
    /// <param name="language">Of all of them, ISO 639-1.</param>
    /// <returns>In the order in which a reader of one text after the other would meet them.</returns>
    public static IReadOnlyList<ToldSentence> Of(IReadOnlyList<string> texts, string language)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var read = texts.Take(MostTexts).SelectMany((text, at) => Sentences(text, at, language, numbers)).Take(MostSentences).ToArray();
        var told = new List<List<SentencePlace>>();
        var of = new int[read.Length];
        for (var i = 0; i < read.Length; i++)
        {
            var likest = Likest(read, i);
            if (likest >= 0) of[i] = of[likest];
            else
            {
                of[i] = told.Count;
                told.Add([]);
            }
            told[of[i]].Add(read[i].Place);
        }
        return [.. told.Select(places => new ToldSentence(places))];
    }

    /// <summary>The sentence of an earlier text that is most like one; -1 where none is like it.</summary>
    private static int Likest((SentencePlace Place, int[] Stems)[] read, int at)
    {
        var (likest, best) = (-1, Same);
        var (place, stems) = read[at];
        if (stems.Length == 0) return -1;
        for (var other = 0; other < at && read[other].Place.Text < place.Text; other++)
        {
            // The share of common words cannot reach the bound where one sentence is much longer.
            var length = read[other].Stems.Length;
            if (length == 0 || 2.0 * Math.Min(length, stems.Length) / (length + stems.Length) < best) continue;
            var likeness = 2.0 * Common(stems, read[other].Stems) / (length + stems.Length);
            if (likeness > best || (likest < 0 && likeness >= best)) (likest, best) = (other, likeness);
        }
        return likest;
    }

    private static int Common(int[] a, int[] b)
    {
        var common = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j]) (common, i, j) = (common + 1, i + 1, j + 1);
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return common;
    }

    private static IEnumerable<(SentencePlace Place, int[] Stems)> Sentences(string text, int at, string language, Dictionary<string, int> numbers)
    {
        var read = AnalysedText.Read(text, language);
        foreach (var sentence in read.Sentences)
        {
            var stems = new HashSet<int>();
            for (var token = sentence.FirstToken; token < sentence.FirstToken + sentence.TokenCount; token++)
            {
                if (read.Tokens[token].Kind is not (TokenKind.Word or TokenKind.Number)) continue;
                var stem = Stem.Of(read.Folded(token).ToString(), language);
                if (stem.Length < LeastStem && read.Tokens[token] is { Kind: TokenKind.Word } word && !word.Has(TokenShape.AllUpper)) continue;
                if (!numbers.TryGetValue(stem, out var number)) numbers[stem] = number = numbers.Count;
                stems.Add(number);
            }
            yield return (new(at, sentence.Start, text[sentence.Start..sentence.End].Trim()), [.. stems.Order()]);
        }
    }
}
