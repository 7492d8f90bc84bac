using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Cli.Articles;

/// <summary><c>newsmonitor article list</c>, <c>count</c> and <c>show</c>: what the archive holds.</summary>
internal static class ArticleListCommand
{
    internal static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        var search = new Option<string?>("--search") { Description = "A query, as in \"article search\"." };
        var json = new Option<bool>("--json") { Description = "Print a JSON object a line." };
        var command = new Command("list", "List articles, newest first.") { limit, search, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(services =>
            ArticleSearchCommand.RunAsync(services, parsed.GetValue(search), parsed.GetValue(limit), parsed.GetValue(json), snippets: false, cancel), cancel));
        return command;
    }

    internal static Command Count()
    {
        var command = new Command("count", "Print how many articles the archive holds.");
        command.SetAction((_, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync(cancel);
            Console.WriteLine(await db.Articles.CountAsync(cancel));
            return Exit.Done;
        }, cancel));
        return command;
    }

    internal static Command Show()
    {
        var id = new Argument<long>("id") { Description = "The article's number, as list prints it." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("show", "Print one article.") { id, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync(cancel);
            var number = parsed.GetValue(id);
            var article = await db.Articles.AsNoTracking().Include(a => a.Outlet).SingleOrDefaultAsync(a => a.Id == number, cancel);
            if (article is null)
            {
                Console.Error.WriteLine($"There is no article {number}.");
                return Exit.Failed;
            }
            var version = await db.ArticleVersions.AsNoTracking().SingleAsync(v => v.ArticleId == number && v.Number == article.CurrentVersion, cancel);
            if (parsed.GetValue(json))
            {
                Print.Json(new
                {
                    article.Id, Outlet = article.Outlet!.Name, article.CanonicalAddress, article.Address, article.Origin, article.Kicker, article.Title, version.Byline,
                    article.Language, article.PublishedAt, article.PublishedFrom, article.ModifiedAt, article.ArrivedAt, article.TextState, Version = version.Number, version.Source,
                    Blocks = version.PlacedBlocks().Select(b => new { b.Kind, Text = version.Text[b.Start..b.End] }),
                });
                return Exit.Done;
            }
            if (version.Kicker is not null) Console.WriteLine(version.Kicker);
            Console.WriteLine(version.Title);
            Console.WriteLine($"{article.Outlet!.Name}, {Print.Time(article.PublishedAt)}, {article.Address}");
            Console.WriteLine();
            foreach (var block in version.PlacedBlocks()) Console.WriteLine(version.Text[block.Start..block.End] + "\n");
            return Exit.Done;
        }, cancel));
        return command;
    }
}
