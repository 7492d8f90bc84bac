using System.Globalization;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>What sort of thing about a candidate weighs. The pages have a sentence for each.</summary>
public enum FeatureKind : byte
{
    /// <summary>Where the rule started from, before anybody decided.</summary>
    Prior,
    Rule,
    Lemma,
    RuleAndLemma,
    Act,
    Subject,
    SubjectForm,
    RuleAndSubject,
    Negation,
    Condition,
    Instrument,
    Target,
    Quoted,
    Place,
    Source,
    Language,
    LemmaAndLanguage,
}

/// <summary>One feature of a candidate: <c>Lemma drohen</c>, <c>Negation yes</c>.</summary>
public readonly record struct Feature(FeatureKind Kind, string Value);

/// <summary>The features of a candidate, hashed for the ranker, and their form in the archive.</summary>
public static class RankerFeatures
{
    /// <summary>Raise it when features are added, named anew or hashed otherwise: snapshots of another number are rebuilt from the log.</summary>
    public const int Version = 1;

    internal const int Buckets = 1 << 16;

    /// <summary>In a fixed order.</summary>
    public static IReadOnlyList<Feature> Of(ClaimFeatures f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return
        [
            new(FeatureKind.Rule, f.Rule), new(FeatureKind.Lemma, f.Lemma), new(FeatureKind.RuleAndLemma, $"{f.Rule}, {f.Lemma}"),
            new(FeatureKind.Act, f.Act.ToString()), new(FeatureKind.Subject, f.SubjectKind), new(FeatureKind.SubjectForm, f.SubjectForm),
            new(FeatureKind.RuleAndSubject, $"{f.Rule}, {f.SubjectKind}"), new(FeatureKind.Negation, YesNo(f.Negated)), new(FeatureKind.Condition, YesNo(f.Conditional)),
            new(FeatureKind.Instrument, f.Instrument ?? "none"), new(FeatureKind.Target, YesNo(f.HasTarget)), new(FeatureKind.Quoted, f.Quoted),
            new(FeatureKind.Place, f.Place < 3 ? "beginning" : f.Place < 7 ? "middle" : "end"), new(FeatureKind.Source, f.Source ?? "none"),
            new(FeatureKind.Language, f.Language), new(FeatureKind.LemmaAndLanguage, $"{f.Lemma}, {f.Language}"),
        ];
    }

    internal static int BucketOf(Feature feature)
    {
        // The kind first, so that a lemma "none" and an instrument "none" are two things.
        Span<char> name = stackalloc char[Math.Min(feature.Value.Length, 200) + 1];
        name[0] = (char)('A' + (int)feature.Kind);
        feature.Value.AsSpan(0, name.Length - 1).CopyTo(name[1..]);
        return (int)(Token.HashOf(name) & (Buckets - 1));
    }

    /// <summary>A line for the archive: tab-separated, its first field the form's number.</summary>
    public static string Write(ClaimFeatures f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return string.Join('\t', "1", Field(f.Rule), Field(f.Lemma), f.Act.ToString(), Field(f.SubjectKind), Field(f.SubjectForm), Bit(f.Negated), Bit(f.Conditional),
            Field(f.Instrument ?? ""), Bit(f.HasTarget), Field(f.Quoted), f.Place.ToString(CultureInfo.InvariantCulture), Field(f.Language), Field(f.Source ?? ""));
    }

    /// <summary>Reads such a line; null for one that another version of the program wrote in a form that this one does not know.</summary>
    public static ClaimFeatures? Read(string? line)
    {
        if (line?.Split('\t') is not ["1", var rule, var lemma, var act, var subject, var form, var negated, var conditional, var instrument, var target, var quoted,
            var place, var language, var source]) return null;
        if (!Enum.TryParse<SpeechAct>(act, out var speech) || !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var tenth)) return null;
        return new(rule, lemma, speech, subject, form, negated == "1", conditional == "1", instrument.Length == 0 ? null : instrument, target == "1", quoted, tenth, language)
        {
            Source = source.Length == 0 ? null : source,
        };
    }

    private static string Field(string value) => value.Length <= 80 ? value.Replace('\t', ' ') : value[..80].Replace('\t', ' ');

    private static string Bit(bool value) => value ? "1" : "0";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
