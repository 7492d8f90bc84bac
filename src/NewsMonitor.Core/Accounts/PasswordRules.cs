namespace NewsMonitor.Core.Accounts;

/// <summary>What is wrong with a password.</summary>
public enum PasswordFault { TooShort, TooLong, SameAsName, TooFewLetters }

/// <summary>
/// After NIST SP 800-63B: length counts, recipes of digits and signs do not. Guessing is slowed by the lock-out and the sign-in's rate limit.
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 10;
    /// <summary>Hashing costs by length: an endless password must not cost the server.</summary>
    public const int Longest = 256;
    private const int FewestDifferent = 4;

    /// <summary>The first fault, or null for a password that will do.</summary>
    public static PasswordFault? Check(string password, string userName) =>
        password.Length < Shortest ? PasswordFault.TooShort
        : password.Length > Longest ? PasswordFault.TooLong
        : string.Equals(password, userName, StringComparison.OrdinalIgnoreCase) ? PasswordFault.SameAsName
        : password.Distinct().Count() < FewestDifferent ? PasswordFault.TooFewLetters
        : null;
}
