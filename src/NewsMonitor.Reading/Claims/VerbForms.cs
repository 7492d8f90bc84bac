namespace NewsMonitor.Reading.Claims;

/// <summary>Spells out the forms of a verb that news uses.</summary>
internal interface IVerbForms
{
    /// <summary>Form, kind, and whether the separable particle is part of it.</summary>
    IEnumerable<(string Form, VerbFormKind Kind, bool Joined)> Of(string lemma, string? particle);
}

/// <summary>German verbs: third person, both numbers, present, past and subjunctive I, participle, infinitives.</summary>
internal sealed class GermanVerbForms(Dictionary<string, string> strong, string[] inseparable) : IVerbForms
{
    public IEnumerable<(string Form, VerbFormKind Kind, bool Joined)> Of(string lemma, string? particle)
    {
        var stem = lemma.EndsWith("en", StringComparison.Ordinal) ? lemma[..^2] : lemma[..^1];
        var (present, past, participle) = Parts(lemma, stem);
        string[] finite = [present, lemma, stem + "e"];
        var plural = past.EndsWith('e') ? past + "n" : past + "en";
        foreach (var form in finite.Distinct()) yield return (form, VerbFormKind.Finite, particle is null);
        foreach (var form in new[] { past, plural }) yield return (form, VerbFormKind.Past, particle is null);
        if (particle is null)
        {
            yield return (participle, VerbFormKind.Participle, true);
            yield break;
        }
        foreach (var form in finite.Distinct()) yield return (particle + form, form == lemma ? VerbFormKind.Infinitive : VerbFormKind.Finite, true);
        foreach (var form in new[] { past, plural }) yield return (particle + form, VerbFormKind.Past, true);
        yield return (particle + participle, VerbFormKind.Participle, true);
        yield return (particle + "zu" + lemma, VerbFormKind.ToInfinitive, true);
    }

    private (string Present, string Past, string Participle) Parts(string lemma, string stem)
    {
        if (strong.TryGetValue(lemma, out var line) && line.Split(' ') is [var present, var past, var participle]) return (present, past, participle);
        var e = stem[^1] is 't' or 'd' || (stem.Length > 2 && stem[^1] is 'n' or 'm' && stem[^2] is not ('a' or 'e' or 'i' or 'o' or 'u' or 'h' or 'r' or 'l' or 'n' or 'm' or 'ä' or 'ö' or 'ü')) || stem.EndsWith("chn", StringComparison.Ordinal) ? "e" : "";
        var ge = lemma.EndsWith("ieren", StringComparison.Ordinal) || inseparable.Any(prefix => stem.StartsWith(prefix, StringComparison.Ordinal) && stem.Length > prefix.Length + 2) ? "" : "ge";
        return (stem + e + "t", stem + e + "te", ge + stem + e + "t");
    }
}

/// <summary>English verbs: base, third person, past, participle, -ing.</summary>
internal sealed class EnglishVerbForms(Dictionary<string, string> strong) : IVerbForms
{
    public IEnumerable<(string Form, VerbFormKind Kind, bool Joined)> Of(string lemma, string? particle)
    {
        var (third, past, participle) = Parts(lemma);
        yield return (lemma, VerbFormKind.Infinitive, true);
        yield return (third, VerbFormKind.Finite, true);
        yield return (past, VerbFormKind.Past, true);
        if (participle != past) yield return (participle, VerbFormKind.Participle, true);
        yield return (Gerund(lemma, past), VerbFormKind.Gerund, true);
    }

    private (string Third, string Past, string Participle) Parts(string lemma)
    {
        if (strong.TryGetValue(lemma, out var line) && line.Split(' ') is [var present, var before, var participle]) return (present, before, participle);
        var y = lemma.Length > 2 && lemma[^1] == 'y' && lemma[^2] is not ('a' or 'e' or 'i' or 'o' or 'u');
        var third = y ? lemma[..^1] + "ies" : lemma[^1] is 's' or 'x' or 'z' || lemma.EndsWith("sh", StringComparison.Ordinal) || lemma.EndsWith("ch", StringComparison.Ordinal) ? lemma + "es" : lemma + "s";
        // "slammed", "scrapped": one short syllable doubles its last consonant.
        if (IsShort(lemma)) return (third, lemma + lemma[^1] + "ed", lemma + lemma[^1] + "ed");
        var past = y ? lemma[..^1] + "ied" : lemma[^1] == 'e' ? lemma + "d" : lemma + "ed";
        return (third, past, past);
    }

    private static bool IsShort(string lemma)
    {
        const string Vowels = "aeiou";
        if (lemma.Length is < 3 or > 5 || Vowels.Contains(lemma[^1]) || lemma[^1] is 'w' or 'x' or 'y' || !Vowels.Contains(lemma[^2])) return false;
        return !lemma[..^2].Any(Vowels.Contains);
    }

    /// <summary>The past tense shows whether the last consonant doubles ("planned", "planning").</summary>
    private static string Gerund(string lemma, string past)
    {
        if (past.EndsWith("ed", StringComparison.Ordinal) && past.Length == lemma.Length + 3 && past[^3] == lemma[^1]) return lemma + lemma[^1] + "ing";
        return lemma[^1] == 'e' && lemma.Length > 2 && lemma[^2] != 'e' ? lemma[..^1] + "ing" : lemma + "ing";
    }
}
