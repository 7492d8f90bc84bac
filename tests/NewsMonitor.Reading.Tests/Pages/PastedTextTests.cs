using System.Diagnostics;
using System.Text;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Reading.Tests.Pages;

public sealed class PastedTextTests
{
    private const string P1 = "Der Stadtrat von Kleinhagen hat am Montag nach langer Debatte den Bau einer zweiten Brücke über die Lahne beschlossen. Dafür stimmten zwölf Mitglieder.";
    private const string P2 = "Bürgermeisterin Olga Thiele sagte, die Stadt habe lange genug gewartet. Der Landkreis müsse sich nun an den Kosten beteiligen, forderte sie in der Sitzung.";
    private const string P3 = "Landrat Jens Kork wies die Forderung zurück. Ohne neue Zahlen werde der Kreis keine Zusage machen, hieß es aus dem Landratsamt in der Kreisstadt.";
    private const string E1 = "The harbour board voted on Monday to close the old ferry terminal, a decision that the town council had opposed for more than two years and three meetings.";
    private const string E2 = "Ferry operators said the closure would cost them a third of their income. They demanded that the board publish the figures on which the vote was based.";
    private const string E3 = "The board rejected the demand, and said in a statement that the terminal would remain open to freight until the end of the year, as was agreed before.";

    private static string Page(params string[] lines) => string.Join("\n\n", lines);

    [Fact]
    public void A_page_as_copied_becomes_an_article()
    {
        var article = PastedText.Read(Page(
            "Blick auf die alte Brücke in Kleinhagen. | dpa", "Streit über Verkehr", "Kleinhagen baut eine zweite Brücke", "Stand: 03.11.2021 18:45 Uhr", "Von Anna Brandt, Kleinhagen",
            P1, "Kreis soll zahlen", P2, P3, "Über dieses Thema berichtete das Lokalradio am 03. November 2021 um 19:00 Uhr."));

        Assert.Equal("Streit über Verkehr", article.Kicker);
        Assert.Equal("Kleinhagen baut eine zweite Brücke", article.Title);
        Assert.Equal(["Anna Brandt"], article.Byline);
        Assert.Equal(new DateTimeOffset(2021, 11, 3, 18, 45, 0, TimeSpan.FromHours(1)), article.Published);
        Assert.True(article.PublishedHasTime);
        Assert.Equal([new Block(BlockKind.Lead, P1), new(BlockKind.Subhead, "Kreis soll zahlen"), new(BlockKind.Paragraph, P2), new(BlockKind.Paragraph, P3)], article.Blocks);
        Assert.Equal([PastedDrop.Caption, PastedDrop.Broadcast], article.Dropped.Select(d => d.Reason));
    }

    [Fact]
    public void An_English_page_as_copied_becomes_an_article()
    {
        var article = PastedText.Read(Page(
            "Home > News > Harbour", "Old ferry terminal to close after long dispute", "By Jane Doe and John Roe in Port Merrow", "Published 8 December 2021", "Share", "12 comments", "3 min read",
            E1, "Operators protest", E2, "Advertisement", E3, "Related stories", "Fish market to move in spring", "Why the tide gauge was wrong", "Comments (12)", "I was there, and I can say that nobody asked the fishermen about anything at all, which is a shame for a town like ours."));

        Assert.Null(article.Kicker);
        Assert.Equal("Old ferry terminal to close after long dispute", article.Title);
        Assert.Equal(["Jane Doe", "John Roe"], article.Byline);
        Assert.Equal(new DateTime(2021, 12, 8), article.Published!.Value.Date);
        Assert.False(article.PublishedHasTime);
        Assert.Equal([new Block(BlockKind.Lead, E1), new(BlockKind.Subhead, "Operators protest"), new(BlockKind.Paragraph, E2), new(BlockKind.Paragraph, E3)], article.Blocks);
    }

