namespace NewsMonitor.Reading.Claims;

/// <summary>What a person decided about a suggestion. One nobody has looked at has no verdict and teaches nothing.</summary>
public enum Verdict : byte
{
    Accepted,
    Rejected,
    /// <summary>Accepted after a change: the rule was right that there is a claim.</summary>
    Edited,
    /// <summary>Coded by hand on the words of a candidate: the rule was right, whether its candidate was offered or not.</summary>
    Handmade,
}

/// <summary>A line of the append-only decision log, without those that were taken back.</summary>
/// <param name="Sequence">Its number; replay goes in this order.</param>
/// <param name="Features">The candidate's features as they were when it was decided; null where a mention was decided, which has none.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Fingerprint">What was decided about (<see cref="ClaimFingerprint"/>); a rejected one is not proposed again.</param>
public sealed record Decision(long Sequence, ClaimFeatures? Features, Verdict Verdict, string? Fingerprint = null);
