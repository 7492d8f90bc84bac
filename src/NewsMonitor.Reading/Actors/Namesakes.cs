using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>Names that mean something else too ("Georgia", "Jordan", "Grüne"), by what stands around them (<c>registry/namesakes.json</c>).</summary>
internal sealed class Namesakes(ActorIndex index, AnalysedText text)
{
    /// <param name="NotIn">A language in which the word does not name the actor.</param>
    /// <param name="Text">Words anywhere in the text that show it is the other.</param>
    /// <param name="Before">The word right before.</param>
    /// <param name="Behind">The word right behind.</param>
    /// <param name="Adjective">At the head of a sentence and before a noun it is an adjective.</param>
    private sealed record Namesake(string? NotIn = null, string[]? Text = null, string[]? Before = null, string[]? Behind = null, bool Adjective = false);

    private sealed record NamesakeFile(string Source, string[] NoSurname, Dictionary<string, Namesake> Names);

    private static readonly NamesakeFile File = Lexicon.Read<NamesakeFile>("Actors.registry.namesakes.json");
    private static readonly WordSet NoSurname = new(File.NoSurname);
    private static readonly Dictionary<string, Namesake>.AlternateLookup<ReadOnlySpan<char>> Names =
        new Dictionary<string, Namesake>(File.Names, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<Namesake, bool> _shown = [];
    private (int Sentence, bool Is) _headline = (-1, false);

    /// <summary>Whether the name at a token is something or somebody else here: a namesake, or part of a person's name ("Michael Jordan", "Chad Wolf").</summary>
    public bool IsOther(int token, int end)
    {
        if (end != token + 1) return false;
        if (IsPartOfPerson(token)) return true;
        if (!Names.TryGetValue(text.Folded(token), out var name)) return false;
        if (name.NotIn is { } language && (language == "de" ? text.IsGerman : text.IsEnglish)) return true;
        if (name.Adjective) return text.Tokens[token].Has(TokenShape.SentenceStart) && end < text.Tokens.Length && text.Tokens[end].IsWord && text.Tokens[end].IsCapital && !text.Tokens[token].Has(TokenShape.LineEnd);
        if (name.Before is { } before && token > 0 && Array.Exists(before, word => text.Is(token - 1, word)) && !(text.Is(token - 1, "of") && !text.Is(token - 2, "state"))) return true;
        if (name.Behind is { } behind && end < text.Tokens.Length && Array.Exists(behind, word => text.Is(end, word))) return true;
        if (name.Text is not { } words) return false;
        // Asked once a text: a text of nothing but the name must not cost its length squared.
        if (!_shown.TryGetValue(name, out var shown)) _shown[name] = shown = Array.Exists(words, word => text.FoldedText.Contains(word, StringComparison.Ordinal));
        return shown;
    }

    private bool IsPartOfPerson(int token)
    {
        if (!text.IsEnglish) return false;
        var given = ActorRegistry.GivenNames.Value;
        if (token > 0 && !text.Tokens[token - 1].Has(TokenShape.LineEnd) && text.Tokens[token - 1].IsWord && text.Tokens[token - 1].IsCapital && given.Contains(text.Folded(token - 1)) && !text.Tokens[token - 1].Has(TokenShape.AllUpper)) return true;
        var next = token + 1;
        if (IsBeforeSurname(token, next)) return true;
        return given.Contains(text.Folded(token)) && next < text.Tokens.Length && !text.Tokens[token].Has(TokenShape.LineEnd) && text.Tokens[next].IsWord && text.Tokens[next].IsCapital
            && !(text.Folded(next) is "president" or "king" or "prime" or "foreign" or "defence" or "defense" or "minister" or "ambassador" or "premier" or "government" or "and");
    }

    /// <summary>"Chad Wolf", "Paris Hilton": a name that no registry knows stands right behind. In a headline every word has a capital, and none of them says so.</summary>
    private bool IsBeforeSurname(int token, int next)
    {
        if (next >= text.Tokens.Length || text.Tokens[token].Has(TokenShape.LineEnd) || text.Tokens[token].Has(TokenShape.AllUpper)) return false;
        var behind = text.Tokens[next];
        if (!behind.IsWord || !behind.IsCapital || behind.Has(TokenShape.AllUpper) || behind.Length < 3 || behind.Has(TokenShape.Hyphen) || NoSurname.Contains(text.Folded(next)) || index.Trie.Child(0, behind.Hash) >= 0) return false;
        return !IsHeadline(text.Sentences[text.SentenceOf(token)]);
    }

    private bool IsHeadline(Sentence sentence)
    {
        if (_headline.Sentence == sentence.FirstToken) return _headline.Is;
        int words = 0, capitals = 0;
        for (var t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (!text.Tokens[t].IsWord || text.Tokens[t].Length < 4) continue;
            words++;
            if (text.Tokens[t].IsCapital) capitals++;
        }
        _headline = (sentence.FirstToken, capitals * 10 >= words * 7);
        return _headline.Is;
    }
}
