using System.Collections.Frozen;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>Small words that turn, condition or colour a claim; the names are those of <c>lexicon/cues.json</c>.</summary>
[Flags]
internal enum Cue : uint
{
    None = 0,
    Negation = 1 << 0, Conditions = 1 << 1, AnaphoricConditions = 1 << 2, RedLine = 1 << 3, Ready = 1 << 4, Fear = 1 << 5, Threatened = 1 << 6,
    Deontic = 1 << 7, DeonticNot = 1 << 8, Good = 1 << 9, Bad = 1 << 10, OutOfQuestion = 1 << 11, Want = 1 << 12, HarmVerbs = 1 << 13, Own = 1 << 14,
    Unanimity = 1 << 15, Prepositions = 1 << 16, Auxiliaries = 1 << 17, Subordinators = 1 << 18, Passive = 1 << 19, Oblique = 1 << 20, Hedges = 1 << 21,
    Groups = 1 << 22, Determiners = 1 << 23, Reporting = 1 << 24, Resolve = 1 << 25, Future = 1 << 26, ThreatNouns = 1 << 27,
    Possible = 1 << 28, Refused = 1 << 29,
}

internal enum VerbFormKind : byte { Finite, Past, Participle, Infinitive, ToInfinitive, Gerund }

/// <summary>One line of the speech-act lexicon: a lemma and what must stand with it.</summary>
internal sealed record ActVerb(string Lemma, string? Particle, SpeechAct Act, Stance Stance, bool Reflexive, bool NeedsNegation, string[] Words,
    (string Preposition, int Sign)[] Prepositions, string[] Targets)
{
    public int Demands => Words.Length * 2 + (Prepositions.Length > 0 ? 1 : 0) + (Reflexive ? 1 : 0) + (NeedsNegation ? 1 : 0) + (Particle is null ? 0 : 1);
}

internal readonly record struct ActForm(ActVerb Verb, VerbFormKind Kind, bool Joined);

internal sealed record ActNoun(string Noun, SpeechAct Act, Stance Stance);

internal sealed record Harm(string Key, string Cameo, bool Force);

/// <summary>Harm that a verb does to one of several things: "die Grenze schließen", "cut supplies". Both by the start of the word.</summary>
internal sealed record HarmPair(Harm Harm, string[] Nouns);

/// <summary>All that the claim rules know of a word.</summary>
internal sealed class WordFacts
{
    public Cue Cues { get; set; }
    public List<ActForm>? Forms { get; set; }
    public ActNoun? Noun { get; set; }
    public bool Carrier { get; set; }
    public bool CarrierNegative { get; set; }
}

/// <summary>The claim lexicon of a language, compiled from <c>lexicon/*.json</c>: immutable and shared.</summary>
internal sealed class ClaimLexicon
{
    private static readonly Lazy<ClaimLexicon> GermanLexicon = new(() => new ClaimLexicon("de"));
    private static readonly Lazy<ClaimLexicon> EnglishLexicon = new(() => new ClaimLexicon("en"));

    private readonly FrozenDictionary<string, WordFacts>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly FrozenDictionary<string, (string Phrase, Cue Cue)[]>.AlternateLookup<ReadOnlySpan<char>> _phrases;
    private readonly (string Stem, Harm Harm, bool Noun)[][] _harms = new (string, Harm, bool)[4096][];
    private readonly (string Stem, HarmPair Pair)[][] _pairs = new (string, HarmPair)[4096][];

