namespace NewsMonitor.Web.Components.Coding;

/// <summary>An entry that a picker offers.</summary>
/// <param name="Words">As it will stand on the token.</param>
/// <param name="Hint">What tells it from its neighbours: the alias that matched, a CAMEO class, "new".</param>
/// <param name="Choose">Gives the item; for a new entry it is made first. Null where that failed.</param>
public sealed record PickOption<T>(string Words, string? Hint, Func<Task<T?>> Choose) where T : class;
