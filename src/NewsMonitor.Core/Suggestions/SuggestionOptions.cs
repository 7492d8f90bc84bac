using Microsoft.Extensions.Options;

namespace NewsMonitor.Core.Suggestions;

/// <summary>The operator's settings for suggestions, section <c>Suggestions</c>. Checked at start.</summary>
public sealed class SuggestionOptions
{
    public const string Section = "Suggestions";

    /// <summary>Whether workers read arriving articles. What arrives while they do not is read when they do again.</summary>
    public bool Enabled { get; set; } = true;
    /// <summary>Articles that are read at once on a node. Reading takes a core: two leave the others to fetching.</summary>
    public int Parallel { get; set; } = 2;
    /// <summary>Positions below this score, 0 to 1, are not suggested. The codebook's issues keep most false ones out already.</summary>
    public double LeastScore { get; set; } = 0.5;
    /// <summary>
    /// Positions on a matter that the codebook does not hold, with its words as a new issue, from this score on; 1 proposes none. Higher
    /// than the others' bound, since no issue keeps false ones out.
    /// </summary>
    public double LeastNewIssueScore { get; set; } = 0.7;
    /// <summary>
    /// Threats below this score are not suggested. Just above the rules "announced harm" (right in none of three on the demo's articles),
    /// "warning to another" (three of six) and "harm under a condition", until they are better or editors have taught the ranker otherwise.
    /// </summary>
    public double LeastThreatScore { get; set; } = 0.61;
}

internal sealed class SuggestionOptionsValidator : IValidateOptions<SuggestionOptions>
{
    public ValidateOptionsResult Validate(string? name, SuggestionOptions options)
    {
        var faults = new List<string>();
        if (options.Parallel is < 1 or > 64) faults.Add($"Suggestions:Parallel is {options.Parallel}; it must be from 1 to 64.");
        if (options.LeastScore is not (>= 0 and <= 1)) faults.Add($"Suggestions:LeastScore is {options.LeastScore}; it must be from 0 to 1.");
        if (options.LeastNewIssueScore is not (>= 0 and <= 1)) faults.Add($"Suggestions:LeastNewIssueScore is {options.LeastNewIssueScore}; it must be from 0 to 1.");
        if (options.LeastThreatScore is not (>= 0 and <= 1)) faults.Add($"Suggestions:LeastThreatScore is {options.LeastThreatScore}; it must be from 0 to 1.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
