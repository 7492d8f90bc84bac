using System.Globalization;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Watches;

/// <summary>
/// Alerts in words, German and English. They stand here and not with the pages because they are said in four places: page, mail, call and
/// feed, and two of those have no page.
/// </summary>
public sealed class AlertWords
{
    private static readonly Dictionary<string, (string English, string German)> Texts = new(StringComparer.Ordinal)
    {
        ["Articles.One"] = ("{0} article newly matches.", "{0} Artikel passt neu."),
        ["Articles.Many"] = ("{0} articles newly match.", "{0} Artikel passen neu."),
        ["Turn.Supports"] = (
            "{0} now supports “{1}”; the {2} texts before that, the last of {3}, opposed it.",
            "{0} ist jetzt für „{1}“; die {2} Texte davor, zuletzt vom {3}, waren dagegen."),
        ["Turn.Opposes"] = (
            "{0} now opposes “{1}”; the {2} texts before that, the last of {3}, supported it.",
            "{0} ist jetzt gegen „{1}“; die {2} Texte davor, zuletzt vom {3}, waren dafür."),
        ["Pair"] = ("{0} threatens {1}: no such threat was coded before.", "{0} droht {1}: Eine solche Drohung war bisher nicht codiert."),
        ["First.Supports"] = ("{0} takes a stand on “{1}” for the first time: supports it.", "{0} nimmt zum ersten Mal Stellung zu „{1}“: dafür."),
        ["First.Opposes"] = ("{0} takes a stand on “{1}” for the first time: opposes it.", "{0} nimmt zum ersten Mal Stellung zu „{1}“: dagegen."),
        ["First.Undecided"] = ("{0} speaks on “{1}” for the first time: undecided.", "{0} äußert sich zum ersten Mal zu „{1}“: unentschieden."),
        ["Volume.Above"] = (
            "{0} articles on {1}: more than usual. On a {2} it is {3} to {4} (median {5} of {6} weeks).",
            "{0} Artikel am {1}: mehr als üblich. An einem {2} sind es {3} bis {4} (Median {5} aus {6} Wochen)."),
        ["Volume.Below"] = (
            "{0} articles on {1}: fewer than usual. On a {2} it is {3} to {4} (median {5} of {6} weeks).",
            "{0} Artikel am {1}: weniger als üblich. An einem {2} sind es {3} bis {4} (Median {5} aus {6} Wochen)."),
        ["Suggested"] = ("It rests on a suggestion that nobody has decided yet.", "Das beruht auf einem Vorschlag, über den noch niemand entschieden hat."),
        ["Withdrawn.NotSaid"] = ("Withdrawn: the statement was removed, rejected or changed.", "Zurückgenommen: Die Aussage wurde entfernt, abgelehnt oder geändert."),
        ["Withdrawn.NotNew"] = ("Withdrawn: an older article came in, and by that it is not new.", "Zurückgenommen: Ein älterer Artikel kam herein, und damit ist es nicht neu."),
        ["Withdrawn.Usual"] = ("Withdrawn: more articles came in, and with them the number is a usual one.", "Zurückgenommen: Weitere Artikel kamen herein, und damit ist die Zahl üblich."),
        ["Kind.Articles"] = ("New articles", "Neue Artikel"),
        ["Kind.Turn"] = ("Change of stance", "Haltungswechsel"),
        ["Kind.Pair"] = ("New threat pair", "Neues Drohpaar"),
        ["Kind.First"] = ("First stand", "Erste Stellungnahme"),
        ["Kind.Volume"] = ("Unusual volume", "Ungewöhnliche Menge"),
        ["Letter.Subject.One"] = ("{1}: {0} alert", "{1}: {0} Meldung"),
        ["Letter.Subject.Many"] = ("{0} alerts from {1}", "{0} Meldungen aus {1}"),
        ["Letter.Watches.One"] = ("{0} watch", "{0} Beobachtung"),
        ["Letter.Watches.Many"] = ("{0} watches", "{0} Beobachtungen"),
        ["Letter.Watch"] = ("To the watch", "Zur Beobachtung"),
        ["Letter.More"] = ("and {0} more", "und {0} weitere"),
        ["Letter.Before"] = ("before", "davor"),
        ["Letter.Why"] = ("You get this letter because you follow these watches and have asked for mail.", "Sie bekommen diesen Brief, weil Sie diesen Beobachtungen folgen und Post gewünscht haben."),
        ["Letter.Stop"] = ("Stop all mail", "Keine Post mehr"),
        ["Letter.Settings"] = ("Change when mail comes", "Ändern, wann Post kommt"),
        ["Test.Subject"] = ("Your alerts come to this address", "Ihre Meldungen kommen an diese Adresse"),
        ["Test.Body"] = (
            "{0} has asked for alerts of NewsMonitor at this address. Open this link to confirm that it is yours; before that nothing else is sent here.",
            "{0} möchte Meldungen von NewsMonitor an diese Adresse bekommen. Öffnen Sie den Link, um zu bestätigen, dass es Ihre ist; vorher wird sonst nichts hierher geschickt."),
        ["Test.Known"] = ("This is the letter you asked for. Mail to this address works.", "Das ist der Brief, um den Sie gebeten haben. Post an diese Adresse kommt an."),
        ["Test.Not"] = ("If that was not you, do nothing.", "Waren Sie das nicht, tun Sie nichts."),
    };

