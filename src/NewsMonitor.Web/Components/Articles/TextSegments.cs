using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>A piece of a block that the same highlights cover, outermost first.</summary>
public sealed record TextSegment(int Start, int End, IReadOnlyList<SegmentCover> Covers);

/// <summary>One highlight on a segment, with the classes of the look that draw it.</summary>
public readonly record struct SegmentCover(long CodeId, string Class, long? ActorId = null, string? Title = null);

/// <summary>
/// Cuts a text where highlights begin and end, so that crossing ones can be drawn as nested elements. Each statement's line keeps one
/// depth over its whole length: the shortest lies nearest to the words, those around it lower, so each can be followed to its ends.
/// </summary>
public sealed class TextSegments
{
    /// <summary>Below this many lines under one word there is no room between two lines of text.</summary>
    private const int DeepestLine = 3;

    private readonly Highlight[] _highlights;
    private readonly Dictionary<Highlight, int> _depths = [];

    public TextSegments(IEnumerable<Highlight> highlights)
    {
        _highlights = [.. highlights.Where(h => h.End > h.Start)];
        var lined = _highlights.Where(h => h.Kind is not (HighlightKind.Mention or HighlightKind.Colleague or HighlightKind.Part)).OrderBy(h => h.End - h.Start).ThenBy(h => h.Start).ToArray();
        foreach (var highlight in lined)
        {
            var below = lined.Where(other => _depths.ContainsKey(other) && other.Start < highlight.End && highlight.Start < other.End)
                .Select(other => _depths[other]).DefaultIfEmpty(0).Max();
            _depths[highlight] = Math.Min(below + 1, DeepestLine);
        }
    }

    /// <summary>The segments of one block, in order, covering it without gaps.</summary>
    /// <param name="start">Where the block begins.</param>
    /// <param name="end">Where it ends, exclusive.</param>
    /// <param name="marks">Further places to cut at: a number stands before them.</param>
    public IEnumerable<TextSegment> Cut(int start, int end, IEnumerable<int> marks)
    {
        var here = _highlights.Where(h => h.Start < end && h.End > start).ToArray();
        var cuts = here.SelectMany(h => new[] { h.Start, h.End }).Concat(marks).Where(at => at > start && at < end).Append(start).Append(end)
            .Distinct().Order().ToArray();
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var (from, to) = (cuts[i], cuts[i + 1]);
            yield return new(from, to, [.. here.Where(h => h.Start < to && h.End > from)
                .OrderByDescending(h => _depths.GetValueOrDefault(h)).ThenByDescending(h => h.End - h.Start)
                .Select(h => new SegmentCover(h.CodeId, Class(h), h.ActorId, h.Title))]);
        }
    }

    private string Class(Highlight highlight)
    {
        var kind = highlight.Kind switch
        {
            HighlightKind.Mention => "hl a",
            HighlightKind.Supports => "hl p pro",
            HighlightKind.Opposes => "hl p con",
            HighlightKind.Undecided => "hl p und",
            HighlightKind.Colleague => "hl who",
            HighlightKind.Part => "hl part",
            _ => "hl t",
        };
        if (highlight.Kind is HighlightKind.Colleague or HighlightKind.Part) return kind;
        var depth = _depths.GetValueOrDefault(highlight) switch { 2 => " deep", 3 => " deeper", _ => "" };
        var state = highlight.Live ? " live" : highlight.State switch { CodeState.Suggested => " sug", CodeState.Rejected => " rej", _ => "" };
        return kind + depth + state;
    }
}
