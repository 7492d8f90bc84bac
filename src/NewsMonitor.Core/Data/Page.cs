namespace NewsMonitor.Core.Data;

/// <summary>One page of a list, and the key that the next page starts after; null where the list ends.</summary>
public sealed record Page<TRow, TKey>(IReadOnlyList<TRow> Rows, TKey? Next) where TKey : struct;
