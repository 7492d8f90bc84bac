using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Core.Exchange;

/// <summary>Reads statements with all that belongs to them.</summary>
public static class StatementReader
{
    /// <param name="db">A context for this operation.</param>
    /// <param name="ids">Threats and positions; others are passed over.</param>
    /// <param name="language">In which language actors are named.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="live">For who works on them: with the row version, and with the places of the words in the text of now.</param>
    /// <returns>In the order of their ids.</returns>
    public static async Task<IReadOnlyList<StatementRecord>> ReadAsync(
        NewsDbContext db, IReadOnlyCollection<long> ids, string language, CancellationToken cancel, bool live = false)
    {
        var statements = await db.Codes.OfType<Statement>().AsNoTracking().AsSplitQuery().Where(s => ids.Contains(s.Id))
            .Include(s => s.Anchors)
            .Include(s => s.Participants).ThenInclude(p => p.Actor).ThenInclude(a => a!.Names.Where(n => n.Preferred))
            .Include(s => s.Participants).ThenInclude(p => p.Actor).ThenInclude(a => a!.Affiliations)
            .Include(s => ((Threat)s).Instrument).Include(s => ((Position)s).Issue)
            .OrderBy(s => s.Id).ToListAsync(cancel);
        var articleIds = statements.Select(s => s.ArticleId).Distinct().ToArray();
        var articles = await db.Articles.AsNoTracking().Include(a => a.Outlet).Where(a => articleIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var versionIds = statements.SelectMany(s => s.Anchors).Select(a => a.VersionId).Distinct().ToArray();
        var versions = await db.ArticleVersions.AsNoTracking().Where(v => versionIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
        var people = statements.SelectMany(s => new[] { s.CreatedBy, s.ChangedBy }).OfType<long>().Distinct().ToArray();
        var names = await db.Users.AsNoTracking().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        var organisationIds = statements.SelectMany(s => s.Participants).SelectMany(p => p.Actor!.Affiliations).Select(a => a.OrganisationId).OfType<long>().Distinct().ToArray();
        var organisations = await db.Actors.AsNoTracking().Include(a => a.Names.Where(n => n.Preferred)).Where(a => organisationIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var counters = versions.ToDictionary(v => v.Key, v => new CodePoints(v.Value.Text));
        var records = statements.Select(s => Record(s, articles[s.ArticleId], versions, counters, names, organisations, language));
        if (!live) return [.. records];
        var placements = await PlacementsAsync(db, statements, articles, versions, cancel);
        return [.. records.Zip(statements, (record, statement) => record with { RowVersion = statement.RowVersion, Evidence = Placed(record, statement, placements) })];
    }

    /// <summary>By anchor: where its words stand in the current text of its article, of those that were made on another.</summary>
    private static async Task<Dictionary<long, PlacementRecord>> PlacementsAsync(
        NewsDbContext db, List<Statement> statements, Dictionary<long, Article> articles, Dictionary<long, ArticleVersion> versions, CancellationToken cancel)
    {
        var moved = statements.SelectMany(s => s.Anchors.Where(a => versions[a.VersionId].Number != articles[s.ArticleId].CurrentVersion)).Select(a => a.Id).ToArray();
        if (moved.Length == 0) return [];
        var current = await (from p in db.AnchorPlacements.AsNoTracking()
                             join v in db.ArticleVersions on p.VersionId equals v.Id
                             join a in db.Articles on v.ArticleId equals a.Id
                             where moved.Contains(p.AnchorId) && v.Number == a.CurrentVersion
                             select new { Placement = p, v.Id, v.Number, v.Text }).ToListAsync(cancel);
        var counters = current.DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => new CodePoints(c.Text));
        return current.ToDictionary(c => c.Placement.AnchorId, c => c.Placement.Fate == AnchorFate.Orphaned
            ? new PlacementRecord(c.Number, Word(c.Placement.Fate), null, null)
            : new PlacementRecord(c.Number, Word(c.Placement.Fate), counters[c.Id].FromUtf16(c.Placement.Start), counters[c.Id].FromUtf16(c.Placement.End)));
    }

    private static EvidenceRecord[] Placed(StatementRecord record, Statement statement, Dictionary<long, PlacementRecord> placements) =>
        [.. record.Evidence.Zip(Ordered(statement), (evidence, anchor) => evidence with { Now = placements.GetValueOrDefault(anchor.Id) })];

    private static IEnumerable<Anchor> Ordered(Statement statement) => statement.Anchors.OrderBy(a => a.Role).ThenBy(a => a.Start);

    private static StatementRecord Record(
        Statement statement, Article article, Dictionary<long, ArticleVersion> versions, Dictionary<long, CodePoints> counters,
        Dictionary<long, string> people, Dictionary<long, Actor> organisations, string language)
    {
        var day = DateOnly.FromDateTime(article.PublishedAt.UtcDateTime);
        var byline = statement.Anchors.Select(a => versions[a.VersionId]).MaxBy(v => v.Number)?.Byline ?? [];
        var record = new StatementRecord
        {
            Id = statement.Id, Kind = statement is Threat ? "threat" : "position", State = Word(statement.State), Origin = Word(statement.Origin),
            Article = new(article.Id, article.Outlet!.Name, article.Title, article.Kicker, byline, article.CanonicalAddress, article.Language, article.PublishedAt),
            Participants = [.. statement.Participants.OrderBy(p => p.Role).ThenBy(p => p.Ordinal).Select(p => Participant(p, day, organisations, language))],
            Evidence = [.. Ordered(statement).Select(a => Evidence(a, versions[a.VersionId], counters[a.VersionId]))],
            EventDate = statement.EventDate, Note = statement.Note, Rule = statement.Rule, Score = statement.Score, CodebookVersion = statement.CodebookVersion,
            CreatedAt = statement.CreatedAt, CreatedBy = Named(statement.CreatedBy), ChangedAt = statement.ChangedAt, ChangedBy = Named(statement.ChangedBy),
        };
        return statement switch
        {
            Threat t => record with
            {
                InstrumentId = t.InstrumentId, Instrument = t.Instrument?.Name, InstrumentWords = t.InstrumentWords, Cameo = t.Instrument?.Cameo,
                Condition = t.Condition, Mode = Word(t.Mode), LifeCycle = Word(t.LifeCycle),
            },
            Position p => record with { IssueId = p.IssueId, Issue = p.Issue!.Name, Proposition = p.Issue.Proposition, Stance = Word(p.Stance), Act = Word(p.Act) },
            _ => record,
        };

        string? Named(long? id) => id is { } user ? people.GetValueOrDefault(user) : null;
    }

    private static ParticipantRecord Participant(Participant participant, DateOnly day, Dictionary<long, Actor> organisations, string language)
    {
        var actor = participant.Actor!;
        // The latest office of those held on the day: a chancellor who is still a party's chair is the chancellor.
        var office = actor.Affiliations.Where(a => (a.From is null || a.From <= day) && (a.Until is null || day <= a.Until)).OrderByDescending(a => a.From).FirstOrDefault();
        var organisation = office?.OrganisationId is { } id ? organisations.GetValueOrDefault(id)?.NameIn(language) : null;
        return new(Word(participant.Role), actor.Id, actor.Key, actor.NameIn(language), Word(actor.Kind), actor.Country, actor.WikidataId, organisation, office?.Office);
    }

    private static EvidenceRecord Evidence(Anchor anchor, ArticleVersion version, CodePoints counter) => new(
        Word(anchor.Role), version.Number, counter.FromUtf16(anchor.Start), counter.FromUtf16(anchor.End), anchor.Quote, anchor.Prefix, anchor.Suffix);

    /// <summary>"CarriedOut" is <c>carried-out</c> outside.</summary>
    internal static string Word(Enum value) =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
