using System.Text.Json;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Cli.Articles;

/// <summary>Threats and positions as JSON: participants by key (or name where the registry has none), spans as <c>[start, end]</c> in code points.</summary>
internal static class ClaimJson
{
    internal static void Write(Utf8JsonWriter json, CodePoints points, string text, FoundClaims claims)
    {
        json.WriteStartArray("threats");
        foreach (var threat in claims.Threats) Write(json, points, text, threat);
        json.WriteEndArray();
        json.WriteStartArray("positions");
        foreach (var position in claims.Positions) Write(json, points, position);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CodePoints points, string text, FoundThreat threat)
    {
        json.WriteStartObject();
        json.WriteString("threatener", threat.Threatener.Reference);
        References(json, "co_threateners", threat.CoThreateners);
        Optional(json, "target", threat.Target?.Reference);
        json.WriteString("instrument", threat.Instrument);
        if (threat.InstrumentSpan is { } words) Span(json, points, "instrument_span", words);
        json.WriteString("mode", threat.Mode.ToString().ToLowerInvariant());
        if (threat.Condition is { } condition)
        {
            json.WriteString("condition", text[condition.Start..condition.End].ReplaceLineEndings(" "));
            Span(json, points, "condition_span", condition);
        }
        Optional(json, "via", threat.Via?.Reference);
        json.WriteString("cameo", threat.Cameo);
        Spans(json, points, "evidence", threat.Evidence);
        if (threat.Cue is { } cue) Span(json, points, "cue", cue);
        json.WriteString("rule", threat.Rule);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CodePoints points, FoundPosition position)
    {
        json.WriteStartObject();
        json.WriteString("actor", position.Actor.Reference);
        References(json, "co_actors", position.CoActors);
        json.WriteString("stance", position.Stance.ToString().ToLowerInvariant());
        json.WriteString("act", position.Act.ToString().ToLowerInvariant());
        json.WriteString("issue", position.Issue);
        Optional(json, "issue_key", position.IssueKey);
        Optional(json, "target", position.Target?.Reference);
        Optional(json, "via", position.Via?.Reference);
        Spans(json, points, "evidence", position.Evidence);
        Span(json, points, "cue", position.Cue);
        json.WriteString("rule", position.Rule);
        json.WriteEndObject();
    }

    private static void References(Utf8JsonWriter json, string name, IReadOnlyList<ClaimActor> actors)
    {
        if (actors.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var actor in actors) json.WriteStringValue(actor.Reference);
        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Spans(Utf8JsonWriter json, CodePoints points, string name, IReadOnlyList<TextSpan> spans)
    {
        json.WriteStartArray(name);
        foreach (var span in spans) Pair(json, points, span);
        json.WriteEndArray();
    }

    private static void Span(Utf8JsonWriter json, CodePoints points, string name, TextSpan span)
    {
        json.WritePropertyName(name);
        Pair(json, points, span);
    }

    private static void Pair(Utf8JsonWriter json, CodePoints points, TextSpan span)
    {
        json.WriteStartArray();
        json.WriteNumberValue(points.FromUtf16(span.Start));
        json.WriteNumberValue(points.FromUtf16(span.End));
        json.WriteEndArray();
    }
}
