using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Account;

/// <summary>What came of a change to an account, in a sentence.</summary>
internal static class AccountWording
{
    /// <summary>Null where it was saved: nothing needs saying.</summary>
    public static string? Say(this IStringLocalizer<AccountWords> words, UserChange change) => change switch
    {
        UserChange.Saved => null,
        UserChange.NotAllowed => words["Change.NotAllowed"],
        UserChange.UnknownUser => words["Change.UnknownUser"],
        UserChange.NameTaken taken => words["Change.NameTaken", taken.Name],
        UserChange.BadName => words["Change.BadName"],
        UserChange.BadPassword bad => words.Say(bad.Fault),
        UserChange.LastAdmin => words["Change.LastAdmin"],
        _ => throw new InvalidOperationException($"No words for {change}."),
    };

    public static string? Say(this IStringLocalizer<AccountWords> words, OwnChange change) => change switch
    {
        OwnChange.Saved => null,
        OwnChange.NotAllowed => words["Change.NotAllowed"],
        OwnChange.BadName => words["Change.BadDisplayName"],
        OwnChange.WrongPassword => words["Change.WrongPassword"],
        OwnChange.BadPassword bad => words.Say(bad.Fault),
        _ => throw new InvalidOperationException($"No words for {change}."),
    };

    public static string Say(this IStringLocalizer<AccountWords> words, PasswordFault fault) => fault switch
    {
        PasswordFault.TooShort => words["PasswordFault.TooShort", PasswordRules.Shortest],
        PasswordFault.TooLong => words["PasswordFault.TooLong", PasswordRules.Longest],
        PasswordFault.SameAsName => words["PasswordFault.SameAsName"],
        _ => words["PasswordFault.TooFewLetters"],
    };
}
