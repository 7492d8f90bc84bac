namespace NewsMonitor.Core.Agreement;

/// <summary>What a coder says of a variable who has coded the article but not the statement.</summary>
public enum Unmatched
{
    /// <summary>
    /// Nothing: the variables are compared where both have found a statement, and what only one has found shows in the spans' alpha. The usual
    /// choice, since a statement that nobody makes is in no table, so that chance cannot be told right.
    /// </summary>
    Missing,
    /// <summary>"Not coded", a value like others: stricter, every statement that one has overlooked is a disagreement in every variable.</summary>
    NotCoded,
}

/// <summary>One article's statements, matched, with the coders who have finished it: whoever of them is not in a unit has not made it.</summary>
public sealed record CodedArticle(long Id, IReadOnlyList<long> Coders, IReadOnlyList<CodedUnit> Units);

/// <summary>From matched statements to reliability tables, one a variable.</summary>
public static class UnitTables
{
    /// <summary>The value of a coder who has not made the statement, where that counts.</summary>
    public const string NotCodedValue = "-";

    /// <summary>Variables that only positions or only threats have: asked where all who made the statement made it of that kind.</summary>
    public static bool IsOf(Variable variable, string kind) => variable switch
    {
        Variable.Kind => kind != "mention",
        Variable.Speaker or Variable.Issue or Variable.Stance or Variable.Act => kind == "position",
        _ => kind == "threat",
    };

    /// <param name="articles">What was coded.</param>
    /// <param name="variable">Of which variable.</param>
    /// <param name="coders">The columns; articles of others count not at all.</param>
    /// <param name="unmatched">What an overlooked statement counts as.</param>
    /// <returns>The table, and for each of its rows the unit and article that it stands for.</returns>
    /// <remarks>
    /// Where one has coded a position and the other a threat, they differ in the kind, and in that alone: the other's stance is missing.
    /// </remarks>
    public static (ReliabilityTable Table, IReadOnlyList<(CodedArticle Article, CodedUnit Unit)> Rows) Of(
        IReadOnlyList<CodedArticle> articles, Variable variable, IReadOnlyList<long> coders, Unmatched unmatched)
    {
        var rows = new List<(CodedArticle, CodedUnit)>();
        var units = new List<IReadOnlyList<string?>>();
        foreach (var article in articles)
        {
            var present = coders.Where(article.Coders.Contains).ToHashSet();
            if (present.Count < 2) continue;
            foreach (var unit in article.Units)
            {
                var values = coders.Select(coder => unit.Of(coder) is { } made
                    ? IsOf(variable, made.Kind) ? made.Values.GetValueOrDefault(variable) : null
                    : present.Contains(coder) && unmatched == Unmatched.NotCoded && unit.Statements.Any(s => IsOf(variable, s.Kind)) ? NotCodedValue : null).ToArray();
                if (values.All(v => v is null or NotCodedValue)) continue;
                rows.Add((article, unit));
                units.Add(values);
            }
        }
        return (ReliabilityTable.Of(coders.Count, units), rows);
    }
}
