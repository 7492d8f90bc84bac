using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Captions by their place: a short text that shares its box with a picture and with no other text.</summary>
internal static class Captions
{
    private const int Longest = 300;
    private const int Levels = 3;

    /// <summary>A picture's box is small; looking through more would make deep nesting quadratic.</summary>
    private const int MostNodes = 60;

    internal static void Accuse(List<RawBlock> blocks, StatedBody stated)
    {
        var text = new Dictionary<HtmlNode, int>(ReferenceEqualityComparer.Instance);
        foreach (var block in blocks)
        {
            var node = block.Owner;
            for (var level = 0; level <= Levels && node is not null; level++, node = node.Parent)
            {
                text[node] = text.GetValueOrDefault(node) + block.Text.Length;
            }
        }

        foreach (var block in blocks)
        {
            if (block.Suspect is null && block.Rank == 0 && block.Kind == BlockKind.Paragraph && block.Text.Length <= Longest
                && !(stated.IsKnown && stated.Holds(block)))
            {
                block.Suspect = PictureBox(block, text);
            }
        }
    }

    private static HtmlNode? PictureBox(RawBlock block, Dictionary<HtmlNode, int> text)
    {
        var node = block.Owner;
        for (var level = 0; level < Levels && node is { Parent: not null } && text.GetValueOrDefault(node) <= block.Text.Length + 60; level++, node = node.Parent)
        {
            if (node.Name is "article" or "main" or "section" or "body")
            {
                return null;
            }

            // A paragraph may hold a small picture and be text all the same.
            if (node.Descendants().Take(MostNodes).Any(IsPicture))
            {
                return node.Name != "p" || (block.Text.Length < 150 && !SentenceEnd.Ends(block.Text)) ? node : null;
            }
        }

        return null;
    }

    private static bool IsPicture(HtmlNode node) => node.Name is "img" or "picture" or "amp-img" or "video" or "figure";
}

