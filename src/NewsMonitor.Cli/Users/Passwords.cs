using System.Text;

namespace NewsMonitor.Cli.Users;

/// <summary>Reads a password: from a pipe, or from the keyboard without showing it. Never from an argument, which other users could see.</summary>
internal static class Passwords
{
    /// <summary>Null, with words on standard error, where there was none.</summary>
    public static async Task<string?> ReadAsync(CancellationToken cancel)
    {
        if (Console.IsInputRedirected)
        {
            var line = await Console.In.ReadLineAsync(cancel);
            if (string.IsNullOrEmpty(line)) await Console.Error.WriteLineAsync("No password on standard input.");
            return string.IsNullOrEmpty(line) ? null : line;
        }
        var first = Ask("Password: ");
        if (first == Ask("Once more: ")) return first;
        await Console.Error.WriteLineAsync("The two are not the same.");
        return null;
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var password = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) password.Length = Math.Max(0, password.Length - 1);
            else if (!char.IsControl(key.KeyChar)) password.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return password.ToString();
    }
}
