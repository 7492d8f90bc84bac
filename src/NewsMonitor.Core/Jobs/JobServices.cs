using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Core.Jobs;

/// <summary>Puts long work into a host: asking for it everywhere, doing it where the worker runs.</summary>
public static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services, bool work)
    {
        services.AddSingleton<JobClaims>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<JobFiles>();
        if (work) services.AddHostedService<JobService>();
        return services;
    }
}
