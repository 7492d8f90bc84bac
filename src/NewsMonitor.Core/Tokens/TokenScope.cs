using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Core.Tokens;

/// <summary>What a token may do.</summary>
public enum TokenScope
{
    /// <summary>Read articles, stories, actors, the codebook, statements; search; follow the stream.</summary>
    Read,
    /// <summary>Make, change and remove statements; accept and reject suggestions.</summary>
    Code,
    /// <summary>See and manage feeds.</summary>
    Feeds,
    /// <summary>Start exports and fetch their files.</summary>
    Export,
    /// <summary>See and keep the person's watches.</summary>
    Watches,
}

/// <summary>Scopes in words, and the role that each needs.</summary>
public static class TokenScopes
{
    public static IReadOnlyList<TokenScope> All { get; } = Enum.GetValues<TokenScope>();

    /// <summary>As the archive and the API write it: in lower case.</summary>
    public static string Word(this TokenScope scope) => scope.ToString().ToLowerInvariant();

    /// <summary>The scopes of these words; a word that this version does not know says nothing.</summary>
    public static IReadOnlyList<TokenScope> Read(IEnumerable<string> words) =>
        [.. words.Select(word => Enum.TryParse<TokenScope>(word, ignoreCase: true, out var scope) ? scope : (TokenScope?)null).OfType<TokenScope>().Distinct().Order()];

    /// <summary>The role whose work it is; null where everyone who signs in may.</summary>
    public static Role? Needs(this TokenScope scope) => scope switch
    {
        TokenScope.Code => Role.Editor,
        TokenScope.Feeds => Role.Admin,
        _ => null,
    };

    /// <summary>Whether somebody with these roles may do it.</summary>
    public static bool IsWithin(this TokenScope scope, IEnumerable<Role> roles) => scope.Needs() is not { } role || roles.Contains(role);
}
