using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Actors and codebook at one moment, as the engine needs them.</summary>
public sealed record KnownLists(KnownActors Actors, IssueMatcher Issues, IssueMatters Matters, KnownInstruments Instruments, int CodebookVersion)
{
    /// <summary>Actors brought into the archive since the snapshot was taken, by key.</summary>
    internal ConcurrentDictionary<string, long> Ids { get; } = new(Actors.Ids, StringComparer.Ordinal);

    /// <summary>What the engine sees of the codebook, as a number: another one, another reading. A change of a definition leaves it as it is.</summary>
    public long Codebook { get; init; }

    public static async Task<KnownLists> LoadAsync(NewsDbContext db, CancellationToken cancel)
    {
        var issues = await db.Issues.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null && i.ProposedAt == null).OrderBy(i => i.Id).ToListAsync(cancel);
        var instruments = await db.Instruments.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null).OrderBy(i => i.Id)
            .Select(i => new KnownInstrument(i.Id, i.Name, i.Cameo)).ToListAsync(cancel);
        var actors = await KnownActors.LoadAsync(db, cancel);
        return new(
            actors,
            new IssueMatcher(issues.Select(i => new CodebookIssue(i.Id.ToString(CultureInfo.InvariantCulture), i.Proposition is null ? [i.Name, .. i.Synonyms] : [i.Name, i.Proposition, .. i.Synonyms]))),
            new IssueMatters(issues.Select(i => (i.Id, i.Name)), actors.Index),
            new KnownInstruments(instruments),
            await db.CodebookVersions.MaxAsync(v => (int?)v.Number, cancel) ?? 0)
        {
            Codebook = Number([.. issues.Select(i => $"{i.Id} {i.Name} {i.Proposition}"), .. instruments.Select(i => $"{i.Id} {i.Name} {i.Cameo}")]),
        };
    }

    private static long Number(IEnumerable<string> lines) =>
        BitConverter.ToInt64(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}

/// <summary>
/// What an issue is about apart from whom it names. "NATO-Beitritt der Ukraine" shares two of three stems with every sentence on NATO and
/// Ukraine; of four such positions of the demo three were wrong. The matter ("Beitritt") has to be there, too.
/// </summary>
public sealed class IssueMatters
{
    private readonly Dictionary<long, IssueMatcher> _matters = [];
    private readonly Dictionary<long, string> _names = [];

    public IssueMatters(IEnumerable<(long Id, string Name)> issues, ActorIndex actors)
    {
        var finder = new ActorFinder(actors);
        foreach (var (id, name) in issues)
        {
            _names[id] = name;
            var rest = name.ToCharArray();
            foreach (var mention in finder.Find(AnalysedText.Read(name, "de")).Mentions) rest.AsSpan(mention.Start, mention.End - mention.Start).Fill(' ');
            var matter = new string(rest);
            if (matter.Any(char.IsLetter)) _matters[id] = new([new CodebookIssue("matter", [matter])]);
        }
    }

    /// <summary>Whether the words name the issue's matter. An issue that is nothing but names has none to ask for.</summary>
    public bool Named(long issue, string words, string language) => !_matters.TryGetValue(issue, out var matter) || matter.Match(words, language) is not null;

    /// <summary>Whether the words name the issue's opposite: "a stop to …".</summary>
    public bool Reversed(long issue, string words, string language) => IssueReversal.Between(words, _names[issue], language);
}

public sealed record KnownInstrument(long Id, string Name, string? Cameo);

/// <summary>Finds the codebook's instrument for a threat.</summary>
public sealed class KnownInstruments(IReadOnlyList<KnownInstrument> instruments)
{
    private readonly IssueMatcher _names = new(instruments.Select(i => new CodebookIssue(i.Id.ToString(CultureInfo.InvariantCulture), [i.Name])));

    /// <summary>
    /// By the words of the text if an instrument of the same CAMEO class is called so; else the class's first one, because codebooks go from
    /// the general to the special; null where the codebook has none of the class.
    /// </summary>
    public long? Find(string cameo, string? words, string language)
    {
        var ofClass = instruments.Where(i => i.Cameo == cameo).ToArray();
        if (words is not null && _names.Match(words, language) is { } key)
        {
            var named = long.Parse(key, CultureInfo.InvariantCulture);
            if (ofClass.Any(i => i.Id == named)) return named;
        }
        return ofClass.FirstOrDefault()?.Id;
    }
}

/// <summary>
/// Keeps the lists in memory. Building the index of names takes some 100 ms, so it is done anew when a bulletin says that a list has
/// changed, at most every ten seconds; and every ten minutes, because a bulletin can be lost.
/// </summary>
public sealed class ListKeeper : IDisposable
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(10);

    private readonly IDbContextFactory<NewsDbContext> _archive;
    private readonly TimeProvider _clock;
    private readonly IDisposable _bulletins;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Kept? _kept;
    private volatile bool _changed;

    public ListKeeper(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
    {
        (_archive, _clock) = (archive, clock);
        _bulletins = board.Subscribe(bulletin =>
        {
            if (bulletin.Subject == BulletinSubject.Lists) _changed = true;
            return Task.CompletedTask;
        });
    }

    /// <summary>The lists as they are now.</summary>
    public Task<KnownLists> GetFreshAsync(CancellationToken cancel)
    {
        _kept = null;
        return GetAsync(cancel);
    }

    /// <summary>The lists as they are, or were a moment ago.</summary>
    public async Task<KnownLists> GetAsync(CancellationToken cancel)
    {
        if (_kept is { } kept && !IsStale(kept)) return kept.Lists;
        await _loading.WaitAsync(cancel);
        try
        {
            if (_kept is { } loaded && !IsStale(loaded)) return loaded.Lists;
            _changed = false;
            await using var db = await _archive.CreateDbContextAsync(cancel);
            var fresh = new Kept(await KnownLists.LoadAsync(db, cancel), _clock.GetUtcNow());
            _kept = fresh;
            return fresh.Lists;
        }
        finally
        {
            _loading.Release();
        }
    }

    private bool IsStale(Kept kept) => _clock.GetUtcNow() - kept.At is var age && (age > Latest || (_changed && age > Soonest));

    public void Dispose()
    {
        _bulletins.Dispose();
        _loading.Dispose();
    }

    private sealed record Kept(KnownLists Lists, DateTimeOffset At);
}
