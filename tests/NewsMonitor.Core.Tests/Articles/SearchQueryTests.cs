using System.Text;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Tests.Articles;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("  Sanktion   Gas ", "Sanktion Gas")]
    [InlineData("cold war OR peace", "(cold war) OR peace")]
    [InlineData("krieg ODER frieden", "krieg OR frieden")]
    [InlineData("sprache:de krieg ODER „NATO-Osterweiterung“", "sprache:de (krieg OR \"NATO-Osterweiterung\")")]
    [InlineData("outlet:dw OR outlet:bbc Ukraine", "(outlet:dw OR outlet:bbc) Ukraine")]
    [InlineData("a (b OR c) -d", "a (b OR c) -d")]
    [InlineData("-(a b) NICHT c", "-(a b) -c")]
    [InlineData("actor: \"Joe Biden\"", "actor:\"Joe Biden\"")]
    [InlineData("position:\"NATO-Ost Erw\"/-,Minsk/+", "position:\"NATO-Ost Erw/-\",Minsk/+")]
    [InlineData("https://a.example/b 12:30 Sanktion*", "https://a.example/b 12:30 Sanktion*")]
    [InlineData("a AND b UND c", "a b c")]
    [InlineData("Ukraine – Die Lage am Abend", "Ukraine Die Lage am Abend")]
    [InlineData("BBC News - Russia, NATO; Krieg", "BBC News Russia NATO Krieg")]
    [InlineData("1,5 Grad 😀 § 218", "1,5 Grad 218")]
    [InlineData("stance: - issue:NATO", "stance:- issue:NATO")]
    [InlineData("Sank\u00ADtionen \u200fحرب\u200f \ufeffGas", "Sanktionen حرب Gas")]
    [InlineData("krieg || frieden", "krieg OR frieden")]
    [InlineData("re:publica Ukraine: Lage", "re:publica Ukraine: Lage")]
    [InlineData("(actor:Putin issue:NATO) (actor:Biden issue:Minsk) (krieg frieden)", "(actor:Putin issue:NATO) (actor:Biden issue:Minsk) krieg frieden")]
    [InlineData("actor:Putin stance:- issue:NATO \"Osterweiterung\"", "actor:Putin stance:- issue:NATO \"Osterweiterung\"")]
    public void Lines_read_as_people_mean_them(string line, string plain)
    {
        var query = SearchQuery.Parse(line);
        Assert.Empty(query.Faults);
        Assert.Equal(plain, query.ToString());
    }

    [Theory]
    [InlineData("krieg \"rote Linie", SearchFaultKind.UnclosedQuote, 6, 7)]
    [InlineData("(krieg", SearchFaultKind.UnclosedParenthesis, 0, 1)]
    [InlineData("krieg)", SearchFaultKind.UnopenedParenthesis, 5, 6)]
    [InlineData("krieg OR", SearchFaultKind.LooseOr, 6, 8)]
    [InlineData("OR krieg", SearchFaultKind.LooseOr, 0, 2)]
    [InlineData("krieg -", SearchFaultKind.NothingToExclude, 6, 7)]
    [InlineData("krieg actor:", SearchFaultKind.NoValue, 6, 12)]
    [InlineData("krieg aktor:Putin", SearchFaultKind.UnknownKey, 6, 11)]
    [InlineData("ab*", SearchFaultKind.BeginningTooShort, 0, 3)]
    [InlineData("krieg fri*den", SearchFaultKind.StarInside, 6, 13)]
    [InlineData("krieg title:Lage", SearchFaultKind.UnknownKey, 6, 11)]
    [InlineData(" 😀", SearchFaultKind.NothingToFind, 1, 3)]
    [InlineData("\"…\"", SearchFaultKind.NothingToFind, 0, 3)]
    [InlineData("()", SearchFaultKind.NothingToFind, 0, 2)]
    public void Faults_stand_at_their_place(string line, SearchFaultKind kind, int start, int end)
    {
        var fault = Assert.Single(SearchQuery.Parse(line).Faults);
        Assert.Equal((kind, new QuerySpan(start, end)), (fault.Kind, fault.Span));
        Assert.NotEmpty(fault.Sentence);
    }

    [Fact]
    public void A_mistyped_key_is_offered_right() => Assert.Equal("akteur", SearchQuery.Parse("akteru:Putin").Faults[0].Offers[0]);

    [Fact]
    public void Whatever_is_typed_is_read_and_its_plain_form_reads_the_same()
    {
        string[] pieces =
        [
            "krieg", "OR", "ODER", "|", "-", "(", ")", "\"", "„", "“", "«", ":", ",", "actor:", "lang:de", "stance:-", "threat:any", "position:NATO/-", "after:-7d", "\"rote Linie\"",
            "*", "sank*", "NOT", "UND", " ", "  ", "ü", "\0", "\ud800", "'", "\\", "/", "+", "?", "#1", "😀", "aktor:x", "\t", "is:starred", ",,",
        ];
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var line = new StringBuilder();
            for (var i = random.Next(14); i >= 0; i--) line.Append(pieces[random.Next(pieces.Length)]).Append(random.Next(3) == 0 ? "" : " ");
            var text = line.ToString();
            var query = SearchQuery.Parse(text);
            var plain = query.ToString();
            var again = SearchQuery.Parse(plain);
            Assert.True(again.Faults.Count == 0 && again.ToString() == plain, $"{text} → {plain} → {again}");
            Assert.All(query.Faults, fault => Assert.InRange(fault.Span.Start, 0, text.Length));
            Assert.All(query.Faults, fault => Assert.InRange(fault.Span.End, fault.Span.Start, text.Length));
            Assert.All(query.Parts, part => Assert.InRange(part.Span.End, part.Span.Start + 1, text.Length));
        }
    }

    [Fact]
    public void No_line_is_too_long_too_deep_or_too_wide_to_be_read()
    {
        Assert.Contains(SearchQuery.Parse(new string('(', 50_000)).Faults, f => f.Kind == SearchFaultKind.TooDeep);
        Assert.Contains(SearchQuery.Parse(new string('-', 1_900) + "a").Faults.DefaultIfEmpty(), f => f is null);
        Assert.Contains(SearchQuery.Parse(string.Join(' ', Enumerable.Repeat("ab", 600))).Faults, f => f.Kind == SearchFaultKind.TooMany);
        Assert.Contains(SearchQuery.Parse(new string('a', 5_000)).Faults, f => f.Kind == SearchFaultKind.TooLong);
    }

    [Fact]
    public void A_line_is_changed_where_a_facet_or_brush_says_and_nowhere_else()
    {
        var line = "krieg  OR frieden";
        line = SearchQuery.Parse(line).With(SearchKey.Outlet, "Der Bote", "de");
        Assert.Equal("krieg  OR frieden quelle:\"Der Bote\"", line);
        line = SearchQuery.Parse(line).With(SearchKey.Outlet, "DW", "en");
        Assert.Equal("krieg  OR frieden quelle:\"Der Bote\",DW", line);
        line = SearchQuery.Parse(line).Set(SearchKey.After, "2021-12-01", "en");
        line = SearchQuery.Parse(line).Set(SearchKey.After, "2021-12-02", "en");
        Assert.Equal("krieg  OR frieden quelle:\"Der Bote\",DW after:2021-12-02", line);
        var query = SearchQuery.Parse(line);
        var (node, value) = query.ValuesOf(SearchKey.Outlet).First();
        line = query.Without(node, value);
        Assert.Equal("krieg  OR frieden quelle:DW after:2021-12-02", line);
        query = SearchQuery.Parse(line);
        (node, value) = query.ValuesOf(SearchKey.Outlet).First();
        Assert.Equal("krieg  OR frieden after:2021-12-02", query.Without(node, value));
        Assert.Equal("krieg \"rote Linie\" lang:de", SearchQuery.Parse("krieg \"rote Linie").With(SearchKey.Language, "de", "en"));
    }
}
