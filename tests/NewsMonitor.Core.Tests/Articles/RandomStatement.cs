using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Tests.Articles;

/// <summary>
/// Keys of codes side by side, by chance, and what they mean together: one statement that fulfils all of them, and one more for each further
/// instrument, issue, stance, position or coder. Actors alone may each stand anywhere. Any key may come twice, with the same value too.
/// </summary>
internal static class RandomStatement
{
    public static RandomSearch Draw(Random random)
    {
        List<string> line = [];
        string[] Values(string[] of) => [.. Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => RandomSearch.Any(random, of))];
        List<string[]> Keys(string name, string[] of, params int[] chances)
        {
            var keys = Enumerable.Range(0, RandomSearch.Any(random, chances)).Select(_ => Values(of)).ToList();
            if (keys.Count > 0 && random.Next(4) == 0) keys.Add(keys[0]);
            line.AddRange(keys.Select(values => $"{name}:{string.Join(',', values.Select(v => $"\"{v}\""))}"));
            return keys;
        }
        var (kinds, stances) = (random.Next(5), new[] { "+", "-", "?" });
        var (ofThreats, ofPositions) = (kinds is 1 or 3, kinds is 2 or 3);
        var actors = Keys("actor", SmallArchive.Actors, 0, 1, 1, 2);
        var coders = Keys("coder", SmallArchive.Coders, 0, 0, 1);
        var threateners = ofThreats ? Keys("threatener", SmallArchive.Actors, 0, 0, 1) : [];
        var targets = ofThreats ? Keys("target", SmallArchive.Actors, 0, 0, 1) : [];
        var instruments = ofThreats ? Keys("threat", [.. SmallArchive.Instruments, "any"], 0, 1) : [];
        var issues = ofPositions ? Keys("issue", SmallArchive.Issues, 0, 1, 1) : [];
        var asked = ofPositions ? Keys("stance", stances, 0, 1, 1) : [];
        var positions = ofPositions ? Keys("position", [.. SmallArchive.Issues, .. SmallArchive.Issues.SelectMany(_ => stances, (issue, stance) => $"{issue}/{stance}")], 0, 0, 1) : [];
        if (line.Count == 0) return Draw(random);

        bool Takes(KnownCode code) => actors.All(any => any.Any(a => In(code, a)));
        bool By(KnownCode code, string[]? coder) => coder is null || coder.Contains(code.By) || coder.Contains(code.ChangedBy);
        bool Stands(KnownCode code, string[]? stance) => stance is null || code.Stance is { } its && stance.Contains($"{"+-?"[(int)its]}");
        List<Func<KnownCode, string[]?, bool>> wanted = [];
        if (threateners.Count + targets.Count + instruments.Count > 0)
        {
            wanted.AddRange(OrNone(instruments).Select(instrument => (Func<KnownCode, string[]?, bool>)((code, coder) => code.Kind == "threat" && Takes(code) && By(code, coder)
                && threateners.All(any => any.Any(a => code.Parts.Contains((a, ParticipantRole.Threatener)))) && targets.All(any => any.Any(a => code.Parts.Contains((a, ParticipantRole.Target))))
                && (instrument is null || instrument.Contains("any") || instrument.Contains(code.Instrument)))));
        }
        void Position(Func<KnownCode, bool> holds) => wanted.Add((code, coder) => code.Kind == "position" && Takes(code) && By(code, coder) && holds(code));
        // A stance beside positions completes those that name none; beside others it asks for one of its own.
        var (open, complete) = (positions.Where(p => p.Any(v => !v.Contains('/'))).ToArray(), positions.Where(p => p.All(v => v.Contains('/'))).ToArray());
        if (issues.Count > 0 || asked.Count > 0 && open.Length == 0)
        {
            foreach (var issue in OrNone(issues)) foreach (var stance in OrNone(asked)) Position(code => (issue is null || issue.Contains(code.Issue)) && Stands(code, stance));
        }
        foreach (var values in complete) Position(code => values.Any(v => Is(code, v, null)));
        foreach (var values in open) foreach (var stance in OrNone(asked)) Position(code => values.Any(v => Is(code, v, stance)));
        bool Is(KnownCode code, string value, string[]? stance) => value.Split('/') is [var issue, var own] ? code.Issue == issue && Stands(code, [own]) : code.Issue == value && Stands(code, stance);
        if (wanted.Count == 0 && coders.Count > 0) wanted.Add((code, coder) => Takes(code) && By(code, coder));

        return new(string.Join(' ', line.OrderBy(_ => random.Next())), article => article.Codes.Where(c => c.Lives).ToArray() is var codes
            && (wanted.Count == 0 ? actors.All(any => codes.Any(c => any.Any(a => In(c, a)))) : OrNone(coders).All(coder => wanted.All(holds => codes.Any(c => holds(c, coder))))));
    }

    /// <summary>In parentheses, so that its keys keep to themselves; one key alone would not.</summary>
    public static RandomSearch DrawGroup(Random random)
    {
        RandomSearch statement;
        do statement = Draw(random); while (statement.Line.Split(":\"").Length <= 2);
        return statement with { Line = $"({statement.Line})" };
    }

    /// <summary>Mentioned, or in any role.</summary>
    public static bool In(KnownCode code, string actor) => code.Mentioned == actor || code.Parts.Any(p => p.Actor == actor);

    private static IReadOnlyList<string[]?> OrNone(List<string[]> keys) => keys.Count > 0 ? keys : new string[]?[] { null };
}
