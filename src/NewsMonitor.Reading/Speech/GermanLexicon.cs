using System.Collections.Frozen;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>The German word forms of reported speech: function words as listed, verbs of speech conjugated from their lemmas.</summary>
internal static class GermanLexicon
{
    private sealed record VerbFile(Dictionary<string, string> Strong, Dictionary<string, string[]> Groups, string[] Particles, string[] Reference, string[] Homographs);

    private static readonly string[] Inseparable = ["wider", "unter", "über", "ent", "emp", "ver", "zer", "miss", "be", "er", "ge"];

    private static readonly Dictionary<string, string[]> Words = Lexicon.Read<Dictionary<string, string[]>>("Speech.lexicon.words-de.json");
    private static readonly VerbFile Verbs = Lexicon.Read<VerbFile>("Speech.lexicon.verbs-de.json");
    private static readonly FrozenDictionary<string, WordEntry> Index = Build();
    private static readonly FrozenDictionary<string, WordEntry>.AlternateLookup<ReadOnlySpan<char>> Lookup = Index.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly WordSet Stems = new(Words["konjunktivStem"]);
    private static readonly string[] Prefixes = [.. Words["verbPrefix"].OrderByDescending(p => p.Length)];
    private static readonly string[] SourceSuffixes = Words["sourceSuffix"];
    private static readonly string[] SpeakerSuffixes = Words["speakerSuffix"];
    private static readonly WordSet Silent = new(Words["silent"]);

    public static int Count => Index.Count;

    public static WordEntry? Find(ReadOnlySpan<char> folded) => folded.Length <= 40 && Lookup.TryGetValue(folded, out var entry) ? entry : null;

    /// <summary>"gebe", "stationiere", "ausweite": the third person of the subjunctive I, where a lower-case word in -e can be nothing else.</summary>
    public static bool IsSubjunctive(ReadOnlySpan<char> folded)
    {
        if (folded.Length is < 4 or > 30 || folded[^1] != 'e' || folded.EndsWith("weise")) return false;
        if (folded.Length >= 7 && folded.EndsWith("iere")) return true;
        var stem = folded[..^1];
        if (Stems.Contains(stem)) return true;
        foreach (var prefix in Prefixes)
        {
            if (stem.Length > prefix.Length + 2 && stem.StartsWith(prefix) && Stems.Contains(stem[prefix.Length..])) return true;
        }
        return false;
    }

    /// <summary>"Polizeiangaben", "Medienberichten": compounds of the nouns that stand for what someone said.</summary>
    public static bool IsSourceCompound(ReadOnlySpan<char> folded)
    {
        if (folded.Length is < 9 or > 50) return false;
        foreach (var suffix in SourceSuffixes)
        {
            if (folded.Length > suffix.Length + 2 && folded.EndsWith(suffix)) return true;
        }
        return false;
    }

    /// <summary>"Außenministerin", "Staatsanwaltschaft", "Tageszeitung": nouns for persons, bodies and papers, by their ends.</summary>
    public static bool IsSpeaker(ReadOnlySpan<char> folded)
    {
        if (folded.Length is < 3 or > 60 || Silent.Contains(folded)) return false;
        foreach (var suffix in SpeakerSuffixes)
        {
            if (folded.EndsWith(suffix)) return true;
        }
        return false;
    }

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
        Mark(Verbs.Particles, WordClass.Particle);
        Mark(Verbs.Reference, WordClass.Reference);

        var forms = new Dictionary<string, List<VerbForm>>(StringComparer.Ordinal);
        foreach (var verb in AllVerbs())
            Conjugate(verb, (form, kind, joined) =>
            {
                // "gestanden" is far more often a form of "stehen".
                if (Verbs.Homographs.Contains(form)) return;
                if (!forms.TryGetValue(form, out var list)) forms[form] = list = [];
                list.Add(new VerbForm(verb, kind, joined));
            });
        return classes.Keys.Union(forms.Keys).ToFrozenDictionary(w => w,
            w => new WordEntry(classes.GetValueOrDefault(w), forms.TryGetValue(w, out var list) ? [.. list] : []), StringComparer.Ordinal);
    }

    private static Dictionary<string, SpeechVerb>.ValueCollection AllVerbs()
    {
        var verbs = new Dictionary<string, SpeechVerb>(StringComparer.Ordinal);
        foreach (var (group, lemmas) in Verbs.Groups)
        {
            foreach (var lemma in lemmas)
            {
                var bar = lemma.IndexOf('|', StringComparison.Ordinal);
                if (!verbs.TryGetValue(lemma, out var verb))
                    verbs[lemma] = verb = new SpeechVerb(lemma.Replace("|", "", StringComparison.Ordinal), bar < 0 ? null : lemma[..bar]);
                verb.Kind |= Enum.Parse<SpeechKind>(group, ignoreCase: true);
            }
        }
        return verbs.Values;
    }

    private static void Conjugate(SpeechVerb verb, Action<string, FormKind, bool> add)
    {
        var particle = verb.Particle ?? "";
        var lemma = verb.Lemma[particle.Length..];
        var (present, past, participle) = PrincipalParts(lemma);
        var stem = lemma.EndsWith("eln", StringComparison.Ordinal) || lemma.EndsWith("ern", StringComparison.Ordinal) ? lemma[..^1] : lemma == "tun" ? "tu" : lemma[..^2];
        var finite = new List<(string, FormKind)>
        {
            (present, FormKind.Present), (lemma, FormKind.Present), (past, FormKind.Past), (past.EndsWith('e') ? past + "n" : past + "en", FormKind.Past), (stem + "e", FormKind.Subjunctive),
        };
        foreach (var (form, kind) in finite)
        {
            add(form, kind, false);
            if (particle.Length > 0) add(particle + form, kind, true);
        }
        add(particle + participle, FormKind.Participle, true);
        add(particle + lemma, FormKind.Infinitive, true);
        if (particle.Length > 0) add(particle + "zu" + lemma, FormKind.ToInfinitive, true);
    }

    private static (string Present, string Past, string Participle) PrincipalParts(string lemma)
    {
        if (Verbs.Strong.TryGetValue(lemma, out var parts))
        {
            var own = parts.Split(' ');
            return (own[0], own[1], own[2]);
        }
        var prefix = Array.Find(Inseparable, p => lemma.StartsWith(p, StringComparison.Ordinal) && lemma.Length > p.Length + 3);
        if (prefix is not null && Verbs.Strong.TryGetValue(lemma[prefix.Length..], out parts))
        {
            var own = parts.Split(' ');
            return (prefix + own[0], prefix + own[1], prefix + (own[2].StartsWith("ge", StringComparison.Ordinal) ? own[2][2..] : own[2]));
        }
        var stem = lemma.EndsWith("eln", StringComparison.Ordinal) || lemma.EndsWith("ern", StringComparison.Ordinal) ? lemma[..^1] : lemma[..^2];
        var link = stem[^1] is 't' or 'd' || stem.EndsWith("chn", StringComparison.Ordinal) || stem.EndsWith("gn", StringComparison.Ordinal) ? "e" : "";
        var bare = prefix is not null || lemma.EndsWith("ieren", StringComparison.Ordinal);
        return (stem + link + "t", stem + link + "te", (bare ? "" : "ge") + stem + link + "t");
    }
}
