using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Comments;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Core.Quotations;
using NewsMonitor.Core.SiteRules;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Core.Suggestions.LanguageModel;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Core.Watches;

namespace NewsMonitor.Core.Data;

/// <summary>The archive. One context an operation, from <see cref="IDbContextFactory{TContext}"/>; each entity's mapping stands beside it.</summary>
public sealed class NewsDbContext(DbContextOptions<NewsDbContext> options) : IdentityDbContext<NewsUser, IdentityRole<long>, long>(options)
{
    public DbSet<Outlet> Outlets => Set<Outlet>();
    public DbSet<Feed> Feeds => Set<Feed>();
    public DbSet<FeedCheck> FeedChecks => Set<FeedCheck>();
    public DbSet<FeedEntry> FeedEntries => Set<FeedEntry>();
    public DbSet<FeedVolume> FeedVolumes => Set<FeedVolume>();
    public DbSet<HubSubscription> HubSubscriptions => Set<HubSubscription>();
    public DbSet<PageTask> PageTasks => Set<PageTask>();
    public DbSet<StoredPage> StoredPages => Set<StoredPage>();
    public DbSet<SiteRuleEntry> SiteRules => Set<SiteRuleEntry>();
    public DbSet<SiteRuleVersion> SiteRuleVersions => Set<SiteRuleVersion>();
    public DbSet<ReadingTask> ReadingTasks => Set<ReadingTask>();
    public DbSet<DecisionEntry> Decisions => Set<DecisionEntry>();
    public DbSet<RankerSnapshot> RankerSnapshots => Set<RankerSnapshot>();
    public DbSet<UnknownName> UnknownNames => Set<UnknownName>();
    public DbSet<DismissedName> DismissedNames => Set<DismissedName>();
    public DbSet<NameChange> NameChanges => Set<NameChange>();
    public DbSet<ModelTask> ModelTasks => Set<ModelTask>();
    public DbSet<ModelDay> ModelDays => Set<ModelDay>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<Article> Articles => Set<Article>();
    public DbSet<ArticleVersion> ArticleVersions => Set<ArticleVersion>();
    public DbSet<ArticleMark> ArticleMarks => Set<ArticleMark>();
    public DbSet<Story> Stories => Set<Story>();
    public DbSet<StoryArticle> StoryArticles => Set<StoryArticle>();
    public DbSet<ArticlePrint> ArticlePrints => Set<ArticlePrint>();
    public DbSet<StoryTerm> StoryTerms => Set<StoryTerm>();
    public DbSet<StoryRevision> StoryRevisions => Set<StoryRevision>();
    public DbSet<Actor> Actors => Set<Actor>();
    public DbSet<ActorName> ActorNames => Set<ActorName>();
    public DbSet<Affiliation> Affiliations => Set<Affiliation>();
    public DbSet<ActorDistinction> ActorDistinctions => Set<ActorDistinction>();
    public DbSet<Code> Codes => Set<Code>();
    public DbSet<Mention> Mentions => Set<Mention>();
    public DbSet<Threat> Threats => Set<Threat>();
    public DbSet<Position> Positions => Set<Position>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<Anchor> Anchors => Set<Anchor>();
    public DbSet<AnchorPlacement> AnchorPlacements => Set<AnchorPlacement>();
    public DbSet<Quotation> Quotations => Set<Quotation>();
    public DbSet<Issue> Issues => Set<Issue>();
    public DbSet<Instrument> Instruments => Set<Instrument>();
    public DbSet<CodebookVersion> CodebookVersions => Set<CodebookVersion>();
    public DbSet<Move> Moves => Set<Move>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<EntryRevision> EntryRevisions => Set<EntryRevision>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<CommentMention> CommentMentions => Set<CommentMention>();
    public DbSet<CodingRound> CodingRounds => Set<CodingRound>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<AdjudicatedArticle> Adjudications => Set<AdjudicatedArticle>();
    public DbSet<Presence> Presences => Set<Presence>();
    public DbSet<UnsavedCard> UnsavedCards => Set<UnsavedCard>();
    public DbSet<KeyChoice> KeyChoices => Set<KeyChoice>();
    public DbSet<PersonalToken> PersonalTokens => Set<PersonalToken>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<Node> Nodes => Set<Node>();
    public DbSet<Watch> Watches => Set<Watch>();
    public DbSet<WatchMember> WatchMembers => Set<WatchMember>();
    public DbSet<WatchMatch> WatchMatches => Set<WatchMatch>();
    public DbSet<WatchChange> WatchChanges => Set<WatchChange>();
    public DbSet<WatchHook> WatchHooks => Set<WatchHook>();
    public DbSet<WatchFeed> WatchFeeds => Set<WatchFeed>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<AlertRead> AlertReads => Set<AlertRead>();
    public DbSet<AlertSettings> AlertSettings => Set<AlertSettings>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<DeliveryAlert> DeliveryAlerts => Set<DeliveryAlert>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportArticle> ImportArticles => Set<ImportArticle>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasPostgresExtension("pg_trgm");
        builder.ApplyConfigurationsFromAssembly(typeof(NewsDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // timestamptz takes UTC only; foreign dates come with every offset there is.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        // Enums as words: a database is read by people too, and a reordered enum must not change the archive.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(24);
    }
}
