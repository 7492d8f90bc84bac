namespace NewsMonitor.Web.Components.Stories;

/// <summary>What stands beside the reports of a story.</summary>
public enum StorySide
{
    /// <summary>Who says what, by outlet.</summary>
    Voices,
    /// <summary>Which sentences all texts have in common, and which only one has.</summary>
    Sentences,
    /// <summary>Two texts side by side.</summary>
    Pair,
    /// <summary>What later versions changed.</summary>
    Versions,
}
