using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Articles;

/// <summary>An article that a person brings: as read from pasted text or an address, and as they have put it right.</summary>
public sealed record ArticleDraft
{
    public string? Kicker { get; init; }
    public required string Title { get; init; }
    public IReadOnlyList<string> Byline { get; init; } = [];
    /// <summary>Null takes the moment of storing.</summary>
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Modified { get; init; }
    public IReadOnlyList<Block> Blocks { get; init; } = [];
    /// <summary>Where it stands, if it stands anywhere; without one the article is known by its own words.</summary>
    public string? Address { get; init; }
    public string? Outlet { get; init; }
    /// <summary>ISO 639-1; null lets the text tell.</summary>
    public string? Language { get; init; }

    /// <summary>Reads raw text, as copied from a page. Pure: the page shows it, the person corrects it.</summary>
    public static ArticleDraft OfText(string text) => Of(PastedText.Read(text));

    public static ArticleDraft Of(PastedArticle read) => new()
    {
        Kicker = read.Kicker,
        Title = read.Title ?? "",
        Byline = read.Byline,
        Published = read.Published,
        Modified = read.Modified,
        Blocks = read.Blocks,
    };
}

/// <summary>What an address gave.</summary>
public abstract record PageLook
{
    private PageLook() { }

    public sealed record Read(ArticleDraft Draft, PageState State) : PageLook;
    public sealed record AlreadyThere(long ArticleId) : PageLook;
    public sealed record Unreadable(CheckOutcome Outcome, int? Status, string Detail) : PageLook;
    /// <summary>The page holds no article.</summary>
    public sealed record NoArticle : PageLook;
    public sealed record NotAllowed : PageLook;
}

/// <summary>What came of storing a person's article.</summary>
public abstract record PasteResult
{
    private PasteResult() { }

    public sealed record Stored(long ArticleId) : PasteResult;
    public sealed record AlreadyThere(long ArticleId) : PasteResult;
    public sealed record NotAllowed : PasteResult;
    /// <summary>An article has a title and a text.</summary>
    public sealed record Incomplete : PasteResult;
    /// <summary>An address was given that is none.</summary>
    public sealed record BadAddress : PasteResult;
}

/// <summary>Brings articles in by hand: an editor's paste, or the operator's import. Asks for the editor role.</summary>
public sealed class PasteArticle(IDbContextFactory<NewsDbContext> archive, Fetcher fetcher, BulletinBoard board, TimeProvider clock)
{
    private const string UnknownOutlet = "Unknown";

    /// <summary>Fetches an address through the guard and reads the article there. Changes nothing.</summary>
    public async Task<PageLook> LookAsync(string address, Caller by, CancellationToken cancel)
    {
        await using (var db = await archive.CreateDbContextAsync(cancel))
        {
            if (!await by.MayAsync(Role.Editor, db, cancel)) return new PageLook.NotAllowed();
        }
        if (FeedAddress.Parse(address) is not { } uri) return new PageLook.Unreadable(CheckOutcome.BadAddress, null, "This is no web address.");
        if (await FindAsync(CanonicalUrl.Of(uri), cancel) is { } known) return new PageLook.AlreadyThere(known);
        var result = await fetcher.FetchAsync(new(uri, Accept: FetchRequest.Pages), cancel);
        if (result is not FetchResult.Fetched fetched)
        {
            return result is FetchResult.Failed failed
                ? new PageLook.Unreadable(failed.Outcome, failed.Status, failed.Detail)
                : new PageLook.Unreadable(CheckOutcome.Failed, 304, "The server says that nothing has changed, to a question that did not ask.");
        }
        var page = PageReader.Read(fetched.Body, fetched.ContentType, fetched.Address);
        if (page.Title is null || page.Blocks.Count == 0) return new PageLook.NoArticle();
        var canonical = page.CanonicalUrl ?? CanonicalUrl.Of(fetched.Address);
        if (await FindAsync(canonical, cancel) is { } same) return new PageLook.AlreadyThere(same);
        return new PageLook.Read(new()
        {
            Kicker = page.Kicker,
            Title = page.Title,
            Byline = page.Byline,
            Published = page.Published,
            Modified = page.Modified,
            Blocks = page.Blocks,
            Address = canonical,
            Outlet = page.SiteName ?? Site(uri),
            Language = page.Language,
        }, page.State);
    }

