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
    /// <returns>In the order of their ids.</returns>
    public static async Task<IReadOnlyList<StatementRecord>> ReadAsync(NewsDbContext db, IReadOnlyCollection<long> ids, string language, CancellationToken cancel)
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
        return [.. statements.Select(s => Record(s, articles[s.ArticleId], versions, counters, names, organisations, language))];
    }

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
            Evidence = [.. statement.Anchors.OrderBy(a => a.Role).ThenBy(a => a.Start).Select(a => Evidence(a, versions[a.VersionId], counters[a.VersionId]))],
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
