using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>A name or title found in the text, its owner not yet decided.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last UTF-16 unit.</param>
/// <param name="FirstToken">First token.</param>
/// <param name="EndToken">One past the last token.</param>
/// <param name="Entry">The newest matching entry of the trie; others with the same words hang on it.</param>
/// <param name="Title">The title, or -1.</param>
/// <param name="Of">For a title in a compound ("US-Präsident"): the owner of the office as an actor number, or -1.</param>
/// <param name="Inside">The name is a part of a longer word.</param>
/// <param name="Former">"Ex-", "ehemalige", "Vize-": the office's holder is not meant.</param>
internal readonly record struct NameHit(int Start, int End, int FirstToken, int EndToken, int Entry, int Title, int Of, bool Inside, bool Former);

/// <summary>Finds every name and title of the index in one walk over the tokens.</summary>
internal sealed class NameScanner(ActorIndex index, AnalysedText text)
{
    private static readonly WordSet NotThePrefix = new(["ex", "nicht", "anti", "pro", "neo", "alt", "vize", "ko", "co", "non", "post", "un", "super", "mini"]);
    private static readonly WordSet FormerPrefix = new(["ex", "alt", "vize"]);

    private readonly NameTrie _trie = index.Trie;
    private readonly List<NameHit> _hits = [];

    public List<NameHit> Scan()
    {
        for (var i = 0; i < text.Tokens.Length;)
        {
            var token = text.Tokens[i];
            if (!token.IsWord || token.Length > 80)
            {
                i++;
                continue;
            }
            var (end, entry) = Longest(i);
            if (entry >= 0)
            {
                AddWhole(i, end, entry);
                i = end;
                continue;
            }
            if (token.Has(TokenShape.Hyphen)) Hyphenated(i);
            else if (!text.IsEnglish) GermanWord(i);
            i++;
        }
        return _hits;
    }

    /// <summary>Whether an entry's words are those of the tokens, inflection and capitals considered.</summary>
    public bool Fits(in NameEntry entry, int first, int end)
    {
        if (entry.Form == NameForm.AdjectiveStem) return false;
        if (entry.Language == 1 && text.IsEnglish || entry.Language == 2 && text.IsGerman) return false;
        var words = _trie.WordsOf(entry);
        var englishTitle = entry is { Form: NameForm.Title, Language: 2 };
        for (var t = first; t < end; t++)
        {
            var token = text.Tokens[t];
            var bit = 1 << (t - first);
            if ((entry.Capitals & bit) != 0 && !token.IsCapital && !englishTitle) return false;
            if ((entry.Uppers & bit) != 0 && !token.Has(TokenShape.AllUpper)) return false;
            var space = words.IndexOf(' ');
            var word = space < 0 ? words : words[..space];
            words = space < 0 ? [] : words[(space + 1)..];
            if (!SameWord(text.Folded(t), word, entry.Form, t == end - 1, end - first > 1)) return false;
        }
        return words.IsEmpty;
    }

    private static bool SameWord(ReadOnlySpan<char> written, ReadOnlySpan<char> word, NameForm form, bool last, bool many)
    {
        if (written.SequenceEqual(word)) return true;
        if (many && NameTrie.DeclensionStem(written) is { Length: > 0 } stem && NameTrie.DeclensionStem(word).SequenceEqual(stem)) return true;
        if (!last || !written.StartsWith(word)) return false;
        return written[word.Length..] switch
        {
            "s" or "es" => word.Length >= 3,
            "n" or "en" => word.Length >= 4 && form is NameForm.Title or NameForm.Demonym or NameForm.Description,
            _ => false,
        };
    }

    private (int End, int Entry) Longest(int first)
    {
        int node = 0, bestEnd = 0, best = -1;
        for (var t = first; t < text.Tokens.Length && t - first < NameTrie.MostTokens; t++)
        {
            node = Step(node, t, out var exact);
            if (node < 0) break;
            for (var e = _trie.EntryAt(node); e >= 0; e = _trie.Entry(e).Next)
            {
                if (!Fits(_trie.Entry(e), first, t + 1)) continue;
                (bestEnd, best) = (t + 1, e);
                break;
            }
            if (text.Tokens[t].Has(TokenShape.LineEnd) || (!exact && best < 0 && t > first + 2)) break;
        }
        return (bestEnd, best);
    }

    private int Step(int node, int token, out bool exact)
    {
        var child = _trie.Child(node, text.Tokens[token].Hash);
        exact = child >= 0;
        if (child >= 0 || !text.Tokens[token].IsWord) return child;
        var folded = text.Folded(token);
        if (folded.Length is < 4 or > 40) return -1;
        // Genitive, weak plural and adjective endings: one extra probe each, only for words that end so.
        if (folded[^1] is 's' or 'n')
        {
            child = _trie.Child(node, Tokenizer.Hash(folded[..^1]));
            if (child < 0 && folded[^2] == 'e') child = _trie.Child(node, Tokenizer.Hash(folded[..^2]));
            if (child >= 0) return child;
        }
        return NameTrie.DeclensionStem(folded) is { Length: > 0 } stem ? _trie.Child(node, Tokenizer.Hash(stem)) : -1;
    }

    private void AddWhole(int first, int end, int entry)
    {
        var title = -1;
        for (var e = entry; e >= 0; e = _trie.Entry(e).Next)
        {
            if (_trie.Entry(e).Form == NameForm.Title && Fits(_trie.Entry(e), first, end)) title = _trie.Entry(e).Owner;
        }
        _hits.Add(new NameHit(text.Tokens[first].Start, text.Tokens[end - 1].End, first, end, entry, title, -1, false, IsFormer(first)));
    }

