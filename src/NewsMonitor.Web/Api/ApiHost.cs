using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace NewsMonitor.Web.Api;

/// <summary>The REST API: what it needs, where it stands in the way of a request, and its resources, one file each.</summary>
internal static class ApiHost
{
    private const string Cors = "api";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenSignIn>(TokenSignIn.Name, null);
        services.AddSingleton<ApiLimiter>();
        services.AddSingleton<StreamBell>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamBell>());
        services.AddSingleton<StreamReading>();
        // Bearer tokens are not sent by themselves and no secret stands in an answer: what BREACH needs is not there.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "application/x-ndjson", "text/csv"];
        });
        services.AddCors();
        services.ConfigureOptions<CorsByOptions>();
        services.ConfigureHttpJsonOptions(json => Write(json.SerializerOptions));
        // Read by the API's pipe, which says which parameter it was; PagesHost keeps the bare status elsewhere.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddApiDocument();
    }

    public static void UseApi(this WebApplication app)
    {
        var crossOrigin = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.AllowedOrigins.Count > 0;
        app.UseWhen(context => context.Request.Path.StartsWithSegments(ApiPipe.Path), api =>
        {
            if (crossOrigin) api.UseCors(Cors);
            api.UseResponseCompression();
            api.UseMiddleware<ApiPipe>();
        });
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapApiDocument();
        var api = app.MapGroup(ApiPipe.Path).AddEndpointFilter<RouteGroupBuilder, Tags>().DisableAntiforgery()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        api.MapMe();
        api.MapArticles();
        api.MapSearch();
        api.MapStories();
        api.MapActors();
        api.MapCodebook();
        api.MapStatements();
        api.MapExports();
        api.MapWatches();
        api.MapFeeds();
        api.MapStream();
    }

    /// <summary>As files are written that leave the archive: snake_case, words for enums, what is not known is absent.</summary>
    internal static void Write(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // umlauts stay readable; the type says that it is no HTML
        json.RespectNullableAnnotations = true;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.MaxDepth = 32;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    /// <summary>Which pages of other origins may call: those of <c>Api:AllowedOrigins</c>, without cookies.</summary>
    private sealed class CorsByOptions(IOptions<ApiOptions> api) : IConfigureOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>
    {
        public void Configure(Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions options) => options.AddPolicy(Cors, policy => policy
            .WithOrigins([.. api.Value.AllowedOrigins]).AllowAnyHeader().WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
            .WithExposedHeaders("ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"));
    }
}
