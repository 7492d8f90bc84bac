using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using MudBlazor.Services;
using NewsMonitor.Web.Api;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Components.Exchange;
using NewsMonitor.Web.Components.Agreement;
using NewsMonitor.Web.Components.Feeds;
using NewsMonitor.Web.Components.Issues;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Networks;
using NewsMonitor.Web.Components.Positions;
using NewsMonitor.Web.Components.Snippets;
using NewsMonitor.Web.Components.Stories;
using NewsMonitor.Web.Components.Watches;
using NewsMonitor.Web.Components.Threats;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Hosting;

/// <summary>What the pages need, and the order in which a request passes.</summary>
internal static class PagesHost
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // SIGTERM ends within 30 s (issue, orchestrators' default): what is running gets 20 of them.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        // For whoever collects them; a person at a terminal gets lines to read.
        if (builder.Environment.IsProduction() && Console.IsOutputRedirected) builder.Logging.AddJsonConsole(json => json.UseUtcTimestamp = true);

        services.AddNewsroom();
        services.AddSignIn();
        services.AddApi();
        services.AddHealthChecks().AddCheck<ArchiveAnswers>("archive");
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A lost connection is found again within three minutes, or the page starts anew.
            circuits.DisconnectedCircuitMaxRetained = 200;
            circuits.DetailedErrors = builder.Environment.IsDevelopment();
        })
        // The framework's 32 KB would end the circuit of an editor who pastes a long article.
        .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 2 * 1024 * 1024);
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.ShowTransitionDuration = 80;
            mud.SnackbarConfiguration.HideTransitionDuration = 140;
            mud.SnackbarConfiguration.VisibleStateDuration = 6_000;
        });
        services.AddScoped<Keyboard>();
        services.AddScoped<FeedWording>();
        services.AddSingleton<NetworkChoices>();
        // What a page shows, apart from how it is drawn: one each for a page.
        services.AddTransient<ArticleListing>();
        services.AddTransient<ArticleCoding>();
        services.AddTransient<ListWalk>();
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/problem/500", createScopeForErrors: true);
        app.Use(async (context, next) =>
        {
            try { await next(context); }
            // A request that cannot be read is the caller's fault and no fault of ours: the status says so, the page of the status explains it.
            catch (BadHttpRequestException e) when (!context.Response.HasStarted) { context.Response.StatusCode = e.StatusCode; }
        });
        app.UseApi();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseMiddleware<CircuitGuard>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/health/ready").AllowAnonymous().DisableHttpMetrics();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSignIn();
        app.MapApi();
        app.MapFeedExport();
        app.MapMetrics();
        app.MapHubCallback();
        app.MapCodebookExport();
        app.MapSnippetExport();
        app.MapWatches();
        app.MapExchangeFiles();
        app.MapPositionFiles();
        app.MapThreatFiles();
        app.MapStoryFiles();
        app.MapNetworkFiles();
        app.MapAgreementExport();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization();
    }
}
