using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsMonitor.Testing.Mail;

/// <summary>A letter as it came in.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's receivers.</param>
/// <param name="Text">Headers and body, dots unstuffed.</param>
public sealed record SeenLetter(string From, IReadOnlyList<string> To, string Text)
{
    /// <summary>A header's value, unfolded; null where there is none.</summary>
    public string? Header(string name) => Text.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>
/// The mail server of a test: SMTP (RFC 5321) on a free port of 127.0.0.1, as much of it as a sender needs. It can refuse, and it can take a letter
/// and break off before it says so: then the sender does not know.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SeenLetter> _letters = [];
    private readonly Task _running;

    private MailServer()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was taken, oldest first.</summary>
    public IReadOnlyList<SeenLetter> Letters => [.. _letters];

    /// <summary>What it says to a receiver instead of 250: <c>550 No such mailbox</c>.</summary>
    public string? RefuseReceiver { get; set; }

    /// <summary>What it says to a letter instead of 250: <c>451 Try later</c>.</summary>
    public string? RefuseLetter { get; set; }

    /// <summary>How many letters it takes and breaks off before saying that it has.</summary>
    public int BreakOff { get; set; }

    public static MailServer Start() => new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try { await _running; }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { /* that is how it ends */ }
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            var (from, to) = ("", new List<string>());
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var word = line.Split(' ', 2)[0].ToUpperInvariant();
                switch (word)
                {
                    case "EHLO" or "HELO": await writer.WriteLineAsync("250-test\r\n250-8BITMIME\r\n250 SMTPUTF8"); break;
                    case "MAIL": (from, to) = (Between(line), []); await writer.WriteLineAsync("250 ok"); break;
                    case "RCPT":
                        to.Add(Between(line));
                        await writer.WriteLineAsync(RefuseReceiver ?? "250 ok");
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        var text = await LetterAsync(reader);
                        if (RefuseLetter is { } no) { await writer.WriteLineAsync(no); break; }
                        _letters.Enqueue(new(from, to, text));
                        if (BreakOff > 0) { BreakOff--; return; }
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT": await writer.WriteLineAsync("221 bye"); return;
                    default: await writer.WriteLineAsync("250 ok"); break;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException) { /* the sender went away, or the test ended */ }
    }

    private async Task<string> LetterAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }

    private static string Between(string line) => line.IndexOf('<', StringComparison.Ordinal) is >= 0 and var at ? line[(at + 1)..line.IndexOf('>', StringComparison.Ordinal)] : "";
}
