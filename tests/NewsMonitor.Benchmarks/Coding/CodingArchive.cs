using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Benchmarks.Coding;

/// <summary>The million articles with coders at work in them; what they did is taken out again at the end, and before, should a run have been broken off.</summary>
internal sealed class CodingArchive : IAsyncDisposable
{
    private const string Names = "measured-";
    private readonly MillionArticles _million;
    private readonly ServiceProvider _services;
    private readonly IDbContextFactory<NewsDbContext> _archive;

    private CodingArchive(MillionArticles million, ServiceProvider services)
    {
        (_million, _services, _archive) = (million, services, services.GetRequiredService<IDbContextFactory<NewsDbContext>>());
        Editor = new(_archive, new BulletinBoard(million.Archive, TimeProvider.System, NullLogger<BulletinBoard>.Instance), TimeProvider.System);
    }

    public CodeEditor Editor { get; }
    public IReadOnlyList<long> Coders { get; private set; } = [];

    public static async Task<CodingArchive> OpenAsync(MillionArticles million, int coders)
    {
        var services = new ServiceCollection();
        services.AddDbContextFactory<NewsDbContext>(options => options.UseArchive(million.Archive));
        var desk = new CodingArchive(million, services.BuildServiceProvider());
        await desk.ClearAsync();
        await using var db = await desk._archive.CreateDbContextAsync();
        var people = Enumerable.Range(1, coders).Select(n => new NewsUser
        {
            UserName = $"{Names}{n}", NormalizedUserName = $"{Names}{n}".ToUpperInvariant(), DisplayName = $"Coder {n}", CreatedAt = DateTimeOffset.UtcNow,
        }).ToArray();
        db.Users.AddRange(people);
        await db.SaveChangesAsync();
        db.UserRoles.AddRange(people.Select(p => new Microsoft.AspNetCore.Identity.IdentityUserRole<long> { UserId = p.Id, RoleId = (long)Role.Editor + 1 }));
        await db.SaveChangesAsync();
        desk.Coders = [.. people.Select(p => p.Id)];
        return desk;
    }

    /// <summary>Articles drawn over all years, uncoded ones.</summary>
    public async Task<IReadOnlyList<(long Id, long Version, int Length)>> ArticlesAsync(int count, int seed)
    {
        await using var db = await _archive.CreateDbContextAsync();
        var last = await db.Articles.MaxAsync(a => a.Id);
        var random = new Random(seed);
        var ids = Enumerable.Range(0, count * 4).Select(_ => random.NextInt64(1, last)).Where(id => id % 10 != 0).Distinct().ToArray();
        var found = await db.ArticleVersions.Where(v => ids.Contains(v.ArticleId)).Select(v => new { v.ArticleId, v.Id, v.Text.Length }).Take(count).ToListAsync();
        return [.. found.Select(v => (v.ArticleId, v.Id, v.Length))];
    }

    public async Task<IReadOnlyList<(long Id, uint RowVersion)>> SuggestionsAsync(int count, int seed)
    {
        await using var db = await _archive.CreateDbContextAsync();
        var from = await db.Codes.MinAsync(c => c.Id) + new Random(seed).Next(10_000);
        var found = await db.Positions.Where(c => c.Id > from && c.State == CodeState.Suggested && c.RemovedAt == null).OrderBy(c => c.Id).Take(count).Select(c => new { c.Id, c.RowVersion }).ToListAsync();
        return [.. found.Select(c => (c.Id, c.RowVersion))];
    }

    public static PositionDraft Draft(long article, long version, int start, Random random) => new()
    {
        ArticleId = article, VersionId = version, Anchors = [new(AnchorRole.Evidence, start, start + 40), new(AnchorRole.Cue, start + 4, start + 16)],
        Participants = [new(ParticipantRole.Speaker, random.Next(1, 40)), new(ParticipantRole.Target, random.Next(41, MillionArticles.Actors))],
        IssueId = random.Next(1, MillionArticles.Issues), Stance = (Stance)random.Next(3), Act = (PositionAct)random.Next(9),
    };

    public async Task<uint> RowVersionAsync(long code) => (await StateAsync(code)).RowVersion;

    public async Task<(uint RowVersion, string Note)> StateAsync(long code)
    {
        await using var db = await _archive.CreateDbContextAsync();
        var state = await db.Codes.Where(c => c.Id == code).Select(c => new { c.RowVersion, c.Note }).SingleAsync();
        return (state.RowVersion, state.Note ?? "");
    }

    public async Task<HashSet<string>> NotesAsync(long article)
    {
        await using var db = await _archive.CreateDbContextAsync();
        return [.. await db.Codes.Where(c => c.ArticleId == article && c.RemovedAt == null && c.Note != null).Select(c => c.Note!).ToListAsync()];
    }

    private Task ClearAsync() => _million.ExecuteAsync($"""
        CREATE TEMP TABLE theirs AS SELECT id FROM users WHERE user_name LIKE '{Names}%';
        CREATE TEMP TABLE touched AS SELECT DISTINCT article_id AS id FROM revisions WHERE by IN (SELECT id FROM theirs);
        ALTER TABLE decisions DISABLE TRIGGER USER; -- the log is append-only, and this is no archive of anybody's
        DELETE FROM decisions WHERE by IN (SELECT id FROM theirs);
        ALTER TABLE decisions ENABLE TRIGGER USER;
        DELETE FROM revisions WHERE by IN (SELECT id FROM theirs);
        DELETE FROM entry_revisions WHERE by IN (SELECT id FROM theirs);
        DELETE FROM moves WHERE by IN (SELECT id FROM theirs);
        DELETE FROM codes WHERE created_by IN (SELECT id FROM theirs);
        UPDATE codes SET state = 'Suggested', changed_by = NULL WHERE changed_by IN (SELECT id FROM theirs);
        UPDATE articles SET statements = t.confirmed, open_suggestions = t.open, threats = t.threats, suggested_threats = t.suggested,
            coding_state = CASE WHEN t.confirmed > 0 THEN 'InWork' WHEN t.open > 0 THEN 'Suggested' ELSE 'None' END
        FROM (SELECT d.id, count(*) FILTER (WHERE state = 'Confirmed' AND kind <> 'mention') AS confirmed, count(*) FILTER (WHERE state = 'Suggested' AND kind <> 'mention') AS open,
                count(*) FILTER (WHERE state = 'Confirmed' AND kind = 'threat') AS threats, count(*) FILTER (WHERE state = 'Suggested' AND kind = 'threat') AS suggested
            FROM touched d LEFT JOIN codes c ON c.article_id = d.id AND c.removed_at IS NULL GROUP BY d.id) AS t WHERE t.id = articles.id;
        DELETE FROM user_roles WHERE user_id IN (SELECT id FROM theirs);
        DELETE FROM users WHERE id IN (SELECT id FROM theirs);
        DROP TABLE theirs, touched;
        """);

    public async ValueTask DisposeAsync()
    {
        await ClearAsync();
        await _services.DisposeAsync();
    }
}