    /// <summary>Stores the article, searchable at once, with its audit entry in the same transaction.</summary>
    /// <param name="draft">The article.</param>
    /// <param name="origin">Pasted by a person, or imported from a file.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">Stops it; nothing is kept then.</param>
    /// <param name="import">The import that brings it, if it is one.</param>
    public async Task<PasteResult> SaveAsync(ArticleDraft draft, ArticleOrigin origin, Caller by, CancellationToken cancel, long? import = null)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Editor, db, cancel)) return new PasteResult.NotAllowed();
        var text = ArticleText.Of(draft.Kicker, draft.Title, draft.Byline, draft.Blocks);
        if (text.Text.Length == 0 || string.IsNullOrWhiteSpace(draft.Title)) return new PasteResult.Incomplete();
        string? address = null;
        if (!string.IsNullOrWhiteSpace(draft.Address))
        {
            if (FeedAddress.Parse(draft.Address) is not { } uri) return new PasteResult.BadAddress();
            address = uri.AbsoluteUri;
        }
        // Text without an address is known by its words: the same paste a second time is the same article.
        var canonical = address is null ? $"urn:newsmonitor:text:{Convert.ToHexStringLower(text.Hash)[..32]}" : CanonicalUrl.Of(new Uri(address));
        if (await FindAsync(canonical, cancel) is { } known) return new PasteResult.AlreadyThere(known);
        try
        {
            var id = await StoreAsync(db, draft, text, canonical, address, origin, by, import, cancel);
            board.Post(new(BulletinSubject.Articles));
            return new PasteResult.Stored(id);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return await FindAsync(canonical, cancel) is { } same
                ? new PasteResult.AlreadyThere(same)
                : await SaveAsync(draft, origin, by, cancel, import); // it was the outlet that somebody else made in this moment
        }
    }

    private async Task<long> StoreAsync(
        NewsDbContext db, ArticleDraft draft, ArticleText text, string canonical, string? address, ArticleOrigin origin, Caller by, long? import, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var name = draft.Outlet?.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, 200)] : address is null ? UnknownOutlet : Site(new Uri(address));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var article = new Article
        {
            Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == name, cancel) ?? new Outlet { Name = name },
            CanonicalAddress = canonical,
            Address = address ?? canonical,
            Origin = origin,
            Kicker = text.Kicker,
            Title = text.Title,
            Language = text.Language(draft.Language, null),
            PublishedAt = draft.Published ?? now,
            PublishedFrom = draft.Published is null ? "arrival" : "person",
            ModifiedAt = draft.Modified,
            ArrivedAt = now,
            AddedBy = by.UserId,
            TextState = TextState.Complete,
            Words = text.Words,
            CurrentVersion = 1,
        };
        article.Versions.Add(new()
        {
            Number = 1,
            Kicker = text.Kicker,
            Title = text.Title,
            Byline = text.Byline,
            Text = text.Text,
            Blocks = BlockLetters.Read(text.Blocks),
            ContentHash = text.Hash,
            Source = origin == ArticleOrigin.Imported ? TextSource.Imported : TextSource.Pasted,
            CapturedAt = now,
        });
        db.Articles.Add(article);
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"UPDATE articles SET tsv = article_vector(language, kicker, title, {text.Text}) WHERE id = {article.Id}", cancel);
        db.Note(now, by.UserId, origin == ArticleOrigin.Imported ? "article.imported" : "article.pasted", text.Title, article.Id);
        if (import is { } act) db.ImportArticles.Add(new() { ArticleId = article.Id, ImportId = act });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return article.Id;
    }

    private async Task<long?> FindAsync(string canonical, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Articles.Where(a => a.CanonicalAddress == canonical).Select(a => (long?)a.Id).SingleOrDefaultAsync(cancel);
    }

    private static string Site(Uri address) => address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
}
