using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Reading.Pages;
using Npgsql;

namespace NewsMonitor.Core.SiteRules;

/// <summary>One article read by the rule in force and by the rule to be tried.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Title">Its title in the archive.</param>
/// <param name="Address">Its page.</param>
/// <param name="Kept">Whether the page was kept, or had to be fetched now.</param>
/// <param name="Before">As the rules in force read it; null where there was no page.</param>
/// <param name="After">As the new rule reads it; null where there was no page.</param>
/// <param name="Fault">Why there was no page, in plain English.</param>
public sealed record TrialArticle(long ArticleId, string Title, string Address, bool Kept, ReadPage? Before, ReadPage? After, string? Fault);

/// <summary>Tries a rule on the last articles of its site. Writes nothing.</summary>
public sealed class SiteRuleTrial(NpgsqlDataSource archive, PageStore pages, Fetcher fetcher, Robots robots, SiteRuleShelf shelf, IOptions<IngestionOptions> options)
{
    public const int Articles = 10;

    /// <summary>The articles of the site, newest first, each as soon as its page is there.</summary>
    /// <param name="host">The site.</param>
    /// <param name="json">The rule to be tried; it must be one (<see cref="SiteRuleAdmin.Check"/>).</param>
    /// <param name="cancel">Stops it.</param>
    public async IAsyncEnumerable<TrialArticle> RunAsync(string host, string json, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rule = SiteRuleShelf.Parse(json, out var fault) ?? throw new ArgumentException(fault, nameof(json));
        var now = await shelf.BookAsync(cancel);
        var (before, after) = (new PageReaderOptions { SiteRules = now }, new PageReaderOptions { SiteRules = new([.. now.Rules, rule]) });
        foreach (var (id, title, address) in await LastAsync(host, cancel)) yield return await TryAsync(id, title, address, before, after, cancel);
    }

    private async Task<TrialArticle> TryAsync(long id, string title, string address, PageReaderOptions before, PageReaderOptions after, CancellationToken cancel)
    {
        if (await pages.KeptAsync(id, cancel) is { } kept)
        {
            var (body, at) = (kept.Unpack(), new Uri(kept.Address));
            return new(id, title, address, true, PageReader.Read(body, kept.ContentType, at, before), PageReader.Read(body, kept.ContentType, at, after), null);
        }
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return Without("The article has no web address.");
        if (options.Value.ObeyRobots && await robots.AllowsAsync(uri, cancel) is not true) return Without("The site's robots.txt closes this page to programs.");
        return await fetcher.FetchAsync(new(uri, Accept: FetchRequest.Pages), cancel) switch
        {
            FetchResult.Fetched page => new(
                id, title, address, false, PageReader.Read(page.Body, page.ContentType, page.Address, before),
                PageReader.Read(page.Body, page.ContentType, page.Address, after), null),
            FetchResult.Failed failed => Without(failed.Detail),
            _ => Without("The server says that nothing has changed, to a question that did not ask."),
        };

        TrialArticle Without(string why) => new(id, title, address, false, null, null, why);
    }

    private async Task<IReadOnlyList<(long Id, string Title, string Address)>> LastAsync(string host, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"SELECT a.id, a.title, a.address {SiteArticles.Sql} ORDER BY a.published_at DESC, a.id DESC LIMIT {Articles}");
        command.Parameters.Add(new() { Value = host });
        var articles = new List<(long, string, string)>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) articles.Add((rows.GetInt64(0), rows.GetString(1), rows.GetString(2)));
        return articles;
    }
}

/// <summary>The articles of a site: those whose address lies there, among its outlets' own.</summary>
internal static class SiteArticles
{
    /// <summary>FROM … WHERE …, with the host as $1. By the outlets of the site's feeds, since articles are indexed by outlet; and what people have pasted from there.</summary>
    internal const string Sql = """
        FROM articles a
        WHERE a.outlet_id IN (
                SELECT f.outlet_id FROM feeds f WHERE f.host ~ ('(^|\.)' || replace($1, '.', '\.') || '(:|$)') OR f.site_address ~ ('//([^/]*\.)?' || replace($1, '.', '\.') || '(:|/|$)')
                UNION SELECT o.id FROM outlets o WHERE o.name = $1 OR o.home_address ~ ('//([^/]*\.)?' || replace($1, '.', '\.') || '(:|/|$)'))
            AND a.address ~ ('^https?://([^/]*\.)?' || replace($1, '.', '\.') || '(:|/|$)')
        """;
}
