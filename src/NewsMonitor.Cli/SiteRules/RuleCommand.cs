using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.SiteRules;

namespace NewsMonitor.Cli.SiteRules;

/// <summary><c>newsmonitor rule …</c>: the rules that article pages are read by.</summary>
internal static class RuleCommand
{
    public static Command Create() => new("rule", "Look at site rules and try them.") { List(), Test() };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("list", "List the sites that have a rule, and where each comes from.") { json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var rules = await services.GetRequiredService<SiteRuleQueries>().ListAsync(cancel);
            if (parsed.GetValue(json)) Print.Json(rules);
            else Print.Table(["Site", "Outlet", "From", "Version"], [.. rules.Select(r => new[] { r.Host, r.Name, r.Origin.ToString().ToLowerInvariant(), r.Version == 0 ? "–" : $"{r.Version}" })]);
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static Command Test()
    {
        var site = new Argument<string>("site") { Description = "A site, such as example.org." };
        var file = new Argument<string?>("file") { Description = "A rule as JSON, in the form of the shipped files; - is standard input. Without one the rule in force is read.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print a JSON line an article." };
        var command = new Command("test", "Read a site's last ten articles by a rule and by the rules in force. Changes nothing.") { site, file, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            if (SiteRuleAdmin.Host(parsed.GetRequiredValue(site)) is not { } host)
            {
                Console.Error.WriteLine("This is no site. It should look like example.org.");
                return Exit.Usage;
            }
            string text;
            try
            {
                text = parsed.GetValue(file) switch
                {
                    null => (await services.GetRequiredService<SiteRuleQueries>().FindAsync(host, cancel)).Text,
                    "-" => await Console.In.ReadToEndAsync(cancel),
                    var path => await File.ReadAllTextAsync(path, cancel),
                };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(e.Message);
                return Exit.Failed;
            }
            if (SiteRuleAdmin.Check(host, text) is { } fault)
            {
                Console.Error.WriteLine($"The rule is not understood. {fault}");
                return Exit.Failed;
            }
            var any = false;
            await foreach (var article in services.GetRequiredService<SiteRuleTrial>().RunAsync(host, text, cancel))
            {
                any = true;
                Say(article, parsed.GetValue(json));
            }
            if (!any) Console.Error.WriteLine("There is no article of this site yet.");
            return any ? Exit.Done : Exit.Failed;
        }, cancel));
        return command;
    }

    private static void Say(TrialArticle article, bool json)
    {
        var (before, after) = (article.Before, article.After);
        var same = before?.Text == after?.Text && before?.Title == after?.Title && before?.State == after?.State;
        if (json) Print.Json(new { article.ArticleId, article.Title, article.Address, article.Fault, changes = !same, before = before?.Text, after = after?.Text, state = after?.State });
        else if (before is null || after is null) Console.WriteLine($"{Print.Cut(article.Title, 70),-70}  {article.Fault}");
        else Console.WriteLine($"{Print.Cut(article.Title, 70),-70}  {Words(before.Text)} → {Words(after.Text)} words, {after.State.ToString().ToLowerInvariant()}{(same ? ", nothing changes" : "")}");
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
