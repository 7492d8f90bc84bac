namespace NewsMonitor.Web.Components.Look;

/// <summary>What a glyph stands for. The shape says it, the colour repeats it.</summary>
public enum GlyphKind
{
    /// <summary>A circle, blue.</summary>
    Actor,
    /// <summary>A triangle up, green.</summary>
    Supports,
    /// <summary>A triangle down, red.</summary>
    Opposes,
    /// <summary>A diamond, grey.</summary>
    Undecided,
    /// <summary>An octagon with an exclamation mark, amber.</summary>
    Threat,
}

/// <summary>How sure it is. The fill says it.</summary>
public enum GlyphState
{
    /// <summary>Solid.</summary>
    Confirmed,
    /// <summary>Hollow and dotted: a rule's proposal.</summary>
    Suggestion,
    /// <summary>Hollow and faded.</summary>
    Rejected,
}
