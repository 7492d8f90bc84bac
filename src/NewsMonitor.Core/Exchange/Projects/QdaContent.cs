using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Exchange.Statements;

namespace NewsMonitor.Core.Exchange.Projects;

/// <summary>A text of the project.</summary>
internal sealed record QdaSource(Guid Guid, long Article, int Version, string Name, string Outlet, string Address, string Language, DateTimeOffset Published, DateTimeOffset Captured);

/// <summary>A coded place of a text: its codes are those of the statement.</summary>
internal sealed record QdaSelection(Guid Guid, int Start, int End, string Name, string? Coder, DateTimeOffset At, IReadOnlyList<Guid> Codes, Guid Note);

/// <summary>A statement in words, which no tree of codes could hold whole.</summary>
internal sealed record QdaNote(Guid Guid, string Name, string Text, string? Coder, DateTimeOffset At);

/// <summary>
/// A project in the making. A statement becomes several codes on the same words: the issue with its stance, or the instrument and the mode
/// of a threat, and each actor in each role. Guids are made of what they name, so that the same archive gives the same project again.
/// </summary>
internal sealed class QdaContent
{
    private readonly Dictionary<(long Article, int Version), List<QdaSelection>> _selections = [];
    private readonly Dictionary<long, SortedSet<int>> _versions = [];
    private readonly List<QdaSource> _sources = [];
    private readonly Dictionary<long, Article> _articles = [];

    public QdaCodes Codes { get; } = new();
    public List<QdaNote> Notes { get; } = [];
    public SortedSet<string> Coders { get; } = new(StringComparer.Ordinal);
    public int Statements { get; private set; }
    public IReadOnlyList<QdaSource> Sources => _sources;
    public IEnumerable<(long Article, int Number)> Coded => _selections.Keys;
    public IEnumerable<Article> Articles => _articles.Values;

    /// <summary>The numbers of an article's versions that something is coded on.</summary>
    public IReadOnlyCollection<int> VersionsOf(long article) => _versions.GetValueOrDefault(article) ?? [];

    public IReadOnlyList<QdaSelection> SelectionsOf(QdaSource source) => _selections.GetValueOrDefault((source.Article, source.Version)) ?? [];

    public static async Task<QdaContent> GatherAsync(ExportSource source, CancellationToken cancel)
    {
        var project = new QdaContent();
        await using var db = await source.OpenAsync(cancel);
        project.Codes.AddBook(await CodebookExport.ReadAsync(db, cancel));
        var issues = await db.Issues.AsNoTracking().Select(i => new { i.Id, i.Uid }).ToDictionaryAsync(i => i.Id, i => i.Uid, cancel);
        var instruments = await db.Instruments.AsNoTracking().Select(i => new { i.Id, i.Uid }).ToDictionaryAsync(i => i.Id, i => i.Uid, cancel);
        var articles = new HashSet<long>();
        await foreach (var statement in source.StatementsAsync(cancel))
        {
            project.Add(statement, statement.IssueId is { } issue ? issues[issue] : null, statement.InstrumentId is { } instrument ? instruments[instrument] : null);
            articles.Add(statement.Article.Id);
        }
        if (source.Most < int.MaxValue)
        {
            foreach (var article in await db.Articles.AsNoTracking().Include(a => a.Outlet).Where(a => articles.Contains(a.Id)).ToListAsync(cancel)) project._articles[article.Id] = article;
        }
        return project;
    }

    /// <summary>Takes a text in, once.</summary>
    public QdaSource AddSource(Article article, ArticleVersion version)
    {
        var name = version.Number == article.CurrentVersion ? version.Title : $"{version.Title} (version {version.Number})";
        var source = new QdaSource(
            StixId.Uuid($"source|{article.Id}|{version.Number}"), article.Id, version.Number, name, article.Outlet!.Name, article.Address, article.Language, article.PublishedAt, version.CapturedAt);
        _sources.Add(source);
        return source;
    }

    private void Add(StatementRecord s, Guid? issue, Guid? instrument)
    {
        Statements++;
        var coder = s.ChangedBy ?? s.CreatedBy;
        if (coder is not null) Coders.Add(coder);
        var note = new QdaNote(StixId.Uuid($"note|{s.Id}"), Cut(WebAnnotations.Sentence(s)), InWords(s), coder, s.CreatedAt);
        Notes.Add(note);
        IReadOnlyList<Guid> codes = [.. Codes.Of(s, issue, instrument)];
        foreach (var (evidence, number) in s.Evidence.Select((e, i) => (e, i)))
        {
            if (!_selections.TryGetValue((s.Article.Id, evidence.Version), out var places)) _selections[(s.Article.Id, evidence.Version)] = places = [];
            if (!_versions.TryGetValue(s.Article.Id, out var versions)) _versions[s.Article.Id] = versions = [];
            versions.Add(evidence.Version);
            places.Add(new(
                StixId.Uuid($"selection|{s.Id}|{number}"), evidence.Start, evidence.End, Cut(evidence.Quote), coder, s.CreatedAt,
                evidence.Role == "evidence" ? codes : [Codes.Part(evidence.Role)], note.Guid));
        }
    }

    private static string InWords(StatementRecord s)
    {
        List<string> lines = [WebAnnotations.Sentence(s)];
        Say("State", s.State);
        Say("Act", s.Act is "none" ? null : s.Act);
        Say("Proposition", s.Proposition);
        Say("Instrument", s.Instrument);
        Say("CAMEO", s.Cameo);
        Say("Condition", s.Condition);
        Say("Mode", s.Mode);
        Say("Life cycle", s.LifeCycle);
        Say("Event date", s.EventDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var p in s.Participants) Say(p.Role, p.Office is null ? p.Name : $"{p.Name} ({p.Office}{(p.Organisation is null ? "" : $", {p.Organisation}")})");
        Say("Note", s.Note);
        Say("Rule", s.Rule);
        Say("Codebook version", s.CodebookVersion.ToString(CultureInfo.InvariantCulture));
        return string.Join('\n', lines);

        void Say(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value)) lines.Add($"{label}: {value}");
        }
    }

    private static string Cut(string text) => text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[78]) ? 78 : 79)] + "…";
}
