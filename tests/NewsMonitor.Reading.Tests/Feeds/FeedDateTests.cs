using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public class FeedDateTests
{
    [Theory]
    // RFC 822 and its misspellings
    [InlineData("Tue, 03 Feb 2026 07:30:05 +0100", "2026-02-03T07:30:05+01:00")]
    [InlineData("Tue, 3 Feb 26 07:30 GMT", "2026-02-03T07:30:00Z")]
    [InlineData("03 Feb 2026 07:30:05 EST", "2026-02-03T07:30:05-05:00")]
    [InlineData("Tue,03 Feb 2026 07:30:05 CEST", "2026-02-03T07:30:05+02:00")]
    [InlineData("Tuesday, 03 February 2026 07:30:05 MESZ", "2026-02-03T07:30:05+02:00")]
    [InlineData("Tue, 03 Feb 2026 07:30:05 GMT+1", "2026-02-03T07:30:05+01:00")]
    [InlineData("Tue, 03 Feb 2026 07:30:05 UTC+02:00", "2026-02-03T07:30:05+02:00")]
    [InlineData("Tue, 03-Feb-2026 07:30:05 GMT", "2026-02-03T07:30:05Z")]
    [InlineData("Tue, 03 Feb 2026 24:00:00 GMT", "2026-02-04T00:00:00Z")]
    [InlineData("Tue, 03 Feb 2026", "2026-02-03T00:00:00Z")]
    [InlineData("Feb 3, 2026 7:30 PM", "2026-02-03T19:30:00Z")]
    [InlineData("Tue Feb  3 07:30:05 2026", "2026-02-03T07:30:05Z")]
    [InlineData("Tue Feb  3 07:30:05 CET 2026", "2026-02-03T07:30:05+01:00")]
    [InlineData("Thu, 31 Dec 99 23:59:59 PST", "1999-12-31T23:59:59-08:00")]
    // ISO 8601
    [InlineData("2026-02-03T07:30:05Z", "2026-02-03T07:30:05Z")]
    [InlineData("2026-02-03T07:30:05.123+01:00", "2026-02-03T07:30:05+01:00")]
    [InlineData("2026-02-03t07:30:05+0100", "2026-02-03T07:30:05+01:00")]
    [InlineData("2026-02-03 07:30:05", "2026-02-03T07:30:05Z")]
    [InlineData("2026-02-03 07:30:05 +0100", "2026-02-03T07:30:05+01:00")]
    [InlineData("2026-02-03T07:30+01", "2026-02-03T07:30:00+01:00")]
    [InlineData("2026-02-03", "2026-02-03T00:00:00Z")]
    [InlineData("2026-02", "2026-02-01T00:00:00Z")]
    [InlineData("2026", "2026-01-01T00:00:00Z")]
    [InlineData("20260203", "2026-02-03T00:00:00Z")]
    [InlineData("20260203T073005Z", "2026-02-03T07:30:05Z")]
    [InlineData("2026-034", "2026-02-03T00:00:00Z")]
    [InlineData("2026034", "2026-02-03T00:00:00Z")]
    [InlineData("2026-W06-2", "2026-02-03T00:00:00Z")]
    [InlineData("2026/02/03 07:30", "2026-02-03T07:30:00Z")]
    // other habits
    [InlineData("1770103805", "2026-02-03T07:30:05Z")]
    [InlineData("1770103805000", "2026-02-03T07:30:05Z")]
    [InlineData("03.02.2026 07:30", "2026-02-03T07:30:00Z")]
    [InlineData("03.02.2026, 07:30 Uhr", "2026-02-03T07:30:00Z")]
    [InlineData("3. Februar 2026, 7.30 Uhr", "2026-02-03T07:30:00Z")]
    [InlineData("2/3/2026 7:30:05 PM", "2026-02-03T19:30:05Z")]
    [InlineData("23/2/2026 07:30", "2026-02-23T07:30:00Z")]
    [InlineData("Di, 03 Mär 2026 07:30:05 +0100", "2026-03-03T07:30:05+01:00")]
    [InlineData("Do, 31 Dez 2026 07:30:05 MEZ", "2026-12-31T07:30:05+01:00")]
    [InlineData("mar. 03 févr. 2026 07:30:05 +0100", "2026-02-03T07:30:05+01:00")]
    [InlineData("mar, 03 mar 2026 07:30:05 +0100", "2026-03-03T07:30:05+01:00")]
    [InlineData("mer, 04 giu 2025 07:30:05 +0200", "2025-06-04T07:30:05+02:00")]
    [InlineData("wto, 03 lut 2026 07:30:05 +0100", "2026-02-03T07:30:05+01:00")]
    [InlineData("Δευ, 12 Ιούλ 2004 10:00:00 EST", "2004-07-12T10:00:00-05:00")]
    [InlineData("2004년 05월 28일 오후 11:31:25", "2004-05-28T23:31:25Z")]
    [InlineData("12/31/1999", "1999-12-31T00:00:00Z")]
    public void A_date_is_read_in_the_shape_it_has(string raw, string expected)
    {
        var date = FeedDateParser.Parse(raw, "pubDate");
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), date.At);
        Assert.Equal((raw, "pubDate"), (date.Raw, date.Source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gestern")]
    [InlineData("0000-00-00T00:00:00Z")]
    [InlineData("0000-01-01")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("Mon, 01 Jan 0000 00:00:00 GMT")]
    [InlineData("Tue, 03 Feb 2026 25:61:00 GMT")]
    [InlineData("99999999999999999999999999")]
    [InlineData("2026-13-01")]
    [InlineData("////::::----++++")]
    public void What_is_no_plausible_moment_is_none_but_keeps_its_words(string raw)
    {
        var date = FeedDateParser.Parse(raw, "pubDate");
        Assert.Null(date.At);
        Assert.Equal(raw, date.Raw);
    }

    [Fact]
    public void Whether_there_was_a_zone_is_told()
    {
        Assert.True(FeedDateParser.Parse("2026-02-03T07:30:05Z", "d").HasZone);
        Assert.True(FeedDateParser.Parse("Tue, 03 Feb 2026 07:30:05 GMT", "d").HasZone);
        Assert.False(FeedDateParser.Parse("2026-02-03T07:30:05", "d").HasZone);
        Assert.False(FeedDateParser.Parse("Tue, 03 Feb 2026 07:30:05", "d").HasZone);
    }

    [Fact]
    public void The_offset_is_kept_as_written()
    {
        Assert.Equal(TimeSpan.FromHours(5.5), FeedDateParser.Parse("2026-02-03T07:30:05+05:30", "d").At!.Value.Offset);
    }

    [Fact]
    public void No_mixture_of_date_pieces_throws()
    {
        var random = new Random(11);
        string[] pieces = ["2026", "0", "31", "Feb", "februar", ":", "-", "/", ".", "T", "Z", "+", "0100", "GMT", "W53", "366", " ", ",", "pm", "오후", "シ", "99999", "\u2212", "(", "EST", "60"];
        for (var i = 0; i < 100_000; i++)
            FeedDateParser.Parse(string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)])), "d");
    }
}