    private readonly bool _german;
    private readonly CultureInfo _culture;
    private readonly NewsroomTime _newsroom;

    /// <param name="language"><c>de</c>, else English.</param>
    /// <param name="newsroom">In whose calendar days are said.</param>
    public AlertWords(string? language, NewsroomTime newsroom) =>
        (_german, _culture, _newsroom) = (language == "de", CultureInfo.GetCultureInfo(language == "de" ? "de-DE" : "en-GB"), newsroom);

    public string Language => _german ? "de" : "en";

    internal static IEnumerable<string> Keys => Texts.Keys;

    public string this[string key, params object[] fill]
    {
        get
        {
            var text = _german ? Texts[key].German : Texts[key].English;
            return fill.Length == 0 ? text : string.Format(_culture, text, fill);
        }
    }

    public string Count(string key, int number, params object[] fill) => this[$"{key}.{(number == 1 ? "One" : "Many")}", [number.ToString("N0", _culture), .. fill]];

    public string Kind(AlertKind kind) => this[$"Kind.{kind}"];

    /// <summary>Why the alert is: what happened, against what.</summary>
    public string Sentence(AlertKind kind, AlertDetails details, int articles)
    {
        var said = (kind, details) switch
        {
            (AlertKind.Turn, { Actors: [var actor, ..], Issue: { } issue, To: { } to }) =>
                this[$"Turn.{(to == Stance.Supports ? "Supports" : "Opposes")}", actor.In(Language), issue.In(Language), details.Before, details.BeforeAt is { } at ? Day(at) : "–"],
            (AlertKind.Pair, { Actors: [var threatener, var target, ..] }) => this["Pair", threatener.In(Language), target.In(Language)],
            (AlertKind.First, { Actors: [var actor, ..], Issue: { } issue, To: { } to }) => this[$"First.{to}", actor.In(Language), issue.In(Language)],
            (AlertKind.Volume, { Volume: { } volume }) => Volume(volume),
            _ => Count("Articles", articles),
        };
        return details.Suggested ? $"{said} {this["Suggested"]}" : said;
    }

    public string? Withdrawn(AlertWithdrawal? why) => why is { } reason ? this[$"Withdrawn.{reason}"] : null;

    public string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(_newsroom.Local(at).DateTime));

    private string Day(DateOnly day) => day.ToString(_german ? "d. MMMM yyyy" : "d MMMM yyyy", _culture);

    private string Volume(VolumeFigures volume) => this[
        volume.Articles > volume.High ? "Volume.Above" : "Volume.Below", volume.Articles, Day(volume.Day), volume.Day.ToString("dddd", _culture),
        Math.Ceiling(volume.Low).ToString("0", _culture), Math.Floor(volume.High).ToString("0", _culture), volume.Median.ToString("0.#", _culture), volume.Weeks];
}
