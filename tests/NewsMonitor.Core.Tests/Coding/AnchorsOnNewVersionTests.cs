using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Tests.Coding;

/// <summary>What becomes of evidence when a publisher edits the text, on the edits that publishers make.</summary>
public sealed class AnchorsOnNewVersionTests
{
    private const string Lead = "Der Minister reiste am Montag in die Hafenstadt.";
    private const string Threat = "Der Minister droht der Gegenseite mit Sanktionen, falls sie die Grenze schließt.";
    private const string Answer = "Die Allianz weist die Forderung zurück und verlangt ein Gespräch.";

    private static AnchorPlacement Place(string quote, params string[] after)
    {
        var old = new ArticleVersion { Id = 1, Title = "T", Text = string.Join('\n', Lead, Threat, Answer), ContentHash = [] };
        var start = old.Text.IndexOf(quote, StringComparison.Ordinal);
        var placed = AnchorPlacing.Place(Anchor.On(old, AnchorRole.Evidence, start, start + quote.Length), new() { Id = 2, Title = "T", Text = string.Join('\n', after), ContentHash = [] });
        if (placed.Fate != AnchorFate.Orphaned) Assert.Equal(quote, string.Join('\n', after)[placed.Start..placed.End]);
        return placed;
    }

    [Fact]
    public void A_correction_further_down_leaves_the_evidence_exactly_where_it_was() =>
        Assert.Equal(AnchorFate.Exact, Place("droht der Gegenseite mit Sanktionen", Lead, Threat, "Die Allianz weist die Forderung zurück und will reden.").Fate);

    [Fact]
    public void A_paragraph_that_is_put_before_or_changed_before_moves_the_evidence_with_its_words()
    {
        Assert.Equal(AnchorFate.Moved, Place("droht der Gegenseite mit Sanktionen", "Eilmeldung.", Lead, Threat, Answer).Fate);
        Assert.Equal(AnchorFate.Moved, Place("weist die Forderung zurück", Lead, "Der Minister drohte erneut.", Answer).Fate);
        Assert.Equal(AnchorFate.Moved, Place("droht der Gegenseite mit Sanktionen", Answer, Threat, Lead).Fate);
    }

    [Fact]
    public void A_changed_sentence_around_it_keeps_the_evidence_and_a_changed_word_within_orphans_it()
    {
        Assert.Equal(AnchorFate.Moved, Place("mit Sanktionen", Lead, "Gestern drohte der Ressortchef mit Sanktionen.", Answer).Fate);
        Assert.Equal(AnchorFate.Orphaned, Place("droht der Gegenseite mit Sanktionen", Lead, Threat.Replace("Sanktionen", "Maßnahmen", StringComparison.Ordinal), Answer).Fate);
    }

    [Fact]
    public void Of_the_same_words_in_two_paragraphs_those_in_the_same_surroundings_keep_the_evidence()
    {
        var placed = Place("Der Minister droht", "Der Minister droht nicht, sagt sein Sprecher.", Lead, Threat, Answer);
        Assert.True(placed.Start > Lead.Length);
    }
}
