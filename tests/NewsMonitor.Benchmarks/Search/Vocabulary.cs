using System.Text;

namespace NewsMonitor.Benchmarks.Search;

/// <summary>
/// Made-up words with the frequencies of real ones: the word of rank r is drawn with a weight of 1 / (r + 2.7)^1.07 (Zipf and Mandelbrot), out of
/// 200,000, so that most words of the archive are rare and a few stand in almost every article. German ones are built of longer syllables and
/// inflected, so that the dictionaries have their work.
/// </summary>
internal sealed class Vocabulary
{
    public const int Size = 200_000;
    private static readonly string[] Endings = ["", "", "", "e", "en", "er", "es", "s", "ung", "ungen", "lich"];
    private static readonly string[] EnglishEndings = ["", "", "", "s", "ed", "ing", "ly", "er"];

    private readonly string[] _words = new string[Size];
    private readonly double[] _until = new double[Size];
    private readonly string[] _endings;

    public string Language { get; }

    public Vocabulary(string language, int seed)
    {
        Language = language;
        _endings = language == "de" ? Endings : EnglishEndings;
        var random = new Random(seed);
        string[] onsets = language == "de" ? ["b", "br", "d", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "pf", "r", "s", "sch", "st", "t", "v", "w", "z"]
            : ["b", "bl", "c", "ch", "cl", "d", "f", "fr", "g", "h", "j", "l", "m", "n", "p", "pr", "r", "s", "sh", "sp", "t", "th", "tr", "w"];
        string[] nuclei = language == "de" ? ["a", "e", "i", "o", "u", "ä", "ö", "ü", "ei", "au", "ie"] : ["a", "e", "i", "o", "u", "ea", "oo", "ai", "ou"];
        string[] codas = ["", "", "l", "n", "r", "t", "m", "nd", "rk", "st", "ck"];
        var taken = new HashSet<string>(Size);
        var word = new StringBuilder();
        var sum = 0.0;
        for (var rank = 0; rank < Size; rank++)
        {
            do
            {
                word.Clear();
                var syllables = rank < 300 ? 1 + random.Next(2) : 2 + random.Next(3);
                for (var i = 0; i < syllables; i++) word.Append(onsets[random.Next(onsets.Length)]).Append(nuclei[random.Next(nuclei.Length)]).Append(codas[random.Next(codas.Length)]);
            }
            while (word.Length < 3 || !taken.Add(word.ToString()));
            _words[rank] = word.ToString();
            _until[rank] = sum += 1 / Math.Pow(rank + 2.7, 1.07);
        }
        for (var rank = 0; rank < Size; rank++) _until[rank] /= sum;
    }

    /// <summary>The word of a rank, 0 the most frequent, without an ending.</summary>
    public string At(int rank) => _words[rank];

    public string Draw(Random random)
    {
        var at = Array.BinarySearch(_until, random.NextDouble());
        return _words[Math.Min(at < 0 ? ~at : at, Size - 1)] + _endings[random.Next(_endings.Length)];
    }

    /// <summary>Sentences of some twelve words in paragraphs of some five.</summary>
    public string Text(Random random, int words)
    {
        var text = new StringBuilder(words * 8);
        var sentence = 0;
        for (var i = 0; i < words; i++)
        {
            var word = Draw(random);
            if (sentence == 0) text.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
            else text.Append(word);
            if (++sentence > 6 && random.Next(8) == 0 || i == words - 1)
            {
                text.Append('.');
                sentence = 0;
                if (random.Next(5) == 0 && i < words - 1)
                {
                    text.Append('\n');
                    continue;
                }
            }
            if (i < words - 1) text.Append(' ');
        }
        return text.ToString();
    }
}
