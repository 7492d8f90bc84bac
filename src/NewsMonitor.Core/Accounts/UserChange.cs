namespace NewsMonitor.Core.Accounts;

/// <summary>What came of a change to an account.</summary>
public abstract record UserChange
{
    private UserChange() { }

    public sealed record Saved(long UserId) : UserChange;
    /// <summary>The caller is no admin, or no longer one.</summary>
    public sealed record NotAllowed : UserChange;
    public sealed record UnknownUser : UserChange;
    public sealed record NameTaken(string Name) : UserChange;
    /// <summary>Names are letters, digits and <c>-._@+</c>, 2 to 64 of them.</summary>
    public sealed record BadName(string Name) : UserChange;
    public sealed record BadPassword(PasswordFault Fault) : UserChange;
    /// <summary>Without this one nobody could manage users any more.</summary>
    public sealed record LastAdmin : UserChange;
}

/// <summary>An account to be made. Without a display name the user name is shown.</summary>
public sealed record NewAccount(string UserName, string Password, IReadOnlyCollection<Role> Roles, string? DisplayName = null, string? Language = null);

/// <summary>An account as lists show it.</summary>
public sealed record UserRow(
    long Id, string UserName, string DisplayName, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt, DateTimeOffset? DisabledAt, DateTimeOffset? LockedUntil);
