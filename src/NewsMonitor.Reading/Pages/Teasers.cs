using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Teasers by their shape: neighbours of one kind, each with a linked line and a few words below it.</summary>
internal static class Teasers
{
    private const int Levels = 4;
    private const int MostText = 450;

    internal static void Accuse(List<RawBlock> blocks, StatedBody stated)
    {
        var linked = new HashSet<HtmlNode>(ReferenceEqualityComparer.Instance);
        var text = new Dictionary<HtmlNode, int>(ReferenceEqualityComparer.Instance);
        foreach (var block in blocks)
        {
            var isLink = block.LinkShare > 0.8 && block.Text.Length >= 15;
            var node = block.Owner;
            for (var level = 0; level < Levels && node is not null; level++, node = node.Parent)
            {
                text[node] = text.GetValueOrDefault(node) + block.Text.Length - block.LinkCharacters;
                if (isLink)
                {
                    linked.Add(node);
                }
            }
        }

        foreach (var block in blocks)
        {
            if (block.Suspect is null && block.Mass > 0 && !(stated.IsKnown && stated.Holds(block)))
            {
                block.Suspect = Item(block, linked, text);
            }
        }
    }

    /// <summary>The element around a block that has a linked line, little text, and a neighbour of the same kind that has these too.</summary>
    private static HtmlNode? Item(RawBlock block, HashSet<HtmlNode> linked, Dictionary<HtmlNode, int> text)
    {
        var node = block.Owner;
        for (var level = 0; level < Levels - 1 && node is { Parent: not null } && text.GetValueOrDefault(node) <= MostText; level++, node = node.Parent)
        {
            if (node.Name != "p" && linked.Contains(node) && (IsAlike(node, Beside(node, after: true), linked) || IsAlike(node, Beside(node, after: false), linked)))
            {
                return node;
            }
        }

        return null;
    }

    private static bool IsAlike(HtmlNode node, HtmlNode? other, HashSet<HtmlNode> linked) =>
        other is not null && other.Name == node.Name && linked.Contains(other) && FirstClass(other) == FirstClass(node);

    private static string FirstClass(HtmlNode node) => node.Class.Split(' ', 2)[0];

    private static HtmlNode? Beside(HtmlNode node, bool after)
    {
        var other = after ? node.Next : node.Previous;
        while (other is not null && other.IsText)
        {
            other = after ? other.Next : other.Previous;
        }

        return other;
    }
}
