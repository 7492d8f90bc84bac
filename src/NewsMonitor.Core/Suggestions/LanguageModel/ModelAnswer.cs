using System.Text.Json;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>
/// A model's answer, read with suspicion: only the form that was asked for, only numbers that were offered, only evidence that stands in the
/// text letter for letter. What fails is counted, never mended: a model that misquotes once misquotes again.
/// </summary>
internal sealed class ModelAnswer
{
    public const int MostStatements = 30;
    /// <summary>The rule's name for what a model adds; "why?" shows it, and editors' decisions are counted by it.</summary>
    public const string Rule = "language model";
    private const int ShortestEvidence = 12;
    private const int LongestEvidence = 600;

    public List<FoundThreat> Threats { get; } = [];
    public List<FoundPosition> Positions { get; } = [];
    public int DroppedEvidence { get; private set; }
    public int DroppedUnknown { get; private set; }

    /// <summary>Reads an answer; null where it is not of the form asked for.</summary>
    public static ModelAnswer? Read(string json, ModelQuestion question, ArticleAnalysis read, string model)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("statements", out var statements)
                || statements.ValueKind != JsonValueKind.Array || statements.GetArrayLength() > MostStatements) return null;
            var answer = new ModelAnswer();
            foreach (var statement in statements.EnumerateArray())
            {
                if (!answer.Take(statement, question, read, model)) return null;
            }
            return answer;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool Take(JsonElement item, ModelQuestion question, ArticleAnalysis read, string model)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "evidence") is not { } words || Text(item, "kind") is not ("threat" or "position")) return false;
        if (words.Length is < ShortestEvidence or > LongestEvidence || question.Text.IndexOf(words, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            DroppedEvidence++;
            return true;
        }
        var evidence = new TextSpan(at, at + words.Length);
        var actor = Chosen(item, "actor", question.Actors);
        var target = Chosen(item, "target", question.Actors);
        var known = actor is not null && (target is not null || !IsGiven(item, "target"));
        if (Text(item, "kind") == "threat") known = known && Threat(item, question, read, model, actor!, target, evidence);
        else known = known && Position(item, question, read, model, actor!, target, evidence);
        if (!known) DroppedUnknown++;
        return true;
    }

    private bool Threat(JsonElement item, ModelQuestion question, ArticleAnalysis read, string model, FoundActor actor, FoundActor? target, TextSpan evidence)
    {
        var instrument = Text(item, "instrument");
        if (instrument is not null && !ThreatInstruments.Cameo.ContainsKey(instrument)) return false;
        if (!Enum.TryParse<ThreatMode>(Text(item, "mode") ?? nameof(ThreatMode.Explicit), ignoreCase: true, out var mode) || !Enum.IsDefined(mode)) return false;
        // A condition that does not stand in the text is left out: it is no proof, and the rest stands by its evidence.
        var condition = Text(item, "condition") is { Length: > 3 and < 300 } words && question.Text.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at ? new TextSpan(at, at + words.Length) : (TextSpan?)null;
        Threats.Add(new()
        {
            Threatener = Participant(actor, evidence),
            Target = target is null || target == actor ? null : Participant(target, evidence),
            Instrument = instrument ?? "unspecified",
            Mode = mode,
            Condition = condition,
            Cameo = instrument is null ? "130" : ThreatInstruments.Cameo[instrument],
            Evidence = [evidence],
            Rule = Rule,
            Features = Features(read, model, actor, SpeechAct.Threatens, evidence, condition is not null, instrument, target is not null),
        });
        return true;
    }

    private bool Position(JsonElement item, ModelQuestion question, ArticleAnalysis read, string model, FoundActor actor, FoundActor? target, TextSpan evidence)
    {
        if (Chosen(item, "issue", question.Issues) is not { } issue) return false;
        if (Text(item, "stance") is not { } stated || !Enum.TryParse<Stance>(stated, ignoreCase: true, out var stance) || !Enum.IsDefined(stance)) return false;
        if (!Enum.TryParse<SpeechAct>(Text(item, "act") ?? nameof(SpeechAct.None), ignoreCase: true, out var act) || !Enum.IsDefined(act)) return false;
        Positions.Add(new()
        {
            Actor = Participant(actor, evidence),
            Stance = stance,
            Act = act,
            Issue = issue.Name,
            IssueKey = issue.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Target = target is null || target == actor ? null : Participant(target, evidence),
            Evidence = [evidence],
            Cue = evidence,
            Rule = Rule,
            Features = Features(read, model, actor, act, evidence, false, null, target is not null),
        });
        return true;
    }

    private static ClaimFeatures Features(ArticleAnalysis read, string model, FoundActor actor, SpeechAct act, TextSpan evidence, bool conditional, string? instrument, bool hasTarget) =>
        new(Rule, model, act, actor.Kind.ToString().ToLowerInvariant(), "name", false, conditional, instrument, hasTarget, "none", (int)(evidence.Start * 10L / Math.Max(1, read.Text.Text.Length)), read.Text.Language);

    private static ClaimActor Participant(FoundActor actor, TextSpan evidence)
    {
        var mention = actor.Mentions.FirstOrDefault(m => m.Start >= evidence.Start && m.End <= evidence.End, actor.Mentions[0]);
        return new(actor.Key, actor.Name, new TextSpan(mention.Start, mention.End));
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsGiven(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static T? Chosen<T>(JsonElement item, string name, IReadOnlyList<T> offered) where T : class =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 1 && number <= offered.Count ? offered[number - 1] : null;
}