    [Fact]
    public void A_caption_above_the_headline_is_no_lead_even_without_a_credit()
    {
        var article = PastedText.Read(Page("Olga Thiele und Jens Kork bei der Sitzung im Rathaus.", "Zweite Brücke beschlossen", "03.11.2021, 18:45 Uhr", P1, P2, P3));
        Assert.Equal("Zweite Brücke beschlossen", article.Title);
        Assert.Equal(PastedDrop.Caption, Assert.Single(article.Dropped).Reason);
        Assert.Equal(3, article.Blocks.Count);
    }

    [Fact]
    public void A_lead_between_headline_and_author_is_the_lead()
    {
        const string lead = "Nach langer Debatte steht der Beschluss. Der Kreis will vorerst nicht zahlen.";
        var article = PastedText.Read(Page("Brückenstreit", "Kleinhagen bekommt eine zweite Brücke", lead, "Von Anna Brandt", "3. November 2021, 18.45 Uhr", P1, P2, P3));
        Assert.Equal(new Block(BlockKind.Lead, lead), article.Blocks[0]);
        Assert.Equal(BlockKind.Paragraph, article.Blocks[1].Kind);
        Assert.Equal("Brückenstreit", article.Kicker);
        Assert.Equal(4, article.Blocks.Count);
    }

    [Fact]
    public void Every_word_that_is_not_known_residue_stays()
    {
        var article = PastedText.Read(Page("Zweite Brücke beschlossen", "Stand: 03.11.2021 18:45 Uhr", P1, "ein halber Satz ohne Ende", P2, "- erster Punkt", "- zweiter Punkt", P3, "Und noch eine Zeile zum Schluss"));
        Assert.Empty(article.Dropped);
        Assert.Equal($"{P1}\nein halber Satz ohne Ende\n{P2}\nerster Punkt\nzweiter Punkt\n{P3}\nUnd noch eine Zeile zum Schluss", article.Text);
        Assert.Equal(2, article.Blocks.Count(b => b.Kind == BlockKind.ListItem));
    }

    [Fact]
    public void A_word_that_heads_teasers_elsewhere_is_a_subhead_over_a_paragraph()
    {
        var article = PastedText.Read(Page("Zweite Brücke beschlossen", "Stand: 03.11.2021 18:45 Uhr", P1, "Hintergrund", P2, "Politik", P3, "Mehr zum Thema", "Die alte Brücke ist gesperrt", "Fünf Fragen zum Verkehr"));
        Assert.Equal(["Hintergrund", "Politik"], article.Blocks.Where(b => b.Kind == BlockKind.Subhead).Select(b => b.Text));
        Assert.All(article.Dropped, d => Assert.Equal(PastedDrop.Related, d.Reason));
        Assert.Equal(3, article.Dropped.Count);
    }

    [Fact]
    public void A_comment_counter_under_the_lead_does_not_end_the_article()
    {
        var article = PastedText.Read(Page("Zweite Brücke beschlossen", "Stand: 03.11.2021 18:45 Uhr", P1, "Teilen", "Kommentare", "Drucken", P2, P3));
        Assert.Equal($"{P1}\n{P2}\n{P3}", article.Text);
    }