    private ClaimLexicon(string language)
    {
        var file = Lexicon.Read<ActFile>($"Claims.lexicon.acts-{language}.json");
        var words = new Dictionary<string, WordFacts>(StringComparer.Ordinal);
        var forms = language == "de" ? (IVerbForms)new GermanVerbForms(file.Strong, file.Inseparable ?? []) : new EnglishVerbForms(file.Strong);
        foreach (var group in file.Acts)
        {
            foreach (var line in group.Verbs) AddForms(words, forms, ParseVerb(line, group.Act, (Stance)group.Stance));
        }
        foreach (var group in file.Nouns)
        {
            foreach (var noun in group.Nouns.Where(noun => !noun.Contains(' '))) Facts(words, noun.ToLowerInvariant()).Noun = new ActNoun(noun, group.Act, (Stance)group.Stance);
        }
        foreach (var carrier in file.Carriers) AddCarrier(words, forms, carrier, negative: false);
        foreach (var carrier in file.CarrierNegatives) AddCarrier(words, forms, carrier, negative: true);
        var phrases = new List<(string Phrase, Cue Cue)>();
        foreach (var (name, cues) in Lexicon.Read<Dictionary<string, System.Text.Json.JsonElement>>("Claims.lexicon.cues.json"))
        {
            if (!Enum.TryParse<Cue>(name, ignoreCase: true, out var cue)) continue;
            foreach (var element in cues.GetProperty(language).EnumerateArray())
            {
                var word = element.GetString()!;
                if (word.Contains(' ')) phrases.Add((word, cue));
                else if (cue is Cue.Fear) FearStems = [.. FearStems, word];
                else Facts(words, word).Cues |= cue;
            }
        }
        _words = words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _phrases = phrases.GroupBy(phrase => phrase.Phrase[..phrase.Phrase.IndexOf(' ')], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Phrase.Length).ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        LoadHarms(language);
    }

    /// <summary>The kinds of harm, in the file's order.</summary>
    public static IEnumerable<Harm> Harms => Lexicon.Read<HarmFile>("Claims.lexicon.harms.json").Harms.Select(line => new Harm(line.Key, line.Cameo, line.Force));

    public string[] FearStems { get; } = [];

    public static ClaimLexicon? For(AnalysedText text) => text.IsGerman ? GermanLexicon.Value : text.IsEnglish ? EnglishLexicon.Value : null;

    public WordFacts? Find(ReadOnlySpan<char> folded) => folded.Length <= 48 && _words.TryGetValue(folded, out var facts) ? facts : null;

    /// <summary>The cues of the longest phrase that starts at a token, several words long.</summary>
    public Cue PhraseAt(AnalysedText text, int token, out int length)
    {
        length = 0;
        var found = Cue.None;
        if (text.Tokens[token].Length > 24 || !_phrases.TryGetValue(text.Folded(token), out var phrases)) return Cue.None;
        var rest = text.FoldedText.AsSpan(text.Tokens[token].Start);
        foreach (var (phrase, cue) in phrases)
        {
            if (!rest.StartsWith(phrase) || (rest.Length > phrase.Length && char.IsLetterOrDigit(rest[phrase.Length]))) continue;
            if (length > 0 && phrase.Length < length) break;
            length = phrase.Length;
            found |= cue;
        }
        return found;
    }

    /// <summary>The harm a word names: from its start, behind a hyphen, or as the end of a compound ("Wirtschaftssanktionen").</summary>
    public Harm? HarmAt(AnalysedText text, int token, bool german)
    {
        var word = text.Tokens[token];
        if (word.Length is < 2 or > 60) return null;
        var rest = text.FoldedText.AsSpan(word.Start);
        for (var at = 0; at == 0 ? rest.Length >= 3 : at + 3 <= word.Length; at++)
        {
            var stems = _harms[Bucket(rest[at..])];
            if (stems is null) continue;
            foreach (var (stem, harm, noun) in stems)
            {
                if (noun && !word.IsCapital) continue;
                var inner = at > 0 && rest[at - 1] != '-';
                if (inner && (!german || !word.IsCapital || at < 3 || stem.Length < 6)) continue;
                if (!rest[at..].StartsWith(stem)) continue;
                // Short stems ("war", "ban", "fire") are whole words.
                if (stem.Length <= 4 && at + stem.Length < word.Length && !(at + stem.Length + 1 == word.Length && rest[word.Length - 1] == 's')) continue;
                if (stem is "krieg" && word.Length > 7) continue;
                return harm;
            }
            if (!german && at == 0 && text.FoldedText.AsSpan(word.Start, word.Length).IndexOf('-') < 0) break;
        }
        return null;
    }

