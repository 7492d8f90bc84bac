namespace NewsMonitor.Web.Hosting;

/// <summary>The program cannot start as it was asked to. The message is for the operator: what happened, what it means, what to do.</summary>
public sealed class CannotStartException(string message) : Exception(message);
