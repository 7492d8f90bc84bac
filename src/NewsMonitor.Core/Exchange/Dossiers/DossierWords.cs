namespace NewsMonitor.Core.Exchange.Dossiers;

/// <summary>The words of a dossier: a file speaks the language that it was asked for in, without the pages' resources.</summary>
internal sealed record DossierWords(
    string Dossier, string Everything, string Made, string Codebook, string Period, string Articles, string Statements, string Positions, string Threats, string Actor, string Issue,
    string Stance, string Sources, string Source, string Quoted, string Suggested, string Against, string Condition, string Threatens, string None, string LeftOut, string Read, string Print)
{
    private static readonly DossierWords English = new(
        "Dossier", "All articles", "Made", "codebook version", "Period", "Articles", "Statements", "Positions", "Threats", "Actor", "Issue", "Stance", "Sources", "Source", "Who says what", "suggestion, not confirmed",
        "against", "condition:", "threatens with", "Nothing is coded here yet.", "Left out", "read on", "Quotes are short and serve as evidence. The full texts are the publishers'.");

    private static readonly DossierWords German = new(
        "Dossier", "Alle Artikel", "Erstellt", "Codebuch Version", "Zeitraum", "Artikel", "Aussagen", "Positionen", "Drohungen", "Akteur", "Streitfrage", "Haltung", "Quellen", "Quelle", "Wer sagt was", "Vorschlag, nicht bestätigt",
        "gegen", "Bedingung:", "droht mit", "Hier ist noch nichts codiert.", "Nicht enthalten", "gelesen am", "Zitate sind kurz und dienen als Beleg. Die vollen Texte gehören den Verlagen.");

    private static readonly Dictionary<string, (string English, string German)> Terms = new()
    {
        ["supports"] = ("supports", "dafür"), ["opposes"] = ("opposes", "dagegen"), ["undecided"] = ("undecided", "unentschieden"),
        ["explicit"] = ("explicit", "ausdrücklich"), ["implicit"] = ("implicit", "angedeutet"), ["warning"] = ("warning", "Warnung"), ["perceived"] = ("perceived", "wahrgenommen"),
        ["alleged"] = ("alleged", "unterstellt"), ["potential"] = ("potential", "möglich"),
        ["uttered"] = ("uttered", "geäußert"), ["observed"] = ("observed", "beobachtet"), ["carried-out"] = ("carried out", "ausgeführt"), ["withdrawn"] = ("withdrawn", "zurückgenommen"),
    };

    public static DossierWords In(string language) => language == "de" ? German : English;

    public string Term(string? word) => word is not null && Terms.TryGetValue(word, out var term) ? (ReferenceEquals(this, German) ? term.German : term.English) : word ?? "";
}
