using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Speech;
using NewsMonitor.Web.Components.Stories;

namespace NewsMonitor.Web.Tests.Stories;

public sealed class VoiceTests
{
    private static readonly DateTimeOffset Noon = new(2021, 12, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly StoryReport[] Reports = [Report(1, "Bote"), Report(2, "Kurier"), Report(3, "Abendblatt", copyOf: 1), Report(4, "Wochenschau")];

    [Fact]
    public void Whoever_most_outlets_let_speak_comes_first_and_who_leaves_them_out_is_told()
    {
        var voices = Voice.Of(Reports, [Statement(1, 1, "Ministerin", "Sie droht."), Statement(2, 2, "Ministerin", "Sie warnt.")], [Quotation(4, null, "ein Sprecher", "Alles gut.")]);
        Assert.Equal(["Ministerin", "ein Sprecher"], voices.Select(v => v.Name));
        Assert.Equal(["Bote", "Kurier"], voices[0].Outlets.Select(o => o.Outlet));
        Assert.Equal(["Wochenschau"], voices[0].Silent);
        Assert.Equal(["Bote", "Kurier"], voices[1].Silent);
        Assert.Null(voices[1].ActorId);
    }

    [Fact]
    public void Copies_of_a_text_tell_their_words_once_under_the_first_outlet()
    {
        var voice = Assert.Single(Voice.Of(Reports, [Statement(1, 1, "Ministerin", "Sie droht.", CodeState.Suggested), Statement(3, 2, "Ministerin", "Sie droht.")], []));
        var row = Assert.Single(voice.Outlets);
        Assert.Equal(("Bote", "Abendblatt"), (row.Outlet, Assert.Single(row.Copies)));
        // What somebody has decided is the one that stays.
        Assert.Equal(CodeState.Confirmed, Assert.Single(row.Lines).Statement!.State);
    }

    [Fact]
    public void Words_that_a_statement_rests_on_are_not_told_again_as_a_quotation()
    {
        var voice = Assert.Single(Voice.Of(Reports, [Statement(1, 1, "Ministerin", "werde es Folgen haben")], [Quotation(1, 7, "Ministerin", "Dann werde es Folgen haben."), Quotation(1, 7, "Ministerin", "Sie reise ab.")]));
        Assert.Equal(["werde es Folgen haben", "Sie reise ab."], Assert.Single(voice.Outlets).Lines.Select(l => l.Words));
    }

    [Fact]
    public void An_actor_speaks_once_whatever_the_languages_of_the_texts_call_them()
    {
        var voice = Assert.Single(Voice.Of(Reports, [Statement(1, 1, "Wladimir Putin", "Das ist eine rote Linie.")], [Quotation(2, 7, "Vladimir Putin", "This is a red line.")]));
        Assert.Equal(("Wladimir Putin", 7L), (voice.Name, voice.ActorId));
        Assert.Equal(["Bote", "Kurier"], voice.Outlets.Select(o => o.Outlet));
        // Whom no list knows is the same person in capitals, and nobody else.
        Assert.Equal(2, Voice.Of(Reports, [], [Quotation(1, null, "Ein Sprecher", "Ja."), Quotation(2, null, "ein Sprecher", "Nein."), Quotation(4, null, "eine Sprecherin", "Vielleicht.")]).Count);
    }

    [Fact]
    public void A_story_in_which_nobody_speaks_has_no_voices() => Assert.Empty(Voice.Of(Reports, [], []));

    private static StoryReport Report(long id, string outlet, long? copyOf = null) => new()
    {
        ArticleId = id, OutletId = id, Outlet = outlet, Title = outlet, Language = "de", PublishedAt = Noon.AddHours(id), Words = 100, Versions = 1, CodingState = CodingState.None, Statements = 0,
        OpenSuggestions = 0, Reason = StoryReason.First, SharedWords = [], CopyOfId = copyOf,
    };

    private static StoryStatement Statement(long article, long code, string who, string quote, CodeState state = CodeState.Confirmed) => new()
    {
        CodeId = code, ArticleId = article, Outlet = "", PublishedAt = Noon, ArticleLanguage = "de", State = state, IsThreat = true, Who = [new(ParticipantRole.Threatener, 7, who)], Against = [], Quote = quote,
    };

    private static StoryQuotation Quotation(long article, long? actor, string who, string words) => new(1, article, new(actor, who), null, QuotationForm.Indirect, words);
}