    /// <summary>The pairs whose verb begins a word; those whose noun stands in the clause are harms.</summary>
    public (string Stem, HarmPair Pair)[] PairsAt(ReadOnlySpan<char> folded) => folded.Length < 3 ? [] : _pairs[Bucket(folded)] ?? [];

    private static int Bucket(ReadOnlySpan<char> text) => ((text[0] * 31 + text[1]) * 31 + text[2]) & 4095;

    private void LoadHarms(string language)
    {
        var file = Lexicon.Read<HarmFile>("Claims.lexicon.harms.json");
        foreach (var line in file.Pairs)
        {
            foreach (var pair in language == "de" ? line.De : line.En)
            {
                if (pair.Split(" > ") is not [var verbs, var nouns]) throw new InvalidDataException($"harms.json: \"{pair}\" needs verbs, ' > ' and nouns.");
                var harm = new HarmPair(new Harm(line.Key, line.Cameo, line.Force), nouns.Split(' '));
                foreach (var verb in verbs.Split(' ')) _pairs[Bucket(verb)] = [.. _pairs[Bucket(verb)] ?? [], (verb, harm)];
            }
        }
        foreach (var line in file.Harms)
        {
            var harm = new Harm(line.Key, line.Cameo, line.Force);
            foreach (var written in language == "de" ? line.De : line.En)
            {
                var (stem, noun) = (written.ToLowerInvariant(), char.IsUpper(written[0]));
                var bucket = Bucket(stem);
                // Longest first, and the file's order among equals: "truppenaufmarsch" before "aufmarsch".
                _harms[bucket] = [.. (_harms[bucket] ?? []).Append((stem, harm, noun)).OrderByDescending(entry => entry.Item1.Length)];
            }
        }
    }

    private static WordFacts Facts(Dictionary<string, WordFacts> words, string word)
    {
        if (!words.TryGetValue(word, out var facts)) words.Add(word, facts = new WordFacts());
        return facts;
    }

    private static void AddForms(Dictionary<string, WordFacts> words, IVerbForms forms, ActVerb verb)
    {
        foreach (var (form, kind, joined) in forms.Of(verb.Lemma, verb.Particle)) (Facts(words, form).Forms ??= []).Add(new ActForm(verb, kind, joined));
    }

    private static void AddCarrier(Dictionary<string, WordFacts> words, IVerbForms forms, string line, bool negative)
    {
        var verb = ParseVerb(line, SpeechAct.None, Stance.Undecided);
        foreach (var (form, _, _) in forms.Of(verb.Lemma, verb.Particle))
        {
            var facts = Facts(words, form);
            if (negative) facts.CarrierNegative = true; else facts.Carrier = true;
        }
    }

    internal static ActVerb ParseVerb(string line, SpeechAct act, Stance stance)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var bar = parts[0].LastIndexOf('|');
        var (particle, lemma) = bar < 0 ? (null, parts[0]) : (parts[0][..bar].Replace("|", ""), parts[0][(bar + 1)..]);
        var prepositions = parts[1..].Where(part => part.Length > 1 && part[^1] is '+' or '-').Select(part => (part[..^1], part[^1] == '+' ? 1 : -1)).ToArray();
        var words = parts[1..].Where(part => part[0] == '+').Select(part => part[1..].ToLowerInvariant()).ToArray();
        var targets = parts[1..].Where(part => part is "dat" or "acc" or "obj" or "von" or "an" or "gegen").ToArray();
        return new ActVerb(lemma, particle, act, stance, parts.Contains("sich"), parts.Contains("nicht"), words, prepositions, targets);
    }

    private sealed record ActGroup(SpeechAct Act, int Stance, string[] Verbs);
    private sealed record NounGroup(SpeechAct Act, int Stance, string[] Nouns);
    private sealed record ActFile(Dictionary<string, string> Strong, string[]? Inseparable, ActGroup[] Acts, NounGroup[] Nouns, string[] Carriers, string[] CarrierNegatives);
    private sealed record HarmLine(string Key, string Cameo, bool Force, string[] De, string[] En);
    private sealed record HarmFile(HarmLine[] Harms, HarmLine[] Pairs);
}
