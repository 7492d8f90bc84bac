using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using NewsMonitor.Web.Components.Layout;

namespace NewsMonitor.Web.Tests.Layout;

/// <summary>The list that rail and palette show is held against the pages there are.</summary>
public sealed class DestinationTests
{
    /// <summary>Where nobody goes by a name: the start, signing in, what an error shows, steps of something under way.</summary>
    private static readonly string[] Unlisted = ["/", "/signin", "/first-run", "/not-found", "/admin/welcome"];

    private static readonly ILookup<string, Type> Pages = typeof(Destination).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (route.Template, Type: type))).ToLookup(p => p.Template, p => p.Type);

    [Fact]
    public void Every_page_with_an_address_of_its_own_can_be_gone_to_by_the_palette() =>
        Assert.Empty(Pages.Select(p => p.Key).Where(address => !address.Contains('{')).Except(Unlisted).Except(Destination.All.Select(d => d.Address)));

    [Fact]
    public void Every_destination_is_a_page_and_asks_for_the_pages_role() => Assert.All(Destination.All, destination =>
    {
        var roles = Pages[destination.Address].Single().GetCustomAttributes<AuthorizeAttribute>(inherit: true).Select(rule => rule.Roles).OfType<string>().FirstOrDefault();
        Assert.Equal(roles ?? "", string.Join(',', destination.Roles));
    });

    [Fact]
    public void Every_destination_has_its_words()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NewsMonitor.sln"))) folder = folder.Parent;
        var words = XDocument.Load(Path.Combine(folder.FullName, "src", "NewsMonitor.Web", "Resources", "FrameWords.resx")).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).ToHashSet();
        Assert.All(Destination.All, destination => Assert.Contains(destination.Words, words));
        Assert.Equal(Destination.All.Count, Destination.All.Select(d => d.Address).Distinct().Count());
    }
}
