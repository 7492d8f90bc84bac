namespace NewsMonitor.Core.Data;

/// <summary>Makes a person's words literal inside a LIKE pattern.</summary>
internal static class LikePattern
{
    public static string Escape(string words) => words.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
