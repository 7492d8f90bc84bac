using System.Text.RegularExpressions;
using NewsMonitor.Web.Components.Actors;

namespace NewsMonitor.Web.Tests.Localisation;

/// <summary>Reads the pages themselves for slips that compile.</summary>
public sealed partial class MarkupTests
{
    /// <summary><c>Actor="head.Name"</c> on a parameter of text passes these letters, not the name: it lacks an @.</summary>
    [Fact]
    public void No_component_is_given_an_expression_as_text()
    {
        var components = typeof(ActorPage).Assembly.GetTypes().Where(type => typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type)).ToLookup(type => type.Name);
        var slips = new List<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Root(), "src", "NewsMonitor.Web", "Components"), "*.razor", SearchOption.AllDirectories))
        {
            foreach (Match tag in Tags().Matches(File.ReadAllText(path)))
            {
                var texts = components[tag.Groups[1].Value].SelectMany(type => type.GetProperties()).Where(property => property.PropertyType == typeof(string)).Select(property => property.Name).ToHashSet();
                slips.AddRange(Attributes().Matches(tag.Groups[2].Value).Where(a => texts.Contains(a.Groups[1].Value)).Select(a => $"{Path.GetFileName(path)}: <{tag.Groups[1].Value} {a.Value}"));
            }
        }
        Assert.Empty(slips);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NewsMonitor.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(@"<([A-Z]\w*)\b((?:[^<>""]|""[^""]*"")*)>")]
    private static partial Regex Tags();

    /// <summary>A member of something, or a call: no words that a page would say.</summary>
    [GeneratedRegex(@"\b(\w+)=""[a-z_]\w*(?:\.[A-Za-z_]\w*(?:\([^""]*\))?)+""")]
    private static partial Regex Attributes();
}
