namespace NewsMonitor.Reading.Actors;

/// <summary>How a mention names its actor.</summary>
public enum MentionForm : byte
{
    Name,
    /// <summary>A person's surname alone.</summary>
    Surname,
    /// <summary>Office and name: "US-Präsident Joe Biden".</summary>
    TitleName,
    /// <summary>The office alone: "der Kremlchef", resolved by date.</summary>
    Title,
    /// <summary>A place or house standing for the actor: "Moskau".</summary>
    Metonym,
    /// <summary>"russische", "Russian".</summary>
    Adjective,
    /// <summary>Its people: "die Russen".</summary>
    Demonym,
    /// <summary>A part of a longer word: "NATO" in "NATO-Osterweiterung".</summary>
    Compound,
    /// <summary>A common noun or an organ: "die Allianz", "die russische Regierung".</summary>
    Description,
    Pronoun,
}

/// <summary>A place where an actor appears.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last UTF-16 unit.</param>
/// <param name="FirstToken">The token it starts in.</param>
/// <param name="EndToken">One past the token it ends in.</param>
/// <param name="Form">How it names the actor.</param>
/// <param name="Actor">Index into <see cref="ActorReading.Actors"/>.</param>
public readonly record struct ActorMention(int Start, int End, int FirstToken, int EndToken, MentionForm Form, int Actor)
{
    /// <summary>The word used outside the program: <c>title+name</c>, <c>metonym</c> …</summary>
    public string FormName => Form switch
    {
        MentionForm.TitleName => "title+name",
        MentionForm.Surname => "surname",
        MentionForm.Name => "name",
        MentionForm.Title => "title",
        MentionForm.Metonym => "metonym",
        MentionForm.Adjective => "adjective",
        MentionForm.Demonym => "demonym",
        MentionForm.Compound => "compound",
        MentionForm.Description => "description",
        _ => "pronoun",
    };
}

/// <summary>An actor found in a text.</summary>
/// <param name="Key">The registry's key; null for a person the registry does not know, who is proposed, never made.</param>
/// <param name="Name">The registry's name, or the longest form the text uses.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Country">The key of the state it belongs to, if known.</param>
/// <param name="Gender"><c>m</c> or <c>f</c>, if known.</param>
/// <param name="Mentions">Where it appears, in text order.</param>
public sealed record FoundActor(string? Key, string Name, ActorKind Kind, string? Country, string? Gender, IReadOnlyList<ActorMention> Mentions)
{
    /// <summary>The registry does not know this actor: a suggestion to add it.</summary>
    public bool Proposed => Key is null;

    /// <summary>The key, or the name where there is none: what claims name their participants by.</summary>
    public string Reference => Key ?? Name;

    /// <summary>Type of organisation from the registry: outlet, agency, ministry …</summary>
    public string? Type { get; init; }
}

/// <summary>All actors of a text and, for finders that walk tokens, which mention covers which token.</summary>
public sealed class ActorReading
{
    private readonly int[] _mentionOfToken;

    internal ActorReading(FoundActor[] actors, ActorMention[] mentions, int tokens)
    {
        (Actors, Mentions) = (actors, mentions);
        _mentionOfToken = new int[tokens];
        Array.Fill(_mentionOfToken, -1);
        for (var m = 0; m < mentions.Length; m++)
        {
            for (var t = mentions[m].FirstToken; t < mentions[m].EndToken; t++)
            {
                // The longer mention wins the token: "US-Präsident" is Biden first, the USA within it second.
                var other = _mentionOfToken[t];
                if (other < 0 || mentions[other].End - mentions[other].Start < mentions[m].End - mentions[m].Start) _mentionOfToken[t] = m;
            }
        }
    }

    /// <summary>The actors, in the order of their first mention.</summary>
    public FoundActor[] Actors { get; }

    /// <summary>All mentions in text order.</summary>
    public ActorMention[] Mentions { get; }

    /// <summary>The index of the mention covering a token, or -1.</summary>
    public int MentionAt(int token) => (uint)token < (uint)_mentionOfToken.Length ? _mentionOfToken[token] : -1;
}
