using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace NewsMonitor.Core.Ingestion;

/// <summary>A connection that was not made because it would have led to an address that is not public.</summary>
internal sealed class PrivateAddressException(string message) : Exception(message);

/// <summary>
/// The only way out to the network: feeds, pages, robots rules, imported addresses. A name is resolved once, every address it has is
/// checked, and the connection goes to exactly the address that was checked, so that a name server which answers differently the second
/// time gains nothing. Redirects are not followed here: each hop is a request of its own and passes the same gate.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private readonly AllowedAddress[] _allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpMessageInvoker _client;

    public GuardedHttp(IOptions<IngestionOptions> options) : this(options, (host, cancel) => Dns.GetHostAddressesAsync(host, cancel))
    {
    }

    /// <param name="options">Settings.</param>
    /// <param name="resolve">How a name becomes addresses: the system's resolver, or a test's.</param>
    public GuardedHttp(IOptions<IngestionOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        var settings = options.Value;
        _resolve = resolve;
        _allowed = [.. settings.AllowPrivate.Select(text => AllowedAddress.TryParse(text, out var allowed) ? allowed : default)];
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false, // a proxy would resolve the name again, past the check
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = settings.HeadersTimeout,
            MaxConnectionsPerServer = Math.Max(settings.HostConcurrency, 4),
            MaxResponseHeadersLength = settings.MaxHeaderKilobytes,
            MaxResponseDrainSize = 0, // the rest of an answer that we leave is not read to save a connection
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Sends one request and returns once the headers are in; the body is read by the caller, who counts it.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => _client.SendAsync(request, cancel);

    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancel);
        var open = addresses.Where(address => PublicAddress.Is(address) || _allowed.Any(allowed => allowed.Opens(host, address, port))).ToArray();
        // One private address among public ones is an attack or a mistake; either way it is no site for us.
        if (open.Length < addresses.Length || open.Length == 0)
        {
            throw addresses.Length == 0
                ? new HttpRequestException(HttpRequestError.NameResolutionError, $"{host} has no address.")
                : new PrivateAddressException($"{host}:{port} leads to {addresses.Except(open).First()}, which is not an address of the public internet.");
        }

        Exception? last = null;
        foreach (var address in open.Take(4))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw last!;
    }
}
