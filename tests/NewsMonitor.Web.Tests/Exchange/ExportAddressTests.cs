using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Networks;
using NewsMonitor.Web.Components.Exchange;

namespace NewsMonitor.Web.Tests.Exchange;

public sealed class ExportAddressTests
{
    private const string Host = "http://localhost";

    [Fact]
    public void The_address_is_the_choice_and_the_choice_the_address()
    {
        var request = new ExportRequest
        {
            Format = "gexf", Query = "actor:\"Joe Biden\" -stance:+ & mehr", WithSuggestions = true, Language = "de",
            Network = new() { Kind = NetworkKind.ActorsAndIssues, Aggregation = Aggregation.Combine, Normalisation = Normalisation.Prominence, Duplicates = Duplicates.OncePerWeek, Undecided = UndecidedStances.InBetween, Isolates = true },
            Window = new(WindowUnit.Weeks, 4, 2),
        };
        Assert.Equal(request, ExportAddress.Read(Host + ExportAddress.Write(request)));
        foreach (var format in ExportFormats.All)
        {
            var one = new ExportRequest { Format = format.Name, Query = "x", Tlp = format.HasMarking ? TrafficLight.Red : TrafficLight.Amber, Window = new(WindowUnit.Months, 1) };
            Assert.Equal(one, ExportAddress.Read(Host + ExportAddress.Write(one)));
        }
    }

    [Theory]
    [InlineData("/export?format=papyrus&nodes=Stones&size=-3&tlp=7&names=fr")]
    [InlineData("/export?size=99999999999&suggestions=yes&query=")]
    [InlineData("/export")]
    public void What_a_link_says_wrongly_is_passed_over(string address)
    {
        var request = ExportAddress.Read(Host + address);
        Assert.Equal(("statements-csv", "", false, TrafficLight.Amber, 1), (request.Format, request.Query, request.WithSuggestions, request.Tlp, request.Window!.Size));
        Assert.True(request.Network.Fits);
    }
}
