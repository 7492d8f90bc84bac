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
    /// <summary>An unknown name before a colon is taken for a key from so many letters on.</summary>
    private const int ShortestKey = 3;

    private readonly SearchQueryScanner _line;
    private int _terms;
    /// <summary>Something that asks for nothing: signs without a letter, empty quotation marks.</summary>
    private QuerySpan? _empty;

    private SearchQueryParser(string line) => _line = new(line);

    public static SearchQuery Read(string line)
    {
        var cut = line.Length > SearchQuery.LongestLine;
        var parser = new SearchQueryParser(cut ? line[..SearchQuery.LongestLine] : line);
        var root = parser.Sequence(0);
        var faults = parser._line.Faults;
        if (root is null && faults.Count == 0 && parser._empty is { } empty) parser._line.Fault(SearchFaultKind.NothingToFind, empty, line[empty.Start..empty.End]);
        if (cut) parser._line.Fault(SearchFaultKind.TooLong, new(SearchQuery.LongestLine, line.Length));
        return new(line, root, faults);
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
            _line.SkipSpace();
            if (_line.AtEnd) break;
            if (_line.Here == ')')
            {
                if (depth > 0) break;
                _line.Fault(SearchFaultKind.UnopenedParenthesis, new(_line.At, _line.At + 1));
                _line.Step();
                continue;
            }
            if (_line.Operator() is { } word)
            {
                if (word.IsOr)
                {
                    EndRun();
                    if (any.Count == 0 || or is not null) _line.Fault(SearchFaultKind.LooseOr, word.Span);
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
        if (or is { } loose) _line.Fault(SearchFaultKind.LooseOr, loose);
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
        var start = _line.At;
        if (_line.Negation())
        {
            var faults = _line.Faults.Count;
            do _line.SkipSpace(); while (!_line.AtEnd && _line.Negation()); // two minus signs are a slip
            var inner = !_line.AtEnd && _line.Here != ')' && !_line.IsOperator() ? Item(depth) : null;
            if (inner is null && _line.Faults.Count == faults) _line.Fault(SearchFaultKind.NothingToExclude, new(start, start + 1));
            return inner is null ? null : new NotNode(inner, new(start, inner.Span.End));
        }
        if (_line.Here == '(') return Group(depth);
        if (++_terms > MostTerms)
        {
            if (_terms == MostTerms + 1) TooMany(start);
            _line.GoToEnd();
            return null;
        }
        if (_line.AtQuote) return Phrase();
        var key = Key();
        if (key is not null || _line.At > start) return key; // a faulty key is passed over
        var word = _line.Word();
        if (word is null) _empty ??= new(start, _line.At);
        return word;
    }

    private SearchNode? Group(int depth)
    {
        var start = _line.At;
        _line.Step();
        if (depth == Deepest)
        {
            _line.Fault(SearchFaultKind.TooDeep, _line.Rest(start));
            _line.GoToEnd();
            return null;
        }
        var inner = Sequence(depth + 1);
        if (!_line.AtEnd) _line.Step();
        else if (!_line.Faults.Exists(f => f.Kind == SearchFaultKind.TooDeep)) _line.Fault(SearchFaultKind.UnclosedParenthesis, new(start, start + 1));
        if (inner is not null) return inner with { Span = new(start, _line.At) };
        _empty ??= new(start, _line.At);
        return null;
    }

    private PhraseNode? Phrase()
    {
        var start = _line.At;
        var words = _line.Quoted().Trim();
        var span = new QuerySpan(start, _line.At);
        if (words.Any(char.IsLetterOrDigit)) return new(words, span);
        _empty ??= span;
        return null;
    }

    /// <summary><c>key:value,"another value"</c>. A colon behind digits, in an address or behind very few letters belongs to the word (12:30, https://…, re:publica).</summary>
    private KeyNode? Key()
    {
        var start = _line.At;
        if (_line.Name() is not { } name) return null;
        var behind = _line.At;
        if (SearchKeys.Find(name) is not { } key)
        {
            var near = SearchKeys.Near(name);
            if (near.Count == 0 && (name.Length < ShortestKey || _line.AtEnd || char.IsWhiteSpace(_line.Here) || _line.Here is '(' or ')' || _line.IsNext("//")))
            {
                _line.GoTo(start);
                return null;
            }
            _line.Fault(SearchFaultKind.UnknownKey, new(start, behind - 1), name, near);
            Values();
            return null;
        }
        if (!_line.AtEnd && char.IsWhiteSpace(_line.Here)) // "actor: Putin"
        {
            _line.SkipWhiteSpace();
            if (_line.AtEnd || _line.Here is '(' or ')' || _line.IsOperator()) _line.GoTo(behind);
        }
        var values = Values();
        if (values.Count > 0) return new(key, name.ToLowerInvariant(), values, new(start, _line.At));
        _line.Fault(SearchFaultKind.NoValue, new(start, behind), name);
        return null;
    }

    private List<SearchValue> Values()
    {
        List<SearchValue> values = [];
        do
        {
            if (values.Count > 0) _line.Step(); // the comma
            if (++_terms > MostTerms)
            {
                TooMany(_line.At);
                _line.GoToEnd();
                break;
            }
            if (_line.Value() is { Text.Length: > 0 } value) values.Add(value);
            else break;
        }
        while (!_line.AtEnd && _line.Here == ',');
        return values;
    }

    private void TooMany(int start) => _line.Fault(SearchFaultKind.TooMany, _line.Rest(start));

    /// <summary>Only words: such a part joins the words beside it. What holds a key is a unit of its own.</summary>
    private static bool IsPlain(SearchNode node) => node switch
    {
        KeyNode => false,
        NotNode not => IsPlain(not.Inner),
        AllNode all => all.Parts.All(IsPlain),
        AnyNode any => any.Parts.All(IsPlain),
        _ => true,
    };

    /// <summary>One stands for itself; of the same kind inside, the parts move up, but for parentheses that keep the keys of a statement together.</summary>
    private static SearchNode? Join<T>(List<SearchNode> parts, Func<List<SearchNode>, T> of) where T : SearchNode
    {
        if (parts.Count <= 1) return parts.FirstOrDefault();
        var flat = parts.SelectMany(p => p is not T ? [p] : p switch { AllNode all when !IsOfStatement(all) => all.Parts, AnyNode any => any.Parts, _ => [p] }).ToList();
        return of(flat);
    }

    private static bool IsOfStatement(AllNode group) => group.Parts.Any(p => p switch
    {
        KeyNode key => SearchKeys.IsOfCode(key.Key),
        AllNode all => IsOfStatement(all),
        AnyNode any => any.Parts.Any(one => one is KeyNode key && SearchKeys.IsOfCode(key.Key)),
        _ => false,
    });

    private static QuerySpan Around(List<SearchNode> parts) => new(parts[0].Span.Start, parts[^1].Span.End);
}
