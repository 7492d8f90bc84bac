namespace NewsMonitor.Core.Accounts;

/// <summary>
/// What a person may do, named after their work. A person may hold several: roles do not imply one another, because who runs the
/// machine need not be who answers for the codes.
/// </summary>
public enum Role
{
    /// <summary>Browses and searches. Everyone who signs in may.</summary>
    Analyst,
    /// <summary>Tags, and keeps the lists of actors and issues.</summary>
    Editor,
    /// <summary>Manages feeds and users.</summary>
    Admin,
}
