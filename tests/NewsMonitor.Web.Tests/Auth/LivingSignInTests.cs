using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Tests.Auth;

public sealed class LivingSignInTests
{
    [Fact]
    public async Task A_moment_without_the_archive_signs_nobody_out()
    {
        // Nothing listens at port 1.
        await using var services = new ServiceCollection().AddLogging().AddArchive("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2").BuildServiceProvider();
        Assert.True(await MayStayAsync(services.GetRequiredService<IDbContextFactory<NewsDbContext>>(), stopping: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_that_ends_with_the_program_is_no_error_and_a_closed_archive_at_any_other_time_is_one(bool stopping)
    {
        var services = new ServiceCollection().AddLogging().AddArchive("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2").BuildServiceProvider();
        var archive = services.GetRequiredService<IDbContextFactory<NewsDbContext>>();
        await services.DisposeAsync();
        if (stopping) Assert.True(await MayStayAsync(archive, stopping));
        else await Assert.ThrowsAsync<ObjectDisposedException>(() => MayStayAsync(archive, stopping));
    }

    /// <summary>The framework asks by a timer of a minute; the question itself is protected.</summary>
    private static Task<bool> MayStayAsync(IDbContextFactory<NewsDbContext> archive, bool stopping)
    {
        using var signIn = new LivingSignIn(NullLoggerFactory.Instance, archive, Options.Create(new IdentityOptions()), new Host(stopping));
        var person = new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "1")], "test")));
        return (Task<bool>)typeof(LivingSignIn).GetMethod("ValidateAuthenticationStateAsync", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(signIn, [person, CancellationToken.None])!;
    }

    private sealed class Host(bool stopping) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => new(true);
        public CancellationToken ApplicationStopping => new(stopping);
        public CancellationToken ApplicationStopped => default;

        public void StopApplication() { }
    }
}
