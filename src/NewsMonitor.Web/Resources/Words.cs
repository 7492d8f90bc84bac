namespace NewsMonitor.Web.Resources;

// Each class names the resource files of one page folder: FrameWords.resx (English) and FrameWords.de.resx (German).

/// <summary>Frame, states, problems.</summary>
public sealed class FrameWords;

/// <summary>Sign-in, first run, own settings.</summary>
public sealed class AccountWords;

/// <summary>Feeds, users, audit.</summary>
public sealed class AdminWords;
