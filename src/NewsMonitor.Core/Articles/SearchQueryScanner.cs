namespace NewsMonitor.Core.Articles;

/// <summary>Walks along a query line and reads the pieces it is made of: words, quoted words, values, operators. What they mean together is the parser's part.</summary>
internal sealed class SearchQueryScanner
{
    private const int ShortestBeginning = 3;
    private const string Opening = "\"„“”«»";
    private const string Closing = "\"“”«»";
    private static readonly (string Name, bool IsOr)[] Operators = [("OR", true), ("ODER", true), ("AND", false), ("UND", false)];
    private static readonly string[] Negations = ["NOT", "NICHT"];

    private readonly string _line;

    /// <summary>What PostgreSQL refuses, NUL and lone surrogates, counts as a space, so that places stay true.</summary>
    public SearchQueryScanner(string line) => _line = string.Create(line.Length, line, static (plain, typed) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            var pair = i + 1 < typed.Length && char.IsSurrogatePair(typed[i], typed[i + 1]) || i > 0 && char.IsSurrogatePair(typed[i - 1], typed[i]);
            plain[i] = char.IsControl(typed[i]) || char.IsSurrogate(typed[i]) && !pair ? ' ' : typed[i];
        }
    });

    public List<SearchFault> Faults { get; } = [];
    /// <summary>Where the walk stands.</summary>
    public int At { get; private set; }
    public bool AtEnd => At >= _line.Length;
    public char Here => _line[At];
    public bool AtQuote => Opening.Contains(Here, StringComparison.Ordinal);

    public void Step() => At = Math.Min(At + 1, _line.Length);

    public void GoTo(int at) => At = at;

    public void GoToEnd() => At = _line.Length;

    /// <summary>From a place to the line's end.</summary>
    public QuerySpan Rest(int start) => new(start, _line.Length);

    /// <summary>White space; commas between words, and dashes that stand alone, as in a headline that was pasted.</summary>
    public void SkipSpace()
    {
        while (!AtEnd && (char.IsWhiteSpace(Here) || Here is ',' or ';' || IsDash(Here) && At + 1 < _line.Length && char.IsWhiteSpace(_line[At + 1]))) At++;
    }

    public void SkipWhiteSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Here)) At++;
    }

    /// <summary>The letters before a colon, behind which the walk then stands; null, and no step, where there are none.</summary>
    public string? Name()
    {
        var colon = At;
        while (colon < _line.Length && char.IsLetter(_line[colon])) colon++;
        if (colon == At || colon >= _line.Length || _line[colon] != ':') return null;
        var name = _line[At..colon];
        At = colon + 1;
        return name;
    }

    public bool IsNext(string text) => string.CompareOrdinal(_line, At, text, 0, text.Length) == 0;

    /// <summary>Bare and quoted pieces side by side are one value: <c>"NATO-Osterweiterung"/-</c>.</summary>
    public SearchValue Value()
    {
        var start = At;
        var text = "";
        while (!AtEnd && !char.IsWhiteSpace(Here) && Here is not (',' or '(' or ')'))
        {
            if (AtQuote) text += Quoted();
            else text += _line[At++];
        }
        text = string.Concat(text.Where(c => !Opening.Contains(c, StringComparison.Ordinal)));
        return new(string.Join(' ', Seen(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), new(start, At));
    }

    /// <summary>A word, or null where it is none: no letter or digit is in it, or a star stands where none can.</summary>
    public WordNode? Word()
    {
        var start = At;
        while (!AtEnd && !EndsWord()) At++;
        var (word, span) = (Seen(_line[start..At]), new QuerySpan(start, At));
        if (!word.Any(char.IsLetterOrDigit)) return null;
        var begins = word[^1] == '*' && word.Count(c => c == '*') == 1;
        if (begins && word.Count(char.IsLetterOrDigit) < ShortestBeginning) return Faulty(SearchFaultKind.BeginningTooShort);
        if (!begins && word.TrimEnd('*').Contains('*', StringComparison.Ordinal)) return Faulty(SearchFaultKind.StarInside);
        return new(begins ? word[..^1] : word, begins, span);

        WordNode? Faulty(SearchFaultKind kind)
        {
            Fault(kind, span, word);
            return null;
        }
    }

    /// <summary>Up to the closing quotation mark, or to the line's end.</summary>
    public string Quoted()
    {
        var start = At++;
        var end = At;
        while (end < _line.Length && !Closing.Contains(_line[end], StringComparison.Ordinal)) end++;
        var words = _line[At..end];
        if (end == _line.Length) Fault(SearchFaultKind.UnclosedQuote, new(start, start + 1));
        At = Math.Min(end + 1, _line.Length);
        return Seen(words);
    }

    /// <summary>A minus before something, or NOT: then the walk stands behind it.</summary>
    public bool Negation()
    {
        if (IsDash(Here))
        {
            At++;
            return true;
        }
        if (Array.Find(Negations, IsWord) is not { } word) return false;
        At += word.Length;
        return true;
    }

    public (bool IsOr, QuerySpan Span)? Operator()
    {
        var start = At;
        if (Here == '|')
        {
            while (!AtEnd && Here == '|') At++; // || too
            return (true, new(start, At));
        }
        foreach (var (name, isOr) in Operators)
        {
            if (!IsWord(name)) continue;
            At += name.Length;
            return (isOr, new(start, At));
        }
        return null;
    }

    public bool IsOperator()
    {
        var at = At;
        var found = Operator() is not null;
        At = at;
        return found;
    }

    public void Fault(SearchFaultKind kind, QuerySpan span, string? subject = null, IReadOnlyList<string>? offers = null) =>
        Faults.Add(new(kind, span, subject ?? "", offers ?? []));

    private bool EndsWord() => char.IsWhiteSpace(Here) || Here is '(' or ')' or ';' || AtQuote || Here == ',' && !IsDecimal();

    /// <summary>A comma between digits: 1,5.</summary>
    private bool IsDecimal() => At > 0 && char.IsDigit(_line[At - 1]) && At + 1 < _line.Length && char.IsDigit(_line[At + 1]);

    private bool IsWord(string name) =>
        IsNext(name) && (At + name.Length >= _line.Length || _line[At + name.Length] is var next && (char.IsWhiteSpace(next) || next is '(' or ')' or ',' or ';' || Opening.Contains(next, StringComparison.Ordinal)));

    private static bool IsDash(char c) => c is '-' or '−' or '–' or '—';

    /// <summary>Without what is pasted along unseen: soft hyphens, zero-width spaces and marks of direction, which no word of the index holds.</summary>
    private static string Seen(string text) =>
        text.Any(IsUnseen) ? string.Concat(text.Where(c => !IsUnseen(c))) : text;

    private static bool IsUnseen(char c) => c is '\u00AD' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
