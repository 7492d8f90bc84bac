using System.Globalization;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Tests.Localisation;

public sealed class ShortNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_000, "1k")]
    [InlineData(1_999, "1.9k")]
    [InlineData(9_999, "9.9k")]
    [InlineData(10_000, "10k")]
    [InlineData(100_000, "100k")]
    [InlineData(999_999, "999k")]
    [InlineData(1_250_000, "1.2M")]
    [InlineData(int.MaxValue, "2147M")]
    public void A_number_has_room_in_a_cell(int number, string words)
    {
        CultureInfo.CurrentCulture = Languages.Known["en"];
        Assert.Equal(words, ShortNumber.Of(number));
    }

    [Fact]
    public void German_has_its_comma()
    {
        CultureInfo.CurrentCulture = Languages.Known["de"];
        Assert.Equal("1,2k", ShortNumber.Of(1_234));
    }
}
