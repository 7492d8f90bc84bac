using Microsoft.AspNetCore.Identity;

namespace NewsMonitor.Core.Accounts;

/// <summary>A person who signs in. Accounts are disabled, not deleted: codes keep their coder.</summary>
public sealed class NewsUser : IdentityUser<long>
{
    [PersonalData]
    public required string DisplayName { get; set; }
    /// <summary>Interface language, <c>de</c> or <c>en</c>; null follows the browser.</summary>
    public string? Language { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSignInAt { get; set; }
    public DateTimeOffset? DisabledAt { get; set; }
}
