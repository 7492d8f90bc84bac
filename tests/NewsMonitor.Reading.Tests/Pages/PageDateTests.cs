using System.Globalization;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Reading.Tests.Pages;

public sealed class PageDateTests
{
    [Theory]
    [InlineData("2023-04-28T14:02:00+02:00", "2023-04-28T14:02:00+02:00")]
    [InlineData("2023-04-28T12:02:00.123Z", "2023-04-28T12:02:00Z")]
    [InlineData("2023-04-28T14:02:00+0200", "2023-04-28T14:02:00+02:00")]
    [InlineData("2023-04-28 14:02", "2023-04-28T14:02:00+02:00")]
    [InlineData("2023-01-28 14:02", "2023-01-28T14:02:00+01:00")]
    [InlineData("20230428", "2023-04-28T00:00:00Z")]
    [InlineData("2023-04-28", "2023-04-28T00:00:00Z")]
    [InlineData("Stand: 28.04.2023 14:02 Uhr", "2023-04-28T14:02:00+02:00")]
    [InlineData("Veröffentlicht am 28. April 2023, 14.02 Uhr", "2023-04-28T14:02:00+02:00")]
    [InlineData("28.04.23 | 14:02", "2023-04-28T14:02:00+02:00")]
    [InlineData("1. Jänner 2023", "2023-01-01T00:00:00Z")]
    [InlineData("March 3, 2024 2:02 p.m. ET", "2024-03-03T14:02:00-04:00")]
    [InlineData("3 March 2024", "2024-03-03T00:00:00Z")]
    [InlineData("Fri, 28 Apr 2023 12:02:00 GMT", "2023-04-28T12:02:00Z")]
    [InlineData("1682683320", "2023-04-28T12:02:00Z")]
    [InlineData("1682683320000", "2023-04-28T12:02:00Z")]
    public void A_date_is_read_as_its_writer_meant_it(string written, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), PageDate.Parse(written, berlin: true));

    [Theory]
    [InlineData("")]
    [InlineData("gestern")]
    [InlineData("0000-00-00")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("31.02.2023")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("2023-04-28T14:02:00+99:99x")]
    public void What_is_no_date_is_none(string written) =>
        Assert.True(PageDate.Parse(written, berlin: true) is null or { Year: 2023 });

    [Theory]
    [InlineData("2023-03-26T01:59:00", 1)]
    [InlineData("2023-03-26T03:00:00", 2)]
    [InlineData("2023-10-29T02:30:00", 2)]
    [InlineData("2023-10-29T03:00:00", 1)]
    public void Berlin_changes_its_clocks_on_the_last_sundays(string local, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), BerlinTime.OffsetAt(DateTime.Parse(local, CultureInfo.InvariantCulture)));
}