    [Fact]
    public void Line_ends_spaces_and_invisible_characters_do_not_matter()
    {
        var plain = PastedText.Read(Page("Streit über Verkehr", "Zweite Brücke beschlossen", "Stand: 03.11.2021 18:45 Uhr", P1, P2, P3));
        var odd = PastedText.Read("\uFEFF" + Page("Streit\u00A0über  Verkehr", "Zweite Brü\u00ADcke beschlossen ", "Stand:\u00A003.11.2021\u202F18:45\tUhr", P1.Replace("Kleinhagen", "Klein\u00ADhagen\u200B", StringComparison.Ordinal), P2, P3)
            .Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal((plain.Kicker, plain.Title, plain.Published, plain.Text), (odd.Kicker, odd.Title, odd.Published, odd.Text));
    }

    [Fact]
    public void Paragraphs_wrapped_at_a_fixed_width_are_joined()
    {
        var article = PastedText.Read(Page("Zweite Brücke beschlossen", "Stand: 03.11.2021 18:45 Uhr", Wrap(P1), Wrap(P2), Wrap(P3)));
        Assert.Equal($"{P1}\n{P2}\n{P3}", article.Text);

        static string Wrap(string text)
        {
            var wrapped = new StringBuilder();
            var column = 0;
            foreach (var word in text.Split(' '))
            {
                if (column + word.Length > 60)
                    (column, _) = (0, wrapped.Append('\n'));
                else if (column > 0)
                    (column, _) = (column + 1, wrapped.Append(' '));
                wrapped.Append(word);
                column += word.Length;
            }
            return wrapped.ToString();
        }
    }

    [Theory]
    [InlineData("Stand: 08.07.2021 01:21 Uhr", "2021-07-08T01:21:00+02:00")]
    [InlineData("8. Dezember 2021, 1.21 Uhr", "2021-12-08T01:21:00+01:00")]
    [InlineData("Veröffentlicht am 8.12.21 um 01:21", "2021-12-08T01:21:00+01:00")]
    [InlineData("Published 8 December 2021", "2021-12-08T00:00:00+01:00")]
    [InlineData("Wed 8 Dec 2021 01.21 GMT", "2021-12-08T01:21:00+00:00")]
    [InlineData("Updated 1:21 AM ET, Wed December 8, 2021", null)]
    [InlineData("Published December 8, 2021 1:21 PM EST", "2021-12-08T13:21:00-05:00")]
    [InlineData("2021-12-08T01:21:00Z", "2021-12-08T01:21:00+00:00")]
    [InlineData("31.02.2021 12:00 Uhr", null)]
    public void A_date_line_is_read(string line, string? expected)
    {
        var article = PastedText.Read(Page("Zweite Brücke beschlossen", line, P1, P2, P3));
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), article.Published);
    }

    [Fact]
    public void An_update_is_told_from_the_publication()
    {
        var article = PastedText.Read(Page("Zweite Brücke beschlossen", "Veröffentlicht am 03.11.2021 18:45 Uhr | Aktualisiert am 04.11.2021 09:10 Uhr", P1, P2, P3));
        Assert.Equal(3, article.Published!.Value.Day);
        Assert.Equal(new DateTimeOffset(2021, 11, 4, 9, 10, 0, TimeSpan.FromHours(1)), article.Modified);
    }

    [Fact]
    public void A_headline_that_begins_like_a_byline_is_a_headline()
    {
        var article = PastedText.Read(Page("Brückenstreit", "Von der Aue weist Vorwürfe zurück", "Von Demian von der Aue, WDR, zzt. Kleinhagen", "Stand: 03.11.2021 18:45 Uhr", P1, P2, P3));
        Assert.Equal("Von der Aue weist Vorwürfe zurück", article.Title);
        Assert.Equal(["Demian von der Aue"], article.Byline);
    }

    [Theory]
    // Two nouns meet that the text never has side by side.
    [InlineData("Streit um Brückenbau Kreis lehnt Forderung ab", "Streit um Brückenbau")]
    [InlineData("Debatte in Kleinhagen Bürgermeisterin Olga Thiele fordert Geld", "Debatte in Kleinhagen")]
    [InlineData("Kosten der neuen Brücke Landrat Jens Kork macht keine Zusage", "Kosten der neuen Brücke")]
    [InlineData("Brückenstreit | Kreis lehnt Forderung ab", "Brückenstreit")]
    // Names, titles, genitives, adjectives, measures, verbs: one headline.
    [InlineData("Olga Thiele fordert Geld vom Kreis", null)]
    [InlineData("Landrat Jens Kork weist Forderung zurück", null)]
    [InlineData("Kleinhagen fordert Landkreis Geld soll fließen", null)]
    [InlineData("Kleinhagens Brücke wird teurer als gedacht", null)]
    [InlineData("Neue Brücke kommt bis Ende November", null)]
    [InlineData("Zwölf Millionen Euro fehlen für den Bau", null)]
    [InlineData("Der Landkreis lehnt ab", null)]
    public void Topline_and_headline_on_one_line_are_told_apart(string line, string? kicker)
    {
        var article = PastedText.Read(Page(line, "Stand: 03.11.2021 18:45 Uhr", P1, P2, P3, "Die neuen Pläne liegen aus. Zwölf Gutachten stehen noch aus, und das neue Geld für den Bau fehlt der Stadt bis auf weiteres ganz und gar."));
        Assert.Equal(kicker, article.Kicker);
        Assert.Equal(kicker is null ? line : line[kicker.Length..].TrimStart(' ', '|'), article.Title);
        if (kicker is not null)
            Assert.Contains(article.Splits, s => s.Kicker is null && s.Title == line);
    }

    [Fact]
    public void An_English_line_is_never_divided_without_a_separator()
    {
        var article = PastedText.Read(Page("Harbour dispute Board closes Ferry Terminal", "Published 8 December 2021", E1, E2, E3));
        Assert.Null(article.Kicker);
        Assert.Equal("Harbour dispute Board closes Ferry Terminal", article.Title);
    }

    [Fact]
    public void Copy_without_line_breaks_is_divided_at_its_date()
    {
        var article = PastedText.Read($"Streit um Brückenbau Kreis lehnt Forderung ab Stand: 03.11.2021 18:45 Uhr {P1} {P2} {P3} Über dieses Thema berichtete das Lokalradio am 03. November 2021 um 19:00 Uhr.");
        Assert.Equal("Kreis lehnt Forderung ab", article.Title);
        Assert.Equal(18, article.Published!.Value.Hour);
        Assert.Equal($"{P1} {P2} {P3}", article.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\"")]
    [InlineData("-")]
    [InlineData("Stand:")]
    [InlineData("Stand: 99.99.9999 99:99 Uhr")]
    [InlineData("|||\n> > >\n…\n\"\"\n--")]
    [InlineData("\uD800 lone surrogate\n\uDC00")]
    public void Nonsense_is_read_without_a_fault(string text) => Assert.NotNull(PastedText.Read(text));

    [Theory]
    [InlineData("one word")]
    [InlineData("one line")]
    [InlineData("short lines")]
    [InlineData("empty lines")]
    [InlineData("dates")]
    [InlineData("bylines")]
    [InlineData("quotes")]
    public void A_megabyte_of_anything_takes_under_two_seconds(string shape)
    {
        var unit = shape switch
        {
            "one word" => "x", "one line" => "Der Rat. ", "short lines" => "a\n", "empty lines" => "\n", "dates" => "Stand: 01.01.2021 01:01 Uhr ", "bylines" => "Von A B, C D und E F\n", _ => "\"",
        };
        var text = new StringBuilder().Insert(0, unit, 1_100_000 / unit.Length).ToString();
        PastedText.Read(text[..1000]);
        var watch = Stopwatch.StartNew();
        var article = PastedText.Read(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        Assert.Contains(article.Dropped, d => d.Reason == PastedDrop.TooLong);
    }

    [Fact]
    public void The_reference_article_is_read_whole()
    {
        var file = Reference();
        Assert.SkipWhen(file is null, "The reference article is not on this machine (../shared/reference-article/article.txt).");
        var raw = File.ReadAllText(file!);
        var article = PastedText.Read(raw);

        var lines = raw.ReplaceLineEndings("\n").Split('\n').Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(l => l.Length > 0).ToList();
        Assert.Equal(lines[1], $"{article.Kicker} {article.Title}");
        Assert.Equal(3, article.Kicker!.Split(' ').Length);
        Assert.Equal(new DateTimeOffset(2021, 12, 8, 1, 21, 0, TimeSpan.FromHours(1)), article.Published);
        Assert.Equal(lines[3..^1], article.Blocks.Select(b => b.Text));
        Assert.Equal(BlockKind.Lead, article.Blocks[0].Kind);
        var subheads = lines[3..^1].Where(l => l.Length < 70 && !l.EndsWith('.')).ToList();
        Assert.Equal(6, subheads.Count);
        Assert.Equal(subheads, article.Blocks.Where(b => b.Kind == BlockKind.Subhead).Select(b => b.Text));
        Assert.Equal([PastedDrop.Caption, PastedDrop.Broadcast], article.Dropped.Select(d => d.Reason));
    }

    private static string? Reference()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "reference-article", "article.txt");
            if (File.Exists(file))
                return file;
        }
        return null;
    }
}
