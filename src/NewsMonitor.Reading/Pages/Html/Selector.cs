namespace NewsMonitor.Reading.Pages.Html;

/// <summary>
/// The part of CSS selectors that site rules are written in: element, <c>.class</c>, <c>#id</c>, <c>[attribute]</c> with <c>= ~= ^= *= $=</c>,
/// <c>:first-of-type</c>, descendant and child combinators, and lists. A class or attribute is matched as written, with case.
/// </summary>
internal sealed class Selector
{
    private const int MostSteps = 32;

    private readonly Step[][] _alternatives;

    private Selector(string source, Step[][] alternatives) => (Source, _alternatives) = (source, alternatives);

    internal string Source { get; }

    private sealed record Test(char Kind, string Name, string Operator, string Value);

    private sealed record Step(string? Element, Test[] Tests, bool ChildOfPrevious);

    /// <exception cref="FormatException">The selector is not of the part that is understood; the message says where.</exception>
    internal static Selector Parse(string source)
    {
        var reader = new SelectorReader(source);
        var alternatives = new List<Step[]>();
        do
        {
            var steps = new List<Step>();
            var child = false;
            do
            {
                steps.Add(ReadStep(reader, child));
                if (steps.Count > MostSteps)
                {
                    throw reader.Fault($"no more than {MostSteps} steps");
                }

                child = reader.Combinator(out var more);
                if (!more)
                {
                    break;
                }
            }
            while (true);
            alternatives.Add([.. steps]);
        }
        while (reader.Comma());
        return new Selector(source, [.. alternatives]);
    }

    internal bool Matches(HtmlNode node)
    {
        if (node.IsText)
        {
            return false;
        }

        foreach (var steps in _alternatives)
        {
            if (Matches(node, steps))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(HtmlNode node, Step[] steps)
    {
        if (!Matches(node, steps[^1]))
        {
            return false;
        }

        if (steps.Length == 1)
        {
            return true;
        }

        // From the document down to the node, once: which prefixes of the steps end at this element, and which ended above it. Trying all
        // ways to place the steps instead takes depth to the power of the steps, which a deeply nested page would use.
        var path = new HtmlNode[node.Depth + 1];
        var length = 0;
        for (var above = node.Parent; above is not null; above = above.Parent)
        {
            path[length++] = above;
        }

        ulong parent = 0, anywhere = 0;
        var prefix = Math.Min(steps.Length, MostSteps) - 1;
        for (var at = length - 1; at >= 0; at--)
        {
            ulong here = 0;
            for (var step = 0; step < prefix; step++)
            {
                var led = step == 0 || ((steps[step].ChildOfPrevious ? parent : anywhere) & (1UL << (step - 1))) != 0;
                if (led && Matches(path[at], steps[step]))
                {
                    here |= 1UL << step;
                }
            }

            anywhere |= here;
            parent = here;
        }

        return ((steps[^1].ChildOfPrevious ? parent : anywhere) & (1UL << (prefix - 1))) != 0;
    }

    private static bool Matches(HtmlNode node, Step step)
    {
        if (step.Element is not null && step.Element != node.Name)
        {
            return false;
        }

        foreach (var test in step.Tests)
        {
            if (!Matches(node, test))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(HtmlNode node, Test test)
    {
        if (test.Kind == ':')
        {
            for (var before = node.Previous; before is not null; before = before.Previous)
            {
                if (before.Name == node.Name)
                {
                    return false;
                }
            }

            return true;
        }

        if (node.Attribute(test.Name) is not { } value)
        {
            return false;
        }

        return test.Operator switch
        {
            "" => true,
            "=" => value == test.Value,
            "~=" => HasWord(value, test.Value),
            "^=" => value.StartsWith(test.Value, StringComparison.Ordinal),
            "$=" => value.EndsWith(test.Value, StringComparison.Ordinal),
            _ => value.Contains(test.Value, StringComparison.Ordinal),
        };
    }

    private static bool HasWord(string value, string word)
    {
        for (var at = value.IndexOf(word, StringComparison.Ordinal); at >= 0; at = value.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || char.IsWhiteSpace(value[at - 1])) && (end == value.Length || char.IsWhiteSpace(value[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static Step ReadStep(SelectorReader reader, bool child)
    {
        var element = reader.Element();
        var tests = new List<Test>();
        while (true)
        {
            switch (reader.Peek)
            {
                case '.':
                    tests.Add(new Test('.', "class", "~=", reader.NameAfter('.')));
                    continue;
                case '#':
                    tests.Add(new Test('#', "id", "=", reader.NameAfter('#')));
                    continue;
                case '[':
                    var (name, op, value) = reader.Attribute();
                    tests.Add(new Test('[', name, op, value));
                    continue;
                case ':':
                    reader.Expect(":first-of-type");
                    tests.Add(new Test(':', "first-of-type", "", ""));
                    continue;
                default:
                    if (element is null && tests.Count == 0)
                    {
                        throw reader.Fault("an element, class, id or attribute");
                    }

                    return new Step(element is null or "*" ? null : element, [.. tests], child);
            }
        }
    }
}
