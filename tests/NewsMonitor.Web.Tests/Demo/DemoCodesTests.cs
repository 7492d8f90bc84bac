using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Tests.Demo;

public sealed class DemoCodesTests
{
    private static readonly DemoCodes Codes = DemoCodes.Load();

    public static TheoryData<string> Articles => [.. Codes.Articles.Concat(Codes.Round).Select(a => a.Article).Distinct()];

    [Theory]
    [MemberData(nameof(Articles))]
    public void What_proves_a_code_stands_in_its_article_word_for_word_and_once(string name)
    {
        var article = DemoArticles.All.Single(p => $"{p.First.Outlet.Key}/{p.First.Slug}" == name).First;
        var text = string.Join('\n', [article.Lead, .. article.Blocks.Select(b => b.Text)]);
        foreach (var words in Codes.Articles.Concat(Codes.Round).Where(a => a.Article == name).SelectMany(a => a.Codes).SelectMany(c => c.Quoted))
            Assert.True(text.Split(words).Length == 2, $"\"{words}\" stands {text.Split(words).Length - 1} times in {name}.");
    }

    [Fact]
    public void What_a_code_names_is_in_the_lists_of_the_demo()
    {
        var book = DemoCodebook.Load();
        var actors = book.RegistryActors.Concat(book.OtherActors.Select(a => a.De)).ToHashSet();
        var (issues, instruments) = (book.Issues.Select(i => i.De.Name).ToHashSet(), book.Instruments.Select(i => i.De.Name).ToHashSet());
        foreach (var code in Codes.Articles.Concat(Codes.Round).SelectMany(a => a.Codes))
        {
            Assert.NotEmpty(code.Who);
            Assert.All(code.Actors, actor => Assert.Contains(actor, actors));
            Assert.True(code.Issue is null != code.Instrument is null, $"\"{code.Words}\" is to be a position or a threat.");
            if (code.Issue is { } issue) Assert.Contains(issue, issues);
            else Assert.Contains(code.Instrument!, instruments);
        }
    }

    [Fact]
    public void Only_people_of_the_demo_code_ask_and_star()
    {
        var all = Codes.Articles.Concat(Codes.Round).ToArray();
        var people = all.Select(a => a.Coder).Concat(all.Select(a => a.StarredBy)).Concat(all.SelectMany(a => a.Codes).SelectMany(c => new[] { c.Question?.By, c.Question?.Answer?.By })).OfType<string>();
        var names = DemoAccounts.All.Select(a => a.UserName).ToHashSet();
        Assert.All(people, person => Assert.Contains(person, names));
    }
}
