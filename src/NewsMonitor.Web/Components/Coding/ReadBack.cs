using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>Says a claim as one sentence, so that a coder hears at once what they are about to save. What the coder filled in is bold.</summary>
public static class ReadBack
{
    public static MarkupString Threat(IStringLocalizer<CodingWords> words, ThreatSlots slots)
    {
        var several = slots.Threateners.Count > 1;
        var sentence = words[several ? "Back.Threat.Many" : "Back.Threat.One", Names(words, slots.Threateners.Select(a => a.Name)),
            Names(words, slots.Targets.Select(a => a.Name))].Value;
        var means = string.IsNullOrWhiteSpace(slots.InstrumentWords) ? slots.Instrument.FirstOrDefault()?.Name : slots.InstrumentWords;
        if (!string.IsNullOrWhiteSpace(means)) sentence += words["Back.With", Bold(means)];
        if (!string.IsNullOrWhiteSpace(slots.Condition)) sentence += words["Back.If", Bold(slots.Condition.Trim().TrimEnd('.'))];
        return Close(words, sentence, slots);
    }

    public static MarkupString Position(IStringLocalizer<CodingWords> words, PositionSlots slots)
    {
        var several = slots.Speakers.Count > 1 ? "Many" : "One";
        var sentence = words[$"Back.{slots.Stance}.{several}", Names(words, slots.Speakers.Select(a => a.Name)),
            slots.Issue.Count == 0 ? Missing(words) : Bold(slots.Issue[0].Name)].Value;
        if (slots.Act != PositionAct.None) sentence += $" ({WebUtility.HtmlEncode(words[$"PositionAct.{slots.Act}"])})";
        if (slots.Addressees.Count > 0) sentence += words["Back.Towards", Names(words, slots.Addressees.Select(a => a.Name))];
        return Close(words, sentence, slots);
    }

    public static MarkupString Mention(IStringLocalizer<CodingWords> words, MentionSlots slots, string quote) =>
        new(words["Back.Mention", $"<q>{WebUtility.HtmlEncode(quote)}</q>", Names(words, slots.Actor.Select(a => a.Name))]);

    private static MarkupString Close(IStringLocalizer words, string sentence, StatementSlots slots)
    {
        if (slots.In(ParticipantRole.Attributor).Count > 0) sentence += words["Back.AccordingTo", Names(words, slots.In(ParticipantRole.Attributor).Select(a => a.Name))];
        return new(sentence + ".");
    }

    private static string Names(IStringLocalizer words, IEnumerable<string> names)
    {
        var all = names.Select(Bold).ToArray();
        return all.Length switch
        {
            0 => Missing(words),
            1 => all[0],
            _ => $"{string.Join(", ", all[..^1])} {words["And"]} {all[^1]}",
        };
    }

    private static string Missing(IStringLocalizer words) => $"<span class=\"dim3\">{WebUtility.HtmlEncode(words["Missing"])}</span>";

    private static string Bold(string? words) => $"<b>{WebUtility.HtmlEncode(words)}</b>";
}
