using System.Globalization;
using System.Text.Json;
using NewsMonitor.Web.Components.Jobs;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Tests.Localisation;

public sealed class CountedTests
{
    private const string Import = "{articles:article|articles}. {there:was|were} there already, {refused:line was|lines were} refused.";

    [Theory]
    [InlineData("{\"articles\":1,\"there\":1,\"refused\":1}", "1 article. 1 was there already, 1 line was refused.")]
    [InlineData("{\"articles\":0,\"there\":2,\"refused\":1204}", "0 articles. 2 were there already, 1,204 lines were refused.")]
    public void What_came_of_a_job_is_told_in_the_number_it_has(string result, string said)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Assert.Equal(said, JobWording.Fill(Import, JsonDocument.Parse(result)));
    }

    [Fact]
    public void A_sentence_with_two_numbers_has_the_right_form_at_each()
    {
        var german = CultureInfo.GetCultureInfo("de-DE");
        Assert.Equal("1 Aussage, 2 Artikel von 12.345", string.Format(german, "{0:Aussage|Aussagen}, {1:Artikel|Artikel} von {2}", new Counted(1), new Counted(2), new Counted(12345)));
    }
}
