using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Api;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>Who gets in, with what, how often.</summary>
public sealed class DoorTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Addresses that are open to everybody, and why they may be.</summary>
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/metrics", // an operator's; the last asks for a token of its own
        "/language", "/hooks/websub/{token:length(48)}", // an address that nobody can guess
        "/mail/stop/{token}", "/mail/confirm/{token}/yes", // likewise, out of a letter
        "/api/v1/openapi.json", // holds nothing of the archive
    ];

    [Fact]
    public void No_endpoint_lacks_authorisation()
    {
        var endpoints = room.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        Assert.Contains(endpoints, e => e.RoutePattern.RawText == "/api/v1/articles/{id:long}");
        Assert.All(endpoints, endpoint =>
        {
            var path = "/" + endpoint.RoutePattern.RawText?.Trim('/');
            if (path == "/{**path:file}" || path.StartsWith("/_", StringComparison.Ordinal) || endpoint.DisplayName?.Contains("Static", StringComparison.Ordinal) == true || Path.HasExtension(path) && !path.StartsWith("/api", StringComparison.Ordinal)) return; // the framework's, and files of the look
            var anonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (anonymous) Assert.True(Open.Contains(path) || endpoint.Metadata.OfType<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>().Any(), $"{path} is open to everybody.");
            else Assert.True(endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null, $"{path} asks for no sign-in.");
        });
    }

    [Fact]
    public void Every_address_of_the_API_asks_for_a_token_and_for_a_scope()
    {
        Assert.All(Routes(), route =>
        {
            var policies = route.Endpoint.Metadata.OfType<AuthorizationPolicy>().ToArray();
            Assert.Contains(policies, p => p.AuthenticationSchemes is [TokenSignIn.Name]);
            Assert.True(route.Path == "/api/v1/me" || route.Endpoint.Metadata.GetMetadata<NeedsScope>() is not null, $"{route.Path} asks for no scope.");
        });
    }

    [Fact]
    public async Task Without_a_token_with_a_wrong_one_and_with_the_cookie_of_the_pages_nobody_gets_in()
    {
        using var stranger = room.With(null);
        using var guess = room.With(TokenText.New());
        using var browser = room.Desk.NewBrowser();
        await RunningDesk.SignInAsync(browser, "chief");
        foreach (var route in Routes())
        {
            foreach (var caller in new[] { stranger, guess, browser })
            {
                using var answer = await caller.SendAsync(ApiRoom.Request(new(route.Method), route.Address), Cancel);
                await ApiRoom.ProblemAsync(answer, 401, "no-token");
                Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_token_does_what_its_scopes_say_and_nothing_else()
    {
        foreach (var route in Routes().Where(r => r.Scope is not null))
        {
            var other = TokenScopes.All.First(s => s != route.Scope && s.Needs() is null);
            using var caller = await room.WithAsync(room.Analyst, other);
            using var answer = await caller.SendAsync(ApiRoom.Request(new(route.Method), route.Address), Cancel);
            var problem = await ApiRoom.ProblemAsync(answer, 403, "not-allowed");
            Assert.Contains($"'{route.Scope!.Value.Word()}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Contains($"scope=\"{route.Scope.Value.Word()}\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_makes_a_token_that_may_do_more_than_they_may()
    {
        var tokens = room.Get<PersonalTokens>();
        Assert.Equal(new TokenChange.BeyondRole(TokenScope.Code, Role.Editor), await tokens.MakeAsync(room.Analyst, "x", [TokenScope.Code], null, Cancel));
        Assert.Equal(new TokenChange.BeyondRole(TokenScope.Feeds, Role.Admin), await tokens.MakeAsync(room.Editor, "x", [TokenScope.Read, TokenScope.Feeds], null, Cancel));
        Assert.IsType<TokenChange.NoScope>(await tokens.MakeAsync(room.Analyst, "x", [], null, Cancel));
        Assert.IsType<TokenChange.BadName>(await tokens.MakeAsync(room.Analyst, " ", [TokenScope.Read], null, Cancel));
        Assert.IsType<TokenChange.BadLife>(await tokens.MakeAsync(room.Analyst, "x", [TokenScope.Read], TimeSpan.FromDays(4000), Cancel));
    }

    [Fact]
    public async Task A_role_that_is_taken_an_account_that_is_disabled_and_a_token_that_is_revoked_count_at_once()
    {
        var users = room.Get<UserAdmin>();
        var id = await room.Desk.AddUserAsync("leaving", Role.Editor);
        using var caller = await room.WithAsync(id, TokenScope.Read, TokenScope.Code);
        Assert.Equal(["read", "code"], Scopes(await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/me", Cancel))));

        await users.TakeRoleAsync(id, Role.Editor, Caller.Operator, Cancel);
        Assert.Equal(["read"], Scopes(await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/me", Cancel))));
        var problem = await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", room.Position()), Cancel), 403, "not-allowed");
        Assert.Contains("Editor", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await users.DisableAsync(id, Caller.Operator, Cancel);
        await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/me", Cancel), 401, "no-token");
        await users.EnableAsync(id, Caller.Operator, Cancel);
        using (await caller.GetAsync("/api/v1/me", Cancel)) { }

        var tokens = room.Get<PersonalTokens>();
        var row = Assert.Single(await tokens.OfAsync(id, Cancel));
        Assert.NotNull(row.LastUsedAt);
        // Nobody's business but the holder's and an admin's.
        Assert.IsType<TokenChange.Unknown>(await tokens.RevokeAsync(row.Id, room.Analyst, Cancel));
        Assert.IsType<TokenChange.Revoked>(await tokens.RevokeAsync(row.Id, room.Admin, Cancel));
        await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/me", Cancel), 401, "no-token");
        await using var db = room.Open();
        Assert.Equal(["token.made", "token.revoked"], await db.AuditEntries.Where(e => e.SubjectId == row.Id && e.Action.StartsWith("token.")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Of_a_token_only_the_hash_is_kept_and_a_mistyped_one_is_known_by_itself()
    {
        var text = await room.TokenAsync(room.Analyst, TokenScope.Read);
        Assert.Matches("^newsmonitor_pat_[0-9A-Za-z]{49}$", text);
        Assert.True(TokenText.IsSound(text));
        Assert.False(TokenText.IsSound(text[..^1] + (text[^1] == 'x' ? 'y' : 'x')));
        Assert.False(TokenText.IsSound(text[..20] + (text[20] == 'x' ? 'y' : 'x') + text[21..]));
        await using var db = room.Open();
        var kept = await db.PersonalTokens.AsNoTracking().Where(t => t.Ending == text.Substring(text.Length - 4)).ToListAsync(Cancel);
        Assert.Contains(kept, t => t.Hash.SequenceEqual(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text))));
        Assert.DoesNotContain(await db.AuditEntries.Where(e => e.Action == "token.made").ToListAsync(Cancel), e => e.Details!.RootElement.ToString().Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_calls_too_often_is_told_how_long_to_wait_and_another_is_not_held_up()
    {
        await using var strict = room.Start(("Api:RequestsPerMinute", "2"));
        using var eager = room.With(await room.TokenAsync(room.Analyst, TokenScope.Read), strict);
        using var other = room.With(await room.TokenAsync(room.Analyst, TokenScope.Read), strict);
        HttpResponseMessage answer;
        var calls = 0;
        // A bucket fills while one waits: on a slow machine a call more may pass.
        while ((answer = await eager.GetAsync("/api/v1/me", Cancel)).StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal("\"calls\";q=2;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
            Assert.True(++calls < 20);
        }
        await ApiRoom.ProblemAsync(answer, 429, "too-many");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.StartsWith("\"calls\";r=0;t=", Assert.Single(answer.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
        using var calm = await other.GetAsync("/api/v1/me", Cancel);
        Assert.Equal(HttpStatusCode.OK, calm.StatusCode);
    }

    [Fact]
    public async Task Pages_of_other_origins_may_call_only_where_the_operator_says_so()
    {
        await using var open = room.Start(("Api:AllowedOrigins:0", "https://dash.example"));
        foreach (var (desk, allowed) in new[] { (room.Desk, false), (open, true) })
        {
            using var caller = room.With(null, desk);
            var ask = ApiRoom.Request(HttpMethod.Options, "/api/v1/articles");
            ask.Headers.Add("Origin", "https://dash.example");
            ask.Headers.Add("Access-Control-Request-Method", "GET");
            ask.Headers.Add("Access-Control-Request-Headers", "authorization");
            using var answer = await caller.SendAsync(ask, Cancel);
            Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
            // A refusal is readable for the page too, or its author sees nothing but "network error".
            var call = ApiRoom.Request(HttpMethod.Get, "/api/v1/articles");
            call.Headers.Add("Origin", "https://dash.example");
            using var refused = await caller.SendAsync(call, Cancel);
            Assert.Equal(allowed, refused.Headers.Contains("Access-Control-Allow-Origin"));
            call = ApiRoom.Request(HttpMethod.Get, "/api/v1/articles");
            call.Headers.Add("Origin", "https://evil.example");
            using var stranger = await caller.SendAsync(call, Cancel);
            Assert.False(stranger.Headers.Contains("Access-Control-Allow-Origin"));
        }
        Assert.ThrowsAny<Exception>(() => room.Start(("Api:AllowedOrigins:0", "*")));
    }

    private static string[] Scopes(System.Text.Json.JsonElement me) => [.. me.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()!)];

    private IEnumerable<(string Method, string Path, string Address, TokenScope? Scope, Endpoint Endpoint)> Routes() =>
        from endpoint in room.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where path.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.EndsWith("openapi.json", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (method, path.TrimEnd('/'), path.Replace("{id:long}", "1", StringComparison.Ordinal).TrimEnd('/'), endpoint.Metadata.GetMetadata<NeedsScope>()?.Scope, (Endpoint)endpoint);
}
