namespace NewsMonitor.Cli.Hosting;

/// <summary>The exit codes, as the help states them.</summary>
internal static class Exit
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NoDatabase = 3;
}
