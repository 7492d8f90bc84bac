using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Cli.Articles;

/// <summary><c>newsmonitor article search</c>: the search line's language on the command line.</summary>
internal static class ArticleSearchCommand
{
    /// <summary>The operator has no marks of their own.</summary>
    private const long Nobody = 0;
    private const int PageSize = 200;

    internal static Command Create()
    {
        var query = new Argument<string[]>("query")
        {
            Description = "Words, \"phrases\", begin*, -not, OR, parentheses, and keys: outlet: lang: after: before: until: on: actor: threatener: target: threat: position:issue/stance issue: stance: coder: coded: sort:relevance.",
            Arity = ArgumentArity.OneOrMore,
        };
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Print a JSON object a line, with the places of the words." };
        var count = new Option<bool>("--count") { Description = "Print only how many there are." };
        var facets = new Option<bool>("--facets") { Description = "Print how many there are, and of which outlets, languages, actors, issues, threats and states of coding." };
        var language = new Option<string>("--language") { Description = "The language of actors' names in the facets: de or en.", DefaultValueFactory = _ => "en" };
        var command = new Command("search", "Search the archive. What begins with a minus stands after --: article search -- krieg -gas.") { query, limit, json, count, facets, language };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(services => parsed.GetValue(count) || parsed.GetValue(facets)
            ? CountAsync(services, string.Join(' ', parsed.GetValue(query)!), parsed.GetValue(facets), parsed.GetValue(language)!, cancel)
            : RunAsync(services, string.Join(' ', parsed.GetValue(query)!), parsed.GetValue(limit), parsed.GetValue(json), snippets: true, cancel), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(IServiceProvider services, string? line, int limit, bool json, bool snippets, CancellationToken cancel)
    {
        if (await QueryAsync(services, line, cancel) is not { } query) return Exit.Usage;
        var left = limit;
        ArticleKey? after = null;
        while (left > 0)
        {
            var page = await services.GetRequiredService<ArticleQueries>().PageAsync(query, Nobody, after, Math.Min(left, PageSize), cancel);
            var places = snippets
                ? await services.GetRequiredService<ArticleSnippets>().SnippetsAsync(query, [.. page.Rows.Select(r => r.Id)], cancel)
                : new Dictionary<long, Snippet>();
            foreach (var row in page.Rows) Write(row, places.GetValueOrDefault(row.Id), json);
            left -= page.Rows.Count;
            after = page.Next;
            if (after is null) break;
        }
        return Exit.Done;
    }

    private static async Task<int> CountAsync(IServiceProvider services, string line, bool facets, string language, CancellationToken cancel)
    {
        if (await QueryAsync(services, line, cancel) is not { } query) return Exit.Usage;
        var summary = await services.GetRequiredService<ArticleSummaries>().SummarizeAsync(query, Nobody, cancel, language);
        if (summary.IsEstimate) await Console.Error.WriteLineAsync("Estimated from a sixteenth of the archive.");
        Console.WriteLine(summary.Total);
        if (!facets) return Exit.Done;
        if (summary is { IsEstimate: false, CodesAreEstimate: true }) await Console.Error.WriteLineAsync("Actors and issues are estimated from a part of the articles.");
        foreach (var (kind, values) in new[]
        {
            ("outlet", summary.Outlets), ("language", summary.Languages), ("coding", summary.Coding), ("threat", summary.Threats), ("actor", summary.Actors), ("issue", summary.Issues),
        })
        {
            var about = summary.IsEstimate || summary.CodesAreEstimate && (kind is "actor" or "issue") ? "about " : "";
            foreach (var value in values) Console.WriteLine($"{kind,-10}{about + value.Count,14}  {value.Label}");
        }
        return Exit.Done;
    }

    /// <summary>Null where the line is faulty; each fault has been said then, with its place marked.</summary>
    private static async Task<ArticleQuery?> QueryAsync(IServiceProvider services, string? line, CancellationToken cancel)
    {
        var search = await services.GetRequiredService<SearchResolver>().ResolveAsync(line, cancel);
        foreach (var fault in search.Faults)
        {
            await Console.Error.WriteLineAsync($"{line}\n{new string(' ', fault.Span.Start)}{new string('^', Math.Max(1, fault.Span.Length))} {fault.Sentence}");
        }
        return search.IsSound ? search.Query : null;
    }

    private static void Write(ArticleRow row, Snippet? places, bool json)
    {
        if (json)
        {
            Print.Json(new
            {
                row.Id, row.Outlet, row.PublishedAt, row.Kicker, row.Title, row.Language, row.TextState, row.CodingState, row.Statements, row.OpenSuggestions,
                row.Threats, row.SuggestedThreats, Snippet = places?.Text.Select(p => new { p.Text, Hit = p.IsHit }),
            });
            return;
        }
        Console.WriteLine($"{row.Id,8}  {Print.Time(row.PublishedAt)}  {Print.Cut(row.Outlet, 20),-20}  {row.Title}");
        if (places is not null) Console.WriteLine($"{"",10}{string.Concat(places.Text.Select(p => p.IsHit ? $"[{p.Text}]" : p.Text))}");
    }
}
