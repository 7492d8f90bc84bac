using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Core.Tokens;

/// <summary>What came of a person's act on their tokens.</summary>
public abstract record TokenChange
{
    private TokenChange() { }

    /// <summary>The text is to be shown now and never again.</summary>
    public sealed record Made(long Id, string Text) : TokenChange;
    public sealed record Revoked(long Id) : TokenChange;
    /// <summary>The account was disabled meanwhile.</summary>
    public sealed record NotAllowed : TokenChange;
    /// <summary>Empty, or over 80 characters.</summary>
    public sealed record BadName : TokenChange;
    public sealed record NoScope : TokenChange;
    /// <summary>From a moment to ten years.</summary>
    public sealed record BadLife : TokenChange;
    /// <summary>The person lacks the role that the scope needs.</summary>
    public sealed record BeyondRole(TokenScope Scope, Role Role) : TokenChange;
    /// <summary>The person has as many living tokens as one may.</summary>
    public sealed record TooMany : TokenChange;
    public sealed record Unknown : TokenChange;
}

public enum TokenState { Living, Expired, Revoked }

/// <summary>A token as its holder's list shows it.</summary>
public sealed record TokenRow(
    long Id, string Name, string Ending, IReadOnlyList<TokenScope> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, TokenState State);

/// <summary>Who calls, and what the call may do at this moment.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="TokenName">What its holder calls it.</param>
/// <param name="UserId">The person for whom it acts.</param>
/// <param name="DisplayName">Their name.</param>
/// <param name="Language">Theirs, or null.</param>
/// <param name="Roles">Those they hold now.</param>
/// <param name="Scopes">Those of the token that their roles allow.</param>
/// <param name="Asleep">Those of the token whose role they hold no longer.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
public sealed record TokenHolder(
    long TokenId, string TokenName, long UserId, string DisplayName, string? Language, IReadOnlyList<Role> Roles, IReadOnlyList<TokenScope> Scopes,
    IReadOnlyList<TokenScope> Asleep, DateTimeOffset? ExpiresAt);
