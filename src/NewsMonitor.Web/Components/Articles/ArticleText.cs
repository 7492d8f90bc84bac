using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using NewsMonitor.Core.Articles;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>
/// The text of a version with its highlights in place. Each run of text carries its offset (<c>data-o</c>, UTF-16) and each highlight its
/// code (<c>data-c</c>): that is all <c>text.js</c> needs to turn a selection into an anchor and back.
/// </summary>
public sealed class ArticleText : ComponentBase
{
    [Parameter, EditorRequired] public required ArticleVersion Version { get; set; }
    [Parameter] public IReadOnlyList<Highlight> Highlights { get; set; } = [];
    /// <summary>Numbers before words that fill a field of the open card.</summary>
    [Parameter] public IReadOnlyList<Coding.SlotNumber> Numbers { get; set; } = [];
    /// <summary>The code whose words stand out.</summary>
    [Parameter] public long? Now { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var segments = new TextSegments(Highlights);
        var items = false;
        foreach (var block in Version.PlacedBlocks())
        {
            var isItem = block.Kind == BlockKind.ListItem;
            if (isItem && !items) builder.OpenElement(0, "ul");
            if (!isItem && items) builder.CloseElement();
            items = isItem;
            Block(builder, block, segments);
        }
        if (items) builder.CloseElement();
    }

    private void Block(RenderTreeBuilder builder, PlacedBlock block, TextSegments segments)
    {
        var (element, css) = block.Kind switch
        {
            BlockKind.Lead => ("p", "lead"),
            BlockKind.Subhead => ("h2", "subhead"),
            BlockKind.ListItem => ("li", ""),
            BlockKind.Quote => ("blockquote", ""),
            BlockKind.Table => ("p", "tabled"),
            _ => ("p", ""),
        };
        builder.OpenElement(1, element);
        builder.SetKey(block.Start);
        if (css.Length > 0) builder.AddAttribute(2, "class", css);
        foreach (var segment in segments.Cut(block.Start, block.End, Numbers.Select(n => n.At)))
        {
            builder.OpenElement(3, "span");
            builder.AddAttribute(4, "data-o", segment.Start);
            // Drawn by the style sheet: a number in the text itself would be counted by the offsets.
            if (Numbers.FirstOrDefault(n => n.At == segment.Start) is { Number: > 0 and var number }) builder.AddAttribute(9, "data-n", number);
            foreach (var cover in segment.Covers)
            {
                builder.OpenElement(5, "span");
                builder.AddAttribute(6, "class", cover.CodeId == Now ? cover.Class + " now" : cover.Class);
                if (cover.CodeId != Highlight.NoCode) builder.AddAttribute(7, "data-c", cover.CodeId);
                if (cover.ActorId is { } actor) builder.AddAttribute(10, "data-a", actor);
                if (cover.Title is not null) builder.AddAttribute(11, "title", cover.Title);
            }
            builder.AddContent(8, Version.Text[segment.Start..segment.End]);
            for (var i = 0; i < segment.Covers.Count; i++) builder.CloseElement();
            builder.CloseElement();
        }
        builder.CloseElement();
    }
}
