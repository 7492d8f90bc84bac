using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>A range of tokens, end exclusive.</summary>
internal readonly record struct Range(int First, int End)
{
    public static readonly Range None = new(-1, -1);
    public bool IsNone => First < 0 || End <= First;
    public bool Holds(int token) => token >= First && token < End;
}

/// <summary>A stretch of a sentence between separators: a clause, an apposition, or a whole quote.</summary>
/// <param name="First">First token.</param>
/// <param name="End">One past the last token, the separator behind it not counted.</param>
/// <param name="Before">The separator in front: <c>,</c> <c>;</c> <c>:</c> <c>-</c>, or NUL at the beginning and between a quote and its verb.</param>
/// <param name="Block">The quote it is, or -1.</param>
internal readonly record struct Segment(int First, int End, char Before, int Block)
{
    public bool IsQuote => Block >= 0;
}

/// <summary>A quotation in the making, in tokens.</summary>
internal sealed class Draft
{
    /// <summary>Not a quotation: it only says who is being heard, for the sentences that follow.</summary>
    public const string Heard = "heard";

    public required QuotationForm Form { get; set; }
    public required List<Range> Content { get; init; }
    public required string Rule { get; init; }
    public Range Speaker { get; set; } = Range.None;
    /// <summary>Whom a pointing speaker ("demnach", "der") stands for, or none.</summary>
    public Range Antecedent { get; set; } = Range.None;
    /// <summary>Who was heard before, by name: for a speaker that only points back ("the ministry").</summary>
    public Range Before { get; set; } = Range.None;
    public Range Via { get; set; } = Range.None;
    public Range Cue { get; set; } = Range.None;
    public bool Inherited { get; set; }
    /// <summary>The verb of speech is itself in the subjunctive ("habe angekündigt"): the speaker before passes it on.</summary>
    public bool Relayed { get; init; }
    /// <summary>The sentence names nobody and the speaker of the sentence before may go on.</summary>
    public bool MayInherit { get; set; }
}

/// <summary>The text as the speech rules see it: word classes, quotes, and units, that is sentences joined where a quote spans several.</summary>
internal sealed class SpeechText
{
    private readonly WordEntry?[] _entries;
    private static readonly VerbForm[] NoForms = [];

    public SpeechText(AnalysedText text, Func<ReadOnlySpan<char>, WordEntry?> lexicon)
    {
        Text = text;
        _entries = new WordEntry?[text.Tokens.Length];
        BlockOf = new int[text.Tokens.Length];
        for (var i = 0; i < _entries.Length; i++)
        {
            if (text.Tokens[i].IsWord) _entries[i] = lexicon(text.Folded(i));
        }
        Blocks = QuoteMarks.Find(text, BlockOf);
        Units = FindUnits();
    }

    public AnalysedText Text { get; }
    public List<QuoteBlock> Blocks { get; }
    /// <summary>For each token the quote it stands in, marks included, or -1.</summary>
    public int[] BlockOf { get; }
    public List<Range> Units { get; }

    public WordClass Class(int i) => _entries[i]?.Class ?? WordClass.None;
    public VerbForm[] Forms(int i) => _entries[i]?.Forms ?? NoForms;
    public bool Any(int i, WordClass classes) => (Class(i) & classes) != 0;

    /// <summary>A word in lower case, or the first of its sentence, so that its class may be believed.</summary>
    public bool IsFunctional(int i) => Text.Tokens[i].IsWord && (!Text.Tokens[i].IsCapital || Text.Tokens[i].Has(TokenShape.SentenceStart));

    /// <summary>Words and numbers in a range.</summary>
    public int WordCount(Range range)
    {
        var count = 0;
        for (var i = range.First; i < range.End; i++)
        {
            if (Text.Tokens[i].Kind is TokenKind.Word or TokenKind.Number) count++;
        }
        return count;
    }

    public char Mark(int i) => Text.Tokens[i].Kind == TokenKind.Punctuation ? Text.Text[Text.Tokens[i].Start] : '\0';

    /// <summary>The range in UTF-16 units, without separators at its edges.</summary>
    public TextSpan Span(Range range)
    {
        int first = range.First, last = range.End - 1;
        while (first < last && IsEdge(first)) first++;
        while (last > first && IsEdge(last)) last--;
        return new TextSpan(Text.Tokens[first].Start, Text.Tokens[last].End);
    }

