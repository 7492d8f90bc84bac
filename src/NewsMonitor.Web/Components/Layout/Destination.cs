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
    /// <summary>Who may open it: whoever holds one of these roles; where there is none, everybody.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];
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
        new("/articles/new", "Page.Paste") { Roles = [Role.Editor] },
        new("/desk", "Desk") { Icon = "desk" },
        new("/stories", "Stories") { Icon = "stories" },
        new("/suggestions", "Suggestions") { Icon = "suggestions" },
        new("/suggestions/names", "Page.Names"),
        new("/suggestions/quality", "Page.Quality"),
        new("/actors", "Actors") { Icon = "actors" },
        new("/actors/duplicates", "Page.Duplicates") { Roles = [Role.Editor] },
        new("/actors/import", "Page.ImportActors") { Roles = [Role.Editor] },
        new("/positions", "Positions") { Icon = "positions" },
        new("/threats", "Threats") { Icon = "threats" },
        new("/networks", "Networks") { Icon = "networks" },
        new("/issues", "Issues") { Icon = "issues" },
        new("/issues/changes", "Page.CodebookChanges"),
        new("/issues/import", "Page.ImportCodebook") { Roles = [Role.Editor] },
        new("/coding/phrase", "CodePhrase") { Roles = [Role.Editor] },
        new("/coding/change", "ChangeCodes") { Roles = [Role.Editor] },
        new("/coding/work", "Page.Work") { Icon = "work", Roles = [Role.Editor], Under = "/coding" },
        new("/coding/rounds", "Page.Rounds") { Roles = [Role.Editor] },
        new("/coding/rounds/new", "Page.NewRound") { Roles = [Role.Editor] },
        new("/agreement", "Page.Agreement") { Roles = [Role.Editor] },
        new("/questions", "Questions") { Icon = "questions" },
        new("/watches", "Watches") { Icon = "watches" },
        new("/watches/alerts", "Page.Alerts"),
        new("/watches/new", "Page.NewWatch"),
        new("/watches/mail", "Page.AlertMail"),
        new("/export", "Exchange") { Icon = "exchange", Also = ["/import", "/imports"] },
        new("/import", "Page.Import") { Roles = [Role.Editor] },
        new("/imports", "Page.Imports") { Roles = [Role.Editor, Role.Admin] },
        new("/account", "OwnSettings"),
        new("/account/tokens", "AccessTokens"),
        new("/api", "ApiGuide"),
        new("/admin/feeds", "Admin") { Icon = "admin", Roles = [Role.Admin], Under = "/admin", AtFoot = true },
        new("/admin/rules", "Page.SiteRules") { Roles = [Role.Admin] },
        new("/admin/users", "Page.Users") { Roles = [Role.Admin] },
        new("/admin/audit", "Page.Audit") { Roles = [Role.Admin] },
        new("/admin/system", "Page.System") { Roles = [Role.Admin] },
    ];

    /// <summary>Those that the person may open.</summary>
    public static IEnumerable<Destination> For(ClaimsPrincipal person) => All.Where(page => page.Roles.Count == 0 || page.Roles.Any(person.Holds));
}
