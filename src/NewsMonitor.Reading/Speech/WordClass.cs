namespace NewsMonitor.Reading.Speech;

/// <summary>What a word form can be in a sentence, as far as reported speech asks; one form may be several.</summary>
[Flags]
internal enum WordClass : uint
{
    None = 0,
    Determiner = 1 << 0,
    Pronoun = 1 << 1,
    Relative = 1 << 2,
    Complementizer = 1 << 3,
    Question = 1 << 4,
    Coordinator = 1 << 5,
    Subordinator = 1 << 6,
    Haben = 1 << 7,
    Sein = 1 << 8,
    Werden = 1 << 9,
    Konjunktiv1 = 1 << 10,
    Konjunktiv2 = 1 << 11,
    Modal = 1 << 12,
    Preposition = 1 << 13,
    Adverb = 1 << 14,
    NameParticle = 1 << 15,
    Time = 1 << 16,
    SourceNoun = 1 << 17,
    ContentNoun = 1 << 18,
    Particle = 1 << 19,
    /// <summary>"das", "dies": what was said before.</summary>
    Reference = 1 << 20,
    /// <summary>An object form of a pronoun or determiner: no subject begins with it.</summary>
    Oblique = 1 << 21,
    /// <summary>"zuversichtlich", "überzeugt": says what someone thinks, with a clause behind it.</summary>
    StanceAdjective = 1 << 22,

    /// <summary>A finite form of a common strong verb, which no ending gives away.</summary>
    StrongVerb = 1 << 23,

    Auxiliary = Haben | Sein | Werden,
    Subjunctive = Konjunktiv1 | Konjunktiv2,
    Finite = Auxiliary | Subjunctive | Modal | StrongVerb,
}

/// <summary>What kind of speech a verb reports, and so which complements it takes.</summary>
[Flags]
internal enum SpeechKind : byte
{
    None = 0,
    /// <summary>Clause, quote, colon; stands behind what is said.</summary>
    Say = 1,
    /// <summary>Clause, rarely more.</summary>
    Think = 2,
    /// <summary>Clause or infinitive.</summary>
    Demand = 4,
    /// <summary>A noun phrase is enough to report that something was said.</summary>
    Judge = 8,
    /// <summary>Takes sides without giving words: not reported, but who does it is heard in the sentences that follow.</summary>
    Stance = 16,
}

internal enum FormKind : byte { Present, Past, Subjunctive, Participle, Infinitive, ToInfinitive }

/// <summary>A verb of speech.</summary>
internal sealed class SpeechVerb(string lemma, string? particle)
{
    public string Lemma { get; } = lemma;
    /// <summary>The separable particle ("teilte … mit"), or null.</summary>
    public string? Particle { get; } = particle;
    public SpeechKind Kind { get; set; }
}

/// <summary>A reading of a word form as a form of a verb of speech.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Kind">Which form.</param>
/// <param name="Joined">The particle is part of the form: "mitteilte".</param>
internal readonly record struct VerbForm(SpeechVerb Verb, FormKind Kind, bool Joined)
{
    public bool IsFinite => Kind <= FormKind.Subjunctive;
}

/// <summary>All that the lexicon knows about a word form.</summary>
internal sealed record WordEntry(WordClass Class, VerbForm[] Forms);
