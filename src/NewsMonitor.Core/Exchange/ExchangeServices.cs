using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Exchange;

/// <summary>Puts exports and imports into a host: for pages and for workers alike.</summary>
public static class ExchangeServices
{
    public static IServiceCollection AddExchange(this IServiceCollection services)
    {
        services.AddSingleton<Exporter>();
        services.AddSingleton<ExportDesk>();
        services.AddSingleton<JobKind, ExportJob>();
        services.AddSingleton<ArticleImport>();
        services.AddSingleton<StatementImport>();
        services.AddSingleton<Importer>();
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<JobKind, ImportJob>();
        services.AddSingleton<ImportHistory>();
        services.AddSingleton<JobKind, ImportRemoval>();
        return services;
    }
}
