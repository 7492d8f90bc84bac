using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Positions;
using NewsMonitor.Core.Quotations;
using NewsMonitor.Core.Threats;

namespace NewsMonitor.Core.Coding;

/// <summary>Puts the desk's work into a host: reading, searching, coding, the lists.</summary>
public static class CodingServices
{
    /// <remarks><c>Newsroom:TimeZone</c> is an IANA zone; an unknown one stops the start with its name.</remarks>
    public static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(NewsroomTime.Of(configuration["Newsroom:TimeZone"]));
        services.AddSingleton<ArticleQueries>();
        services.AddSingleton<ArticleSummaries>();
        services.AddSingleton<ArticleSnippets>();
        services.AddSingleton<SearchResolver>();
        services.AddSingleton<SearchCompletion>();
        services.AddSingleton<ArticleMarks>();
        services.AddSingleton<StatementQuotes>();
        services.AddSingleton<StatementQueries>();
        services.AddSingleton<CodeEditor>();
        services.AddSingleton<RoundMaker>();
        services.AddSingleton<RoundEditor>();
        services.AddSingleton<OwnWork>();
        services.AddSingleton<Adjudicator>();
        services.AddSingleton<CodeUndo>();
        services.AddSingleton<BulkCoding>();
        services.AddSingleton<PresenceBoard>();
        services.AddSingleton<UnsavedCards>();
        services.AddSingleton<Comments.CommentEditor>();
        services.AddSingleton<Agreement.AgreementQueries>();
        services.AddSingleton<KeyChoices>();
        services.AddSingleton<QuotationEditor>();
        services.AddExchange();
        services.AddSingleton<PositionMaps>();
        services.AddSingleton<ThreatBoards>();
        services.AddSingleton<NetworkSource>();
        services.AddSingleton<NetworkPictures>();
        services.AddSingleton<ActorEditor>();
        services.AddSingleton<ActorProfiles>();
        services.AddSingleton<Suggestions.UnknownNames>();
        services.AddSingleton<CodebookEditor>();
        services.AddSingleton<EntryMerge>();
        services.AddSingleton<EntrySplit>();
        services.AddSingleton<CodebookImport>();
        services.AddSingleton<ActorImport>();
        return services;
    }
}
