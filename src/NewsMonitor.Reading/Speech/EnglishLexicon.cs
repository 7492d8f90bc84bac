using System.Collections.Frozen;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>The English word forms of reported speech. <see cref="FormKind.ToInfinitive"/> stands for the form in -ing.</summary>
internal static class EnglishLexicon
{
    private sealed record VerbFile(Dictionary<string, string> Irregular, Dictionary<string, string[]> Groups, string[] Follow, string[] Reference);

    private static readonly Dictionary<string, string[]> Words = Lexicon.Read<Dictionary<string, string[]>>("Speech.lexicon.words-en.json");
    private static readonly VerbFile Verbs = Lexicon.Read<VerbFile>("Speech.lexicon.verbs-en.json");
    private static readonly FrozenDictionary<string, WordEntry> Index = Build();
    private static readonly FrozenDictionary<string, WordEntry>.AlternateLookup<ReadOnlySpan<char>> Lookup = Index.GetAlternateLookup<ReadOnlySpan<char>>();

    public static int Count => Index.Count;

    public static WordEntry? Find(ReadOnlySpan<char> folded) => folded.Length <= 30 && Lookup.TryGetValue(folded, out var entry) ? entry : null;

    private static FrozenDictionary<string, WordEntry> Build()
    {
        var classes = new Dictionary<string, WordClass>(StringComparer.Ordinal);
        void Mark(IEnumerable<string> words, WordClass flag)
        {
            foreach (var word in words) classes[word] = classes.GetValueOrDefault(word) | flag;
        }
        foreach (var (name, words) in Words)
        {
            if (Enum.TryParse<WordClass>(name, ignoreCase: true, out var flag)) Mark(words, flag);
        }
        Mark(Verbs.Follow, WordClass.Particle);
        Mark(Verbs.Reference, WordClass.Reference);

        var verbs = new Dictionary<string, SpeechVerb>(StringComparer.Ordinal);
        foreach (var (group, lemmas) in Verbs.Groups)
        {
            foreach (var lemma in lemmas)
            {
                if (!verbs.TryGetValue(lemma, out var verb)) verbs[lemma] = verb = new SpeechVerb(lemma, null);
                verb.Kind |= Enum.Parse<SpeechKind>(group, ignoreCase: true);
            }
        }
        var forms = new Dictionary<string, List<VerbForm>>(StringComparer.Ordinal);
        foreach (var verb in verbs.Values) Conjugate(verb, forms);
        return classes.Keys.Union(forms.Keys).ToFrozenDictionary(w => w,
            w => new WordEntry(classes.GetValueOrDefault(w), forms.TryGetValue(w, out var list) ? [.. list] : []), StringComparer.Ordinal);
    }

    private static void Conjugate(SpeechVerb verb, Dictionary<string, List<VerbForm>> forms)
    {
        var lemma = verb.Lemma;
        void Add(string form, FormKind kind)
        {
            if (!forms.TryGetValue(form, out var list)) forms[form] = list = [];
            list.Add(new VerbForm(verb, kind, false));
        }
        var silent = lemma[^1] == 'e';
        var hissing = lemma[^1] is 's' or 'x' || lemma.EndsWith("sh", StringComparison.Ordinal) || lemma.EndsWith("ch", StringComparison.Ordinal);
        string[] parts = Verbs.Irregular.TryGetValue(lemma, out var own) ? own.Split(' ')
            : [lemma + (hissing ? "es" : "s"), lemma + (silent ? "d" : "ed"), lemma + (silent ? "d" : "ed")];
        Add(parts[0], FormKind.Present);
        Add(lemma, FormKind.Infinitive);
        Add(parts[1], FormKind.Past);
        Add(parts[2], FormKind.Participle);
        // "planned" doubles its consonant in "planning" too.
        var stem = parts[1].Length > 3 && parts[1].EndsWith("ed", StringComparison.Ordinal) && parts[1].Length == lemma.Length + 3 ? parts[1][..^2] : silent && lemma[^2] != 'e' ? lemma[..^1] : lemma;
        Add(stem + "ing", FormKind.ToInfinitive);
    }
}
