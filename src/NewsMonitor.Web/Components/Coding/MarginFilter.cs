using Microsoft.AspNetCore.WebUtilities;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>Which kind of codes the margin shows.</summary>
public enum MarginKind { All, Open, Threats, Positions, Mentions }

/// <summary>What the margin shows: by kind, state and coder. It stands in the address, so that a link opens the same view.</summary>
public sealed record MarginFilter(MarginKind Kind = MarginKind.All, CodeState? State = null, string? Coder = null)
{
    public bool Shows(MarginRow row) => ShowsKind(row) && (State is null || row.State == State) && (Coder is null || row.ChangedBy == Coder || row.CreatedBy == Coder);

    // Of mentions only those that are asked for: a line under the word says all that there is to say.
    private bool ShowsKind(MarginRow row) => Kind switch
    {
        MarginKind.Open => row.State == CodeState.Suggested,
        MarginKind.Threats => row is ThreatRow,
        MarginKind.Positions => row is PositionRow,
        MarginKind.Mentions => row is MentionRow,
        _ => row is StatementRow,
    };

    public static MarginFilter Of(string? show, string? state, string? coder) => new(
        Enum.TryParse<MarginKind>(show, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : MarginKind.All,
        Enum.TryParse<CodeState>(state, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null,
        string.IsNullOrWhiteSpace(coder) ? null : coder);

    /// <summary>The address of the same page with this filter.</summary>
    public string In(string address)
    {
        var uri = new Uri(address);
        var query = QueryHelpers.ParseQuery(uri.Query).Where(q => q.Key is not ("show" or "state" or "coder" or "code"))
            .Select(q => new KeyValuePair<string, string?>(q.Key, q.Value.ToString())).ToList();
        if (Kind != MarginKind.All) query.Add(new("show", Kind.ToString().ToLowerInvariant()));
        if (State is { } state) query.Add(new("state", state.ToString().ToLowerInvariant()));
        if (Coder is not null) query.Add(new("coder", Coder));
        return QueryHelpers.AddQueryString(uri.AbsolutePath, query);
    }
}
