using System.Security.Claims;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Components.Layout;

/// <summary>A page that one can go to by itself. The rail and the palette show the same list, each person what they may open.</summary>
/// <param name="Address">Where.</param>
/// <param name="Words">What it is called: a key of the frame's words.</param>
public sealed record Destination(string Address, string Words)
{
    /// <summary>Its icon in the rail; null for pages that are reached from others, and by the palette.</summary>
    public string? Icon { get; init; }
    /// <summary>Who may open it; null for everybody.</summary>
    public Role? Role { get; init; }
    /// <summary>The path whose pages belong to it in the rail, where that is not its own.</summary>
    public string? Under { get; init; }
    /// <summary>Other paths that belong to it, with what is below them; of the root, itself alone.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
    /// <summary>At the rail's foot, apart from the daily work.</summary>
    public bool AtFoot { get; init; }

    /// <summary>All of them, in the rail's order; a page's parts follow it.</summary>
    public static IReadOnlyList<Destination> All { get; } =
    [
        new("/articles", "Articles") { Icon = "articles", Also = ["/"] },
        new("/articles/new", "Page.Paste") { Role = Core.Accounts.Role.Editor },
        new("/desk", "Desk") { Icon = "desk" },
        new("/stories", "Stories") { Icon = "stories" },
        new("/suggestions", "Suggestions") { Icon = "suggestions" },
        new("/suggestions/names", "Page.Names"),
        new("/suggestions/quality", "Page.Quality"),
        new("/actors", "Actors") { Icon = "actors" },
        new("/actors/duplicates", "Page.Duplicates") { Role = Core.Accounts.Role.Editor },
        new("/actors/import", "Page.ImportActors") { Role = Core.Accounts.Role.Editor },
        new("/positions", "Positions") { Icon = "positions" },
        new("/threats", "Threats") { Icon = "threats" },
        new("/networks", "Networks") { Icon = "networks" },
        new("/issues", "Issues") { Icon = "issues" },
        new("/issues/changes", "Page.CodebookChanges"),
        new("/issues/import", "Page.ImportCodebook") { Role = Core.Accounts.Role.Editor },
        new("/coding/phrase", "CodePhrase") { Role = Core.Accounts.Role.Editor },
        new("/coding/change", "ChangeCodes") { Role = Core.Accounts.Role.Editor },
        new("/coding/work", "Page.Work") { Icon = "work", Role = Core.Accounts.Role.Editor, Under = "/coding" },
        new("/coding/rounds", "Page.Rounds") { Role = Core.Accounts.Role.Editor },
        new("/coding/rounds/new", "Page.NewRound") { Role = Core.Accounts.Role.Editor },
        new("/agreement", "Page.Agreement") { Role = Core.Accounts.Role.Editor },
        new("/questions", "Questions") { Icon = "questions" },
        new("/watches", "Watches") { Icon = "watches" },
        new("/watches/alerts", "Page.Alerts"),
        new("/watches/new", "Page.NewWatch"),
        new("/watches/mail", "Page.AlertMail"),
        new("/export", "Exchange") { Icon = "exchange", Also = ["/import", "/imports"] },
        new("/import", "Page.Import") { Role = Core.Accounts.Role.Editor },
        new("/imports", "Page.Imports") { Role = Core.Accounts.Role.Editor },
        new("/account", "OwnSettings"),
        new("/account/tokens", "AccessTokens"),
        new("/api", "ApiGuide"),
        new("/admin/feeds", "Admin") { Icon = "admin", Role = Core.Accounts.Role.Admin, Under = "/admin", AtFoot = true },
        new("/admin/rules", "Page.SiteRules") { Role = Core.Accounts.Role.Admin },
        new("/admin/users", "Page.Users") { Role = Core.Accounts.Role.Admin },
        new("/admin/audit", "Page.Audit") { Role = Core.Accounts.Role.Admin },
        new("/admin/system", "Page.System") { Role = Core.Accounts.Role.Admin },
    ];

    /// <summary>Those that the person may open.</summary>
    public static IEnumerable<Destination> For(ClaimsPrincipal person) => All.Where(page => page.Role is not { } role || person.Holds(role));
}