    private bool IsFormer(int first) => first > 0 && ActorIndex.Titles.Former.Contains(text.Folded(first - 1));

    /// <summary>A German adjective ("russischen"), or "Bundes-" joined to a title.</summary>
    private void GermanWord(int i)
    {
        var folded = text.Folded(i);
        var token = text.Tokens[i];
        if (Adjective(folded) is var entry and >= 0)
        {
            _hits.Add(new NameHit(token.Start, token.End, i, i + 1, entry, -1, -1, false, false));
        }
        else if (token.IsCapital && folded.StartsWith("bundes") && TitleOf(folded[6..]) is var title and >= 0)
        {
            _hits.Add(new NameHit(token.Start, token.End, i, i + 1, -1, title, index.Find("de"), false, IsFormer(i)));
        }
    }

    private int Adjective(ReadOnlySpan<char> folded)
    {
        var stem = NameTrie.DeclensionStem(folded);
        return stem.IsEmpty ? -1 : AdjectiveEntry(stem);
    }

    private int AdjectiveEntry(ReadOnlySpan<char> stem)
    {
        var node = _trie.Child(0, Tokenizer.Hash(stem));
        if (node < 0) return -1;
        for (var e = _trie.EntryAt(node); e >= 0; e = _trie.Entry(e).Next)
        {
            if (_trie.Entry(e).Form == NameForm.AdjectiveStem && _trie.WordsOf(_trie.Entry(e)).SequenceEqual(stem)) return e;
        }
        return -1;
    }

    private int TitleOf(ReadOnlySpan<char> folded)
    {
        for (var cut = 0; cut <= 2; cut++)
        {
            if (folded.Length - cut < 4) return -1;
            if (cut == 1 && folded[^1] is not ('s' or 'n') || cut == 2 && !folded.EndsWith("en")) continue;
            var word = folded[..^cut];
            var node = _trie.Child(0, Tokenizer.Hash(word));
            for (var e = node < 0 ? -1 : _trie.EntryAt(node); e >= 0; e = _trie.Entry(e).Next)
            {
                if (_trie.Entry(e).Form == NameForm.Title && _trie.WordsOf(_trie.Entry(e)).SequenceEqual(word)) return _trie.Entry(e).Owner;
            }
        }
        return -1;
    }

    /// <summary>"US-Präsident", "NATO-Osterweiterung", "deutsch-französische", "Ex-Kanzler".</summary>
    private void Hyphenated(int i)
    {
        var token = text.Tokens[i];
        var folded = text.Folded(i);
        var from = 0;
        var hyphen = folded.IndexOf('-');
        var former = IsFormer(i);
        if (NotThePrefix.Contains(folded[..hyphen]) && (folded[..hyphen] is not "un" || !char.IsUpper(text.Text[token.Start + 1])))
        {
            former |= FormerPrefix.Contains(folded[..hyphen]);
            from = hyphen + 1;
            var whole = TitleOf(folded[from..]);
            if (whole >= 0)
            {
                _hits.Add(new NameHit(token.Start, token.End, i, i + 1, -1, whole, -1, false, former));
                return;
            }
        }
        for (var cut = folded.LastIndexOf('-'); cut > from; cut = folded[..cut].LastIndexOf('-'))
        {
            var entry = Part(token.Start + from, folded[from..cut]);
            if (entry < 0) continue;
            _hits.Add(new NameHit(token.Start + from, token.Start + cut, i, i + 1, entry, -1, -1, true, false));
            var rest = folded[(cut + 1)..];
            var title = TitleOf(rest);
            if (title >= 0) _hits.Add(new NameHit(token.Start, token.End, i, i + 1, -1, title, _trie.Entry(entry).Owner, false, former));
            else if (Part(token.Start + cut + 1, rest) is var second and >= 0)
                _hits.Add(new NameHit(token.Start + cut + 1, token.End, i, i + 1, second, -1, -1, true, false));
            return;
        }
        if (from > 0 && Part(token.Start + from, folded[from..]) is var alone and >= 0)
            _hits.Add(new NameHit(token.Start + from, token.End, i, i + 1, alone, -1, -1, true, false));
    }

    /// <summary>The entry of a part of a word: a name with the right capitals, or a German adjective.</summary>
    private int Part(int start, ReadOnlySpan<char> part)
    {
        if (part.Length < 2) return -1;
        if (AdjectiveEntry(part) is var plain and >= 0) return plain;
        if (Adjective(part) is var declined and >= 0) return declined;
        var node = _trie.Child(0, Tokenizer.Hash(part));
        for (var e = node < 0 ? -1 : _trie.EntryAt(node); e >= 0; e = _trie.Entry(e).Next)
        {
            ref readonly var entry = ref _trie.Entry(e);
            if (entry.Form is NameForm.Title or NameForm.Quoted or NameForm.Description or NameForm.AdjectiveStem || !_trie.WordsOf(entry).SequenceEqual(part)) continue;
            if (entry.Capitals != 0 && !char.IsUpper(text.Text[start])) continue;
            if (entry.Uppers != 0 && !text.Text.AsSpan(start, part.Length).ContainsAnyExceptInRange('A', 'Z')) return e;
            if (entry.Uppers == 0) return e;
        }
        return -1;
    }
}
