using System.Globalization;

namespace NewsMonitor.Web.Demo;

/// <summary>Puts the demo newsroom into the host.</summary>
public static class DemoHosting
{
    /// <summary>Where the newsroom listens unless told otherwise. Fixed, so that articles keep their addresses from one start to the next.</summary>
    public const int DefaultPort = 5081;

    /// <summary>Turns the bare switch <c>--demo</c>, which the command-line settings would pair with the next argument, into the setting <c>Demo:Enabled</c>.</summary>
    public static string[] WithDemoSwitch(string[] args) => [.. args.Select(a => a == "--demo" ? "--Demo:Enabled=true" : a)];

    /// <summary>Whether this host is a demo (<c>Demo:Enabled</c>).</summary>
    public static bool IsDemo(this IConfiguration configuration) => configuration.GetValue<bool>("Demo:Enabled");

    /// <summary>
    /// Adds the newsroom if the host is a demo, and allows the ingestion its one private address. Settings: <c>Demo:Enabled</c>, <c>Demo:Port</c>,
    /// <c>Demo:Language</c> (of the codebook: de or en).
    /// Call it before anything reads <c>Ingestion:AllowPrivate</c>.
    /// </summary>
    public static IHostApplicationBuilder AddDemoNewsroom(this IHostApplicationBuilder builder)
    {
        if (!builder.Configuration.IsDemo())
            return builder;
        var port = DemoNewsroom.FreePort(builder.Configuration.GetValue("Demo:Port", DefaultPort));
        var allowed = builder.Configuration.GetSection("Ingestion:AllowPrivate").GetChildren().Count();
        builder.Configuration.AddInMemoryCollection([new($"Ingestion:AllowPrivate:{allowed.ToString(CultureInfo.InvariantCulture)}", $"127.0.0.1:{port}")]);
        builder.Services.AddSingleton(provider => new DemoNewsroom(port, TimeProvider.System, DemoArticles.All, provider.GetRequiredService<ILogger<DemoNewsroom>>()));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DemoNewsroom>());
        builder.Services.AddSingleton<DemoSeed>();
        builder.Services.AddHostedService<DemoSeeding>();
        builder.Services.AddSingleton<DemoCoder>();
        builder.Services.AddHostedService<DemoEditors>();
        return builder;
    }
}

/// <summary>Fills the archive once the schema and the newsroom stand, and before the ingestion begins: hosted services start in the order they were added.</summary>
internal sealed class DemoSeeding(DemoSeed seed, DemoNewsroom newsroom, IConfiguration configuration) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => seed.FillAsync(newsroom.Root, configuration["Demo:Language"] ?? "de", cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
