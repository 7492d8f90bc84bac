namespace NewsMonitor.Core.Articles;

/// <summary>
/// Reads a query line. What stands side by side must all hold. OR joins what stands left and right of it: a run of words, as in every web
/// search (<c>cold war OR peace</c> is <c>(cold war) OR peace</c>), or one key, so that <c>lang:de war OR peace</c> is German either way.
/// Whatever is typed is read as far as it goes; faults are kept with their place.
/// </summary>
internal sealed class SearchQueryParser
{
    private const int Deepest = 12;
    private const int MostTerms = 100;
    private const int ShortestBeginning = 3;
    private const string Opening = "\"„“”«»";
    private const string Closing = "\"“”«»";

    private readonly string _line;
    private readonly List<SearchFault> _faults = [];
    private int _at;
    private int _terms;

    /// <summary>What PostgreSQL refuses, NUL and lone surrogates, counts as a space, so that places stay true.</summary>
    private SearchQueryParser(string line) => _line = string.Create(line.Length, line, static (plain, typed) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            var pair = i + 1 < typed.Length && char.IsSurrogatePair(typed[i], typed[i + 1]) || i > 0 && char.IsSurrogatePair(typed[i - 1], typed[i]);
            plain[i] = char.IsControl(typed[i]) || char.IsSurrogate(typed[i]) && !pair ? ' ' : typed[i];
        }
    });

    public static SearchQuery Read(string line)
    {
        var cut = line.Length > SearchQuery.LongestLine;
        var parser = new SearchQueryParser(cut ? line[..SearchQuery.LongestLine] : line);
        var root = parser.Sequence(0);
        if (cut) parser.Fault(SearchFaultKind.TooLong, new(SearchQuery.LongestLine, line.Length));
        return new(line, root, parser._faults);
    }

    /// <summary>Units that must all hold; OR between them. Ends at a closing parenthesis, or at the line's end.</summary>
    private SearchNode? Sequence(int depth)
    {
        List<SearchNode> all = [];      // what must hold
        List<SearchNode> any = [];      // the alternatives of the unit in hand
        List<SearchNode> run = [];      // words side by side: one alternative
        QuerySpan? or = null;           // an OR that still waits for its right side

        while (true)
        {
            SkipSpace();
            if (_at >= _line.Length) break;
            if (_line[_at] == ')')
            {
                if (depth > 0) break;
                Fault(SearchFaultKind.UnopenedParenthesis, new(_at, ++_at));
                continue;
            }
            if (Operator() is { } word)
            {
                if (word.IsOr)
                {
                    EndRun();
                    if (any.Count == 0 || or is not null) Fault(SearchFaultKind.LooseOr, word.Span);
                    else or = word.Span;
                }
                continue; // AND is what standing side by side means anyway
            }
            if (Item(depth) is not { } item) continue;
            if (IsPlain(item))
            {
                if (run.Count == 0 && or is null) EndUnit();
                run.Add(item);
                continue;
            }
            EndRun();
            if (or is null) EndUnit();
            any.Add(item);
            or = null;
        }
        EndRun();
        if (or is { } loose) Fault(SearchFaultKind.LooseOr, loose);
        EndUnit();
        return Join(all, parts => new AllNode(parts, Around(parts)));

        void EndRun()
        {
            if (run.Count == 0) return;
            any.Add(Join(run, parts => new AllNode(parts, Around(parts)))!);
            run = [];
            or = null;
        }

        void EndUnit()
        {
            if (Join(any, parts => new AnyNode(parts, Around(parts))) is { } unit) all.Add(unit);
            any = [];
        }
    }

    private SearchNode? Item(int depth)
    {
        var start = _at;
        if (Negation())
        {
            var faults = _faults.Count;
            do SkipSpace(); while (_at < _line.Length && Negation()); // two minus signs are a slip
            var inner = _at < _line.Length && _line[_at] != ')' && !PeekOperator() ? Item(depth) : null;
            if (inner is null && _faults.Count == faults) Fault(SearchFaultKind.NothingToExclude, new(start, start + 1));
            return inner is null ? null : new NotNode(inner, new(start, inner.Span.End));
        }
        if (_line[_at] == '(') return Group(depth);
        if (++_terms > MostTerms)
        {
            if (_terms == MostTerms + 1) Fault(SearchFaultKind.TooMany, new(start, _line.Length));
            _at = _line.Length;
            return null;
        }
        if (Opening.Contains(_line[_at], StringComparison.Ordinal)) return Phrase();
        var key = Key();
        return key is not null || _at > start ? key : Word(); // a faulty key is passed over
    }

    private SearchNode? Group(int depth)
    {
        var start = _at++;
        if (depth == Deepest)
        {
            Fault(SearchFaultKind.TooDeep, new(start, _line.Length));
            _at = _line.Length;
            return null;
        }
        var inner = Sequence(depth + 1);
        if (_at < _line.Length) _at++;
        else if (!_faults.Any(f => f.Kind == SearchFaultKind.TooDeep)) Fault(SearchFaultKind.UnclosedParenthesis, new(start, start + 1));
        return inner is null ? null : inner with { Span = new(start, _at) };
    }

    private PhraseNode? Phrase()
    {
        var start = _at;
        var words = Quoted().Trim();
        return words.Length == 0 ? null : new(words, new(start, _at));
    }

    /// <summary><c>key:value,"another value"</c>. A colon after what is no key, and near none, belongs to the word (https://…, 12:30).</summary>
    private KeyNode? Key()
    {
        var start = _at;
        var colon = start;
        while (colon < _line.Length && char.IsLetter(_line[colon])) colon++;
        if (colon == start || colon >= _line.Length || _line[colon] != ':') return null;
        var name = _line[start..colon];
        if (SearchKeys.Find(name) is not { } key)
        {
            var near = SearchKeys.Near(name);
            if (near.Count == 0) return null;
            Fault(SearchFaultKind.UnknownKey, new(start, colon), name, near);
            _at = colon + 1;
            Values();
            return null;
        }
        _at = colon + 1;
        if (_at < _line.Length && char.IsWhiteSpace(_line[_at])) // "actor: Putin"
        {
            var after = _at;
            SkipSpace();
            if (_at >= _line.Length || _line[_at] is '(' or ')' || PeekOperator()) _at = after;
        }
        var values = Values();
        if (values.Count > 0) return new(key, name.ToLowerInvariant(), values, new(start, _at));
        Fault(SearchFaultKind.NoValue, new(start, colon + 1), name);
        return null;
    }

    private List<SearchValue> Values()
    {
        List<SearchValue> values = [];
        do
        {
            if (values.Count > 0) _at++; // the comma
            if (++_terms > MostTerms)
            {
                Fault(SearchFaultKind.TooMany, new(_at, _line.Length));
                _at = _line.Length;
                break;
            }
            if (Value() is { Text.Length: > 0 } value) values.Add(value);
            else break;
        }
        while (_at < _line.Length && _line[_at] == ',');
        return values;
    }

    /// <summary>Bare and quoted pieces side by side are one value: <c>"NATO-Osterweiterung"/-</c>.</summary>
    private SearchValue Value()
    {
        var start = _at;
        var text = "";
        while (_at < _line.Length && !char.IsWhiteSpace(_line[_at]) && _line[_at] is not (',' or '(' or ')'))
        {
            if (Opening.Contains(_line[_at], StringComparison.Ordinal)) text += Quoted();
            else text += _line[_at++];
        }
        text = string.Concat(text.Where(c => !Opening.Contains(c, StringComparison.Ordinal)));
        return new(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), new(start, _at));
    }

    private WordNode? Word()
    {
        var start = _at;
        while (_at < _line.Length && !char.IsWhiteSpace(_line[_at]) && _line[_at] is not ('(' or ')') && !Opening.Contains(_line[_at], StringComparison.Ordinal)) _at++;
        var word = _line[start.._at];
        var begins = word.Length > 1 && word[^1] == '*' && word.Count(c => c == '*') == 1;
        if (begins && word.Count(char.IsLetterOrDigit) < ShortestBeginning)
        {
            Fault(SearchFaultKind.BeginningTooShort, new(start, _at), word);
            return null;
        }
        return new(begins ? word[..^1] : word, begins, new(start, _at));
    }

    private string Quoted()
    {
        var start = _at++;
        var end = _at;
        while (end < _line.Length && !Closing.Contains(_line[end], StringComparison.Ordinal)) end++;
        var words = _line[_at..end];
        if (end == _line.Length) Fault(SearchFaultKind.UnclosedQuote, new(start, start + 1));
        _at = Math.Min(end + 1, _line.Length);
        return words;
    }

    /// <summary>A minus before something, or NOT.</summary>
    private bool Negation()
    {
        if (_line[_at] is '-' or '−' or '–')
        {
            _at++;
            return true;
        }
        if (!IsWord("NOT") && !IsWord("NICHT")) return false;
        _at += _line[_at + 1] == 'O' ? 3 : 5;
        return true;
    }

    private (bool IsOr, QuerySpan Span)? Operator()
    {
        var start = _at;
        if (_line[_at] == '|') return (true, new(start, ++_at));
        foreach (var (name, isOr) in new[] { ("OR", true), ("ODER", true), ("AND", false), ("UND", false) })
        {
            if (!IsWord(name)) continue;
            _at += name.Length;
            return (isOr, new(start, _at));
        }
        return null;
    }

    private bool PeekOperator()
    {
        var at = _at;
        var found = Operator() is not null;
        _at = at;
        return found;
    }

    private bool IsWord(string name) =>
        string.CompareOrdinal(_line, _at, name, 0, name.Length) == 0
        && (_at + name.Length >= _line.Length || char.IsWhiteSpace(_line[_at + name.Length]) || _line[_at + name.Length] is '(' or ')' || Opening.Contains(_line[_at + name.Length], StringComparison.Ordinal));

    /// <summary>Only words: such a part joins the words beside it. What holds a key is a unit of its own.</summary>
    private static bool IsPlain(SearchNode node) => node switch
    {
        KeyNode => false,
        NotNode not => IsPlain(not.Inner),
        AllNode all => all.Parts.All(IsPlain),
        AnyNode any => any.Parts.All(IsPlain),
        _ => true,
    };

    /// <summary>One stands for itself; of the same kind inside, the parts move up.</summary>
    private static SearchNode? Join<T>(List<SearchNode> parts, Func<List<SearchNode>, T> of) where T : SearchNode
    {
        if (parts.Count <= 1) return parts.FirstOrDefault();
        var flat = parts.SelectMany(p => p is T ? (p as AllNode)?.Parts ?? ((AnyNode)p).Parts : [p]).ToList();
        return of(flat);
    }

    private static QuerySpan Around(List<SearchNode> parts) => new(parts[0].Span.Start, parts[^1].Span.End);

    private void SkipSpace()
    {
        while (_at < _line.Length && char.IsWhiteSpace(_line[_at])) _at++;
    }

    private void Fault(SearchFaultKind kind, QuerySpan span, string? subject = null, IReadOnlyList<string>? offers = null) =>
        _faults.Add(new(kind, span, subject ?? "", offers ?? []));
}