    private bool IsEdge(int i) => Mark(i) is ',' or ';' or ':' or '-' or '\u2013' or '\u2014';

    private List<Range> FindUnits()
    {
        var units = new List<Range>(Text.Sentences.Length);
        var first = 0;
        foreach (var sentence in Text.Sentences)
        {
            var end = sentence.EndToken;
            var inside = end < Text.Tokens.Length && BlockOf[end] >= 0 && BlockOf[end] == BlockOf[end - 1] && end - first < 600;
            if (inside) continue;
            units.Add(new Range(first, end));
            first = end;
        }
        if (first < Text.Tokens.Length) units.Add(new Range(first, Text.Tokens.Length));
        return units;
    }

    /// <summary>Cuts a unit at its separators. A quote that stands by itself is a segment; one within a clause is part of the clause.</summary>
    public List<Segment> Segments(Range unit)
    {
        var segments = new List<Segment>();
        var first = unit.First;
        var before = '\0';
        void Close(int end)
        {
            if (end > first) segments.Add(new Segment(first, end, before, -1));
        }
        for (var i = unit.First; i < unit.End; i++)
        {
            var block = BlockOf[i];
            if (block >= 0 && Blocks[block].First == i)
            {
                var end = Math.Min(Blocks[block].End, unit.End);
                if (StandsAlone(unit, Blocks[block], first))
                {
                    Close(i);
                    segments.Add(new Segment(i, end, i > unit.First && Mark(i - 1) is var m and (',' or ':' or ';') ? m : '\0', block));
                    (first, before) = (end, '\0');
                }
                i = end - 1;
                continue;
            }
            var mark = Mark(i);
            if (mark is '(' or '[')
            {
                i = Bracket(i, unit.End) - 1;
                continue;
            }
            if (mark is ',' or ';' or ':' or '\u2013' or '\u2014' || (mark == '-' && Text.Tokens[i].Has(TokenShape.SpaceBefore)))
            {
                Close(i);
                (first, before) = (i + 1, mark is '\u2013' or '\u2014' ? '-' : mark);
            }
            else if (i == unit.End - 1 && mark is '.' or '!' or '?' or '\u2026')
            {
                Close(i);
                first = i + 1;
            }
        }
        Close(unit.End);
        return segments;
    }

    /// <summary>One past the bracket that closes the one at <paramref name="i"/>, if it does within thirty tokens; else one past itself.</summary>
    public int Bracket(int i, int limit)
    {
        for (var k = i + 1; k < limit && k < i + 30; k++)
        {
            if (Mark(k) is ')' or ']') return k + 1;
        }
        return i + 1;
    }

    /// <summary>Whether a quote is an utterance of its own rather than quoted words in somebody's clause.</summary>
    private bool StandsAlone(Range unit, QuoteBlock block, int segmentStart)
    {
        var words = WordCount(new Range(block.First, block.End));
        if (words == 0) return false;
        var colon = block.First > unit.First && Mark(block.First - 1) == ':';
        if (colon) return true;
        var inner = block.Whole ? block.End - 2 : block.End - 1;
        var finished = inner > block.First && Mark(inner) is '.' or '!' or '?' or ',' or '\u2026';
        var atStart = block.First == segmentStart;
        var next = block.End < unit.End ? block.End : -1;
        var endsSegment = next < 0 || Mark(next) is ',' or '.' or ';' or '-' or '\u2013' or '\u2014' or '!' or '?' or ':';
        var verbFollows = next >= 0 && Text.Tokens[next].IsWord && !Text.Tokens[next].IsCapital && Array.Exists(Forms(next), f => f.IsFinite);
        var verbBefore = block.First > unit.First && Array.Exists(Forms(block.First - 1), f => f.IsFinite || f.Kind == FormKind.Participle);
        if (finished && words >= 2) return atStart || verbBefore || next < 0;
        if (atStart && (endsSegment || verbFollows)) return words >= 3 || (verbFollows && words >= 1 && Text.Tokens[block.First].Has(TokenShape.SpaceBefore) && block.First == unit.First);
        return verbBefore && endsSegment && words >= 4;
    }
}
