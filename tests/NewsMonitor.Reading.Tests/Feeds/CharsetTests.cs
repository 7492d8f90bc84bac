using System.Text;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public class CharsetTests
{
    private const string German = "<?xml version='1.0'?><rss><channel><title>Größe „für“ Ähren – ja</title></channel></rss>";

    static CharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static DecodedText Xml(byte[] bytes, string? contentType = null) => Charset.Decode(bytes, contentType, TextKind.Xml);

    [Fact]
    public void A_byte_order_mark_beats_everything()
    {
        foreach (var encoding in new Encoding[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true) })
        {
            var decoded = Xml([.. encoding.GetPreamble(), .. encoding.GetBytes(German)], "text/xml; charset=iso-8859-1");
            Assert.Equal(German, decoded.Text);
        }
    }

    [Fact]
    public void Wide_encodings_are_known_without_a_mark()
    {
        foreach (var (encoding, name) in new (Encoding, string)[] { (new UnicodeEncoding(false, false), "utf-16le"), (new UnicodeEncoding(true, false), "utf-16be"), (new UTF32Encoding(false, false), "utf-32le"), (new UTF32Encoding(true, false), "utf-32be") })
        {
            var decoded = Xml(encoding.GetBytes(German));
            Assert.Equal((German, name), (decoded.Text, decoded.Encoding));
        }
    }

    [Theory]
    [InlineData("windows-1252", "text/xml; charset=windows-1252", null)]
    [InlineData("windows-1252", null, "windows-1252")]
    [InlineData("windows-1252", "application/xml; charset=\"Windows-1252\"", "utf-8")]
    [InlineData("windows-1252", null, null)]
    [InlineData("windows-1252", "text/xml; charset=utf-8", "utf-8")]
    public void German_in_the_Windows_encoding_is_read_right_however_it_is_labelled(string actual, string? contentType, string? declared)
    {
        var text = declared == null ? German : German.Replace("version='1.0'", $"version='1.0' encoding='{declared}'", StringComparison.Ordinal);
        Assert.Equal(text, Xml(Encoding.GetEncoding(actual).GetBytes(text), contentType).Text);
    }

    [Theory]
    [InlineData("text/xml; charset=iso-8859-1", null)]
    [InlineData(null, "ISO-8859-1")]
    [InlineData("text/html; charset=gibt-es-nicht", "us-ascii")]
    [InlineData(null, "utf-16")]
    public void Valid_UTF8_beats_a_wrong_label(string? contentType, string? declared)
    {
        var text = declared == null ? German : German.Replace("version='1.0'", $"version='1.0' encoding='{declared}'", StringComparison.Ordinal);
        var decoded = Xml(Encoding.UTF8.GetBytes(text), contentType);
        Assert.Equal((text, "utf-8"), (decoded.Text, decoded.Encoding));
        Assert.NotNull(decoded.Warning);
    }

    [Fact]
    public void Text_xml_without_a_charset_is_ASCII_only_if_it_is()
    {
        Assert.Equal("us-ascii", Xml("<rss/>"u8.ToArray(), "text/xml").Encoding);
        Assert.Equal("utf-8", Xml(Encoding.UTF8.GetBytes(German), "text/xml").Encoding);
        Assert.Equal("utf-8", Xml("<rss/>"u8.ToArray(), "application/rss+xml").Encoding);
    }

    [Fact]
    public void A_few_stray_bytes_do_not_spoil_a_UTF8_text()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(German), .. "Caf"u8, 0xE9, .. " \""u8, 0x84, .. "x\""u8, .. Encoding.UTF8.GetBytes("für, größer, Ähre")];
        var decoded = Xml(bytes);
        Assert.StartsWith(German, decoded.Text, StringComparison.Ordinal);
        Assert.Contains("Café \"„x\"für, größer", decoded.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1251", "Президент заявил в понедельник, что переговоры продолжаются. Правительство согласилось.")]
    [InlineData("koi8-r", "Президент заявил в понедельник, что переговоры продолжаются. Правительство согласилось.")]
    [InlineData("shift_jis", "首相は月曜日、交渉が続いていると述べた。政府はこれに同意した。")]
    [InlineData("euc-jp", "首相は月曜日、交渉が続いていると述べた。政府はこれに同意した。")]
    [InlineData("gb18030", "总统星期一表示，谈判仍在继续。政府同意了这一点，并将在下周宣布结果。")]
    [InlineData("windows-1252", "Le président a déclaré lundi que les négociations étaient terminées à Genève.")]
    public void Unlabelled_text_is_guessed_by_what_it_looks_like(string encoding, string text)
    {
        Assert.Equal(text, Xml(Encoding.GetEncoding(encoding).GetBytes(text)).Text);
    }

    [Theory]
    [InlineData("iso-8859-2", "Żółw gęś")]
    [InlineData("iso-8859-15", "10 € für Œuvre")]
    [InlineData("big5", "總統星期一表示")]
    [InlineData("euc-kr", "대통령은 월요일")]
    [InlineData("iso-2022-jp", "首相は月曜日")]
    public void Labelled_text_is_read_as_labelled(string encoding, string text)
    {
        Assert.Equal(text, Xml(Encoding.GetEncoding(encoding).GetBytes(text), $"text/xml; charset={encoding}").Text);
    }

    [Fact]
    public void UTF7_is_never_decoded()
    {
        Assert.Contains("+ADw-script+AD4-", Xml("<rss>+ADw-script+AD4-</rss>"u8.ToArray(), "text/xml; charset=utf-7").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<meta charset=windows-1252>")]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>")]
    public void Pages_name_their_encoding_in_a_meta_element(string meta)
    {
        var text = $"<html><head>{meta}</head><body>Grüße – „ja“</body></html>";
        var decoded = Charset.Decode(Encoding.GetEncoding("windows-1252").GetBytes(text), null, TextKind.Html);
        Assert.Equal((text, "windows-1252"), (decoded.Text, decoded.Encoding));
    }
}
