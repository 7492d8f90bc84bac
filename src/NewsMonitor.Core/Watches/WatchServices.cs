using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Watches.Mail;
using NewsMonitor.Core.Watches.Shifts;
using Npgsql;

namespace NewsMonitor.Core.Watches;

/// <summary>Puts watches into a host.</summary>
public static class WatchServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's settings; section <c>Mail</c> is read and checked at start.</param>
    /// <param name="work">Whether this host matches and sends.</param>
    public static IServiceCollection AddWatches(this IServiceCollection services, IConfiguration configuration, bool work)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.TryAddSingleton(_ => NewsroomTime.Of(configuration["Newsroom:TimeZone"]));
        services.TryAddSingleton<SearchResolver>();
        services.AddSingleton<WatchBook>();
        services.AddSingleton<AlertWriter>();
        services.AddSingleton<ShiftFinder>();
        services.AddSingleton<VolumeScale>();
        services.AddSingleton(p => new WatchMatcher(
            p.GetRequiredService<NpgsqlDataSource>(), p.GetRequiredService<WatchBook>(), p.GetRequiredService<AlertWriter>(), p.GetRequiredService<ShiftFinder>(), p.GetRequiredService<BulletinBoard>()));
        services.AddSingleton<DeliveryClaims>();
        services.AddSingleton<SignedLinks>();
        services.AddSingleton<Mailer>();
        services.AddSingleton<HookCaller>();
        services.AddSingleton<WatchEditor>();
        services.AddSingleton<WatchChannels>();
        services.AddSingleton<WatchQueries>();
        services.AddSingleton<WatchFeeds>();
        services.AddSingleton<AlertInbox>();
        if (work) services.AddHostedService<WatchService>();
        return services;
    }
}
