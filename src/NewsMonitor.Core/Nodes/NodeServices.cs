using Microsoft.Extensions.DependencyInjection;

namespace NewsMonitor.Core.Nodes;

/// <summary>Lets a host be seen as a node, and see the others.</summary>
public static class NodeServices
{
    public static IServiceCollection AddNodes(this IServiceCollection services, bool ingests, bool serves)
    {
        services.AddSingleton(new ThisNode(ingests, serves));
        services.AddSingleton<SystemQueries>();
        services.AddHostedService<NodePresence>();
        return services;
    }
}
