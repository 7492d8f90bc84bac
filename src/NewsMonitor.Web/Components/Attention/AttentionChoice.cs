using NewsMonitor.Core.Attention;

namespace NewsMonitor.Web.Components.Attention;

/// <summary>Whose attention is drawn, and how.</summary>
/// <param name="Of">Actors, issues or outlets.</param>
/// <param name="Ids">Those chosen; empty for the most written of.</param>
/// <param name="AsShare">Shares of all articles instead of counts.</param>
public sealed record AttentionChoice(AttentionOf Of, IReadOnlyList<long> Ids, bool AsShare);

/// <summary>Something that can be chosen.</summary>
public sealed record AttentionPick(long Id, string Name);
