using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Tests.Actors;

public sealed class NameLikenessTests
{
    /// <summary>What is left out by the filters is never a pair: the same as comparing each name with each.</summary>
    [Fact]
    public void All_that_are_alike_are_found_and_nothing_else()
    {
        var random = new Random(7);
        string[] syllables = ["pu", "tin", "wla", "vla", "di", "mir", "ba", "er", "bock", "scholz", "an", "na", "le", "na"];
        string Word() => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => syllables[random.Next(syllables.Length)]));
        var names = Enumerable.Range(0, 600).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Word()))).ToArray();

        var found = NameLikeness.Pairs(names, (_, _) => false, _ => true, TestContext.Current.CancellationToken).ToDictionary(p => (p.First, p.Second), p => p.Likeness);

        var expected = new Dictionary<(int, int), float>();
        for (var i = 0; i < names.Length; i++)
        {
            for (var j = i + 1; j < names.Length; j++)
            {
                var (one, other) = (Grams(names[i]), Grams(names[j]));
                var shared = one.Intersect(other).Count();
                var likeness = (float)shared / (one.Count + other.Count - shared);
                if (likeness >= NameLikeness.Least) expected[(i, j)] = likeness;
            }
        }
        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(p => p.Key), found.OrderBy(p => p.Key));
        // Where some are new, just their pairs are found, with each other and with what was there.
        static bool IsNew(int name) => name % 7 == 0;
        var ofNew = NameLikeness.Pairs(names, (_, _) => false, IsNew, TestContext.Current.CancellationToken).ToDictionary(p => (p.First, p.Second), p => p.Likeness);
        Assert.Equal(expected.Where(p => IsNew(p.Key.Item1) || IsNew(p.Key.Item2)).OrderBy(p => p.Key), ofNew.OrderBy(p => p.Key));
    }

    [Fact]
    public void Names_of_one_bearer_are_not_compared() =>
        Assert.Empty(NameLikeness.Pairs(["wladimir putin", "vladimir putin"], (_, _) => true, _ => true, TestContext.Current.CancellationToken));

    /// <summary>As pg_trgm makes them.</summary>
    private static HashSet<string> Grams(string name) =>
        [.. name.Split(' ').Select(word => $"  {word} ").SelectMany(word => Enumerable.Range(0, word.Length - 2).Select(i => word.Substring(i, 3)))];
}
