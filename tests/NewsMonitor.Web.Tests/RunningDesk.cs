using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Web.Components;

namespace NewsMonitor.Web.Tests;

/// <summary>The real program on a free port of loopback and a database of the test's own.</summary>
public sealed partial class RunningDesk : WebApplicationFactory<App>
{
    public const string Password = "a long enough password";

    private readonly IReadOnlyDictionary<string, string> _settings;

    private RunningDesk(IReadOnlyDictionary<string, string> settings) => _settings = settings;

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <param name="connectionString">A migrated database.</param>
    /// <param name="settings">Settings that differ from the program's own, by key.</param>
    public static RunningDesk Start(string connectionString, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["ConnectionStrings:NewsMonitor"] = connectionString,
            ["SignIn:AttemptsPerMinute"] = "1000",
            ["Ingestion:RunInWeb"] = "false",
            ["Logging:LogLevel:Default"] = "Warning",
            ["environment"] = "Production",
        };
        foreach (var (key, value) in settings) all[key] = value;
        var desk = new RunningDesk(all);
        desk.UseKestrel(0);
        desk.StartServer();
        return desk;
    }

    /// <summary>A desk that people have signed up to, with an admin, or everybody would be led to the first run; no rule reads along.</summary>
    public static async Task<RunningDesk> StartAsync(string connectionString, params (string Name, Role Role)[] people)
    {
        var desk = Start(connectionString, ("Suggestions:Enabled", "false"));
        await desk.AddUserAsync("chief", Role.Admin);
        foreach (var (name, role) in people) await desk.AddUserAsync(name, role);
        return desk;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
    }

    public async Task<long> AddUserAsync(string name, params Role[] roles)
    {
        var change = await Services.GetRequiredService<UserAdmin>().AddAsync(new(name, Password, roles, name), Caller.Operator, CancellationToken.None);
        return Assert.IsType<UserChange.Saved>(change).UserId;
    }

    /// <summary>A browser without scripts: keeps cookies, follows nothing.</summary>
    public HttpClient NewBrowser(string language = "en")
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <summary>Fills in the sign-in form and sends it.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password = Password, string path = "/signin")
    {
        var page = await browser.GetStringAsync(path);
        return await browser.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token(page),
            ["Input.UserName"] = name,
            ["Input.Password"] = password,
        }));
    }

    /// <summary>The antiforgery token of the first form on a page.</summary>
    public static string Token(string page) => TokenPattern().Match(page).Groups[1].Value;

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex TokenPattern();
}
