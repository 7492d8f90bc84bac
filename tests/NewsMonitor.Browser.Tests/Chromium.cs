using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NewsMonitor.Web.Tests;

namespace NewsMonitor.Browser.Tests;

/// <summary>The machine's own Chromium. Each visitor has a profile of their own, empty at first.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } path) return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(20_000);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            // Root in a container has no sandbox; the rest keeps the browser from calling home.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Someone at a screen, on the desk's start address; skips the test where there is no Chromium.</summary>
    /// <param name="desk">The running program.</param>
    /// <param name="language"><c>en</c> or <c>de</c>.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="dark">Whether the system asks for dark pages.</param>
    public async Task<Visitor> VisitAsync(RunningDesk desk, string language = "en", int width = 1440, bool dark = false)
    {
        if (_browser is null) Assert.Skip("No Chromium on this machine: apt-get install chromium.");
        var profile = await _browser.NewContextAsync(new()
        {
            BaseURL = desk.Address.ToString(),
            Locale = language == "de" ? "de-DE" : "en-GB",
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = width < 800 ? 844 : 900 },
        });
        // Two cores, several browsers: patience costs nothing where all is well.
        profile.SetDefaultTimeout(20_000);
        return new Visitor(profile, await profile.NewPageAsync());
    }
}

/// <summary>One person's browser. What the page complained of on its console fails the test at the end.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _profile;
    private readonly List<string> _complaints = [];

    internal Visitor(IBrowserContext profile, IPage page)
    {
        (_profile, Page) = (profile, page);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A status is an answer, not a fault: tests look at it themselves.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) _complaints.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser's console said of faults, scripts refused by the content policy among them.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async Task SignInAsync(string name, string password = RunningDesk.Password)
    {
        await Page.GotoAsync("/signin");
        await Page.FillAsync("[name='Input.UserName']", name);
        await Page.FillAsync("#password", password);
        await Page.ClickAsync("button.main");
        await Assertions.Expect(Page).Not.ToHaveURLAsync(new Regex("/signin"));
    }

    /// <summary>Opens a page of the desk and waits for its circuit and for what it loads first: a key pressed before that has nothing to act on.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator(".frame .page").WaitForAsync();
        // The keys are listened to once the circuit has drawn the page.
        await Page.Locator("#key-list").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(Page.Locator(".loading")).ToHaveCountAsync(0);
        await ListensAsync();
    }

    /// <summary>Waits until the browser has heard of the keys that the server has in force; twice in a row, for drawing a page may add some.</summary>
    public async Task ListensAsync()
    {
        var until = DateTime.UtcNow.AddSeconds(20);
        for (var agreed = 0; agreed < 2; await Page.WaitForTimeoutAsync(50))
        {
            var (server, browser) = (await Page.Locator("#keyboard").GetAttributeAsync("data-version"), await Page.Locator("html").GetAttributeAsync("data-listening"));
            agreed = server == browser ? agreed + 1 : 0;
            Assert.True(DateTime.UtcNow < until, $"The page does not listen: its keys are at {server}, the browser's at {browser ?? "none"}.");
        }
    }

    /// <summary>Chooses a file in a field, once the field hears of files: Blazor's own script takes hold of it a moment after it is drawn.</summary>
    public async Task ChooseFileAsync(string field, FilePayload file)
    {
        await Assertions.Expect(Page.Locator(field)).ToHaveJSPropertyAsync("_blazorInputFileNextFileId", 0);
        await Page.SetInputFilesAsync(field, file);
    }

    /// <summary>Holds the page against WCAG 2.2 AA, as far as axe can tell.</summary>
    public async Task IsAccessibleAsync()
    {
        // Colours are measured when transitions are over.
        await Page.WaitForTimeoutAsync(300);
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        var found = result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}").ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    public async ValueTask DisposeAsync() => await _profile.DisposeAsync();
}

internal static class PageAddress
{
    /// <summary>
    /// Waits until the page is at this path and query, however it got there. Not WaitForURLAsync: that compares first and listens then, and misses
    /// a move within the page that happens between the two (seen once in 1,413 clicks, on a page that stood at the right address).
    /// </summary>
    public static Task ArrivesAsync(this IPage page, string address) => Assertions.Expect(page).ToHaveURLAsync(new Regex($"^https?://[^/]+{Regex.Escape(address)}$"));
}
