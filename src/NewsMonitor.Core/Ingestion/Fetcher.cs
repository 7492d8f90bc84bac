using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// One polite, bounded fetch: conditional GET, our own redirects, each hop through the host's gate and the guarded way out, bytes counted
/// after decompression. Every expected mishap comes back as a result; only a cancelled call throws.
/// </summary>
public sealed class Fetcher(GuardedHttp http, HostGate hosts, IOptions<IngestionOptions> options, TimeProvider clock, LargeBodies? large = null)
{
    private const int ChunkLength = 64 * 1024;

    private readonly IngestionOptions _options = options.Value;
    private readonly LargeBodies _large = large ?? new();

    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancel)
    {
        var address = request.Address;
        Uri? movedTo = null;
        var moving = true;
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            for (var hop = 0; ; hop++)
            {
                if (!IsFetchable(address)) return Fail(CheckOutcome.BadAddress, null, $"{address.Scheme} addresses are not fetched.");
                // Waiting for the turn is our politeness, not the server's slowness; at a later hop it is the price of the redirect.
                using var turn = await hosts.EnterAsync(address.Authority, hop == 0 ? request.Turn : null, hop == 0 ? cancel : total.Token);
                if (hop == 0) total.CancelAfter(_options.TotalTimeout);
                using var response = await SendAsync(request, address, total.Token);
                if (!IsRedirect(response.StatusCode)) return await ReadAsync(request, response, address, movedTo, total.Token);

                if (hop == _options.MaxRedirects) return Fail(CheckOutcome.TooManyRedirects, (int)response.StatusCode, $"More than {hop} redirects.");
                if (Target(response, address) is not { } target)
                    return Fail(CheckOutcome.Failed, (int)response.StatusCode, "A redirect that does not say where to.");
                moving &= response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
                if (moving) movedTo = target;
                address = target;
            }
        }
        catch (Exception e) when (cancel.IsCancellationRequested && e is not OperationCanceledException && Explain(e) is not null)
        {
            // A read that we break off may call itself a lost connection: that is not the server's fault.
            throw new OperationCanceledException("The fetch was cancelled.", e, cancel);
        }
        catch (LargeAndSlowException e)
        {
            return Fail(CheckOutcome.TimedOut, null, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException || (total.IsCancellationRequested && Explain(e) is not null))
        {
            cancel.ThrowIfCancellationRequested();
            return Fail(CheckOutcome.TimedOut, null, $"No whole answer from {address.Host} within {_options.TotalTimeout.TotalSeconds:0} s.");
        }
        catch (Exception e) when (Explain(e) is { } why)
        {
            return Fail(why.Outcome, null, why.Detail);
        }

        FetchResult.Failed Fail(CheckOutcome outcome, int? status, string detail) => new(outcome, status, detail) { Address = address };
    }

    private async Task<HttpResponseMessage> SendAsync(FetchRequest request, Uri address, CancellationToken cancel)
    {
        using var headers = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        headers.CancelAfter(_options.HeadersTimeout);
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.ETag is { } etag && IsSendable(etag)) message.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (request.LastModified is { } modified && IsSendable(modified)) message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        return await http.SendAsync(message, headers.Token);
    }

    private async Task<FetchResult> ReadAsync(FetchRequest request, HttpResponseMessage response, Uri address, Uri? movedTo, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.NotModified && !AsksForChanges(request))
            return new FetchResult.Failed(CheckOutcome.Failed, status, "The server says that nothing has changed, to a question that did not ask.") { Address = address };
        if (response.StatusCode == HttpStatusCode.NotModified)
            return new FetchResult.Unchanged { Address = address, MovedTo = movedTo, MaxAge = response.Headers.CacheControl?.MaxAge };
        if (!response.IsSuccessStatusCode)
        {
            return new FetchResult.Failed(Outcome(response.StatusCode), status, $"{status} {response.ReasonPhrase}".Trim(), RetryAfter(response))
            {
                Address = address,
            };
        }
        if (response.Content.Headers.ContentLength > _options.MaxBytes || await BodyAsync(request, response, cancel) is not { } body)
        {
            return new FetchResult.Failed(CheckOutcome.TooLarge, status, $"The answer is larger than {_options.MaxBytes / 1_000_000.0:0.#} MB.")
            {
                Address = address,
            };
        }
        return new FetchResult.Fetched(body, status)
        {
            Address = address,
            MovedTo = movedTo,
            ContentType = Header(response.Content.Headers, "Content-Type"),
            ContentLocation = Header(response.Content.Headers, "Content-Location"),
            ContentLanguage = Header(response.Content.Headers, "Content-Language"),
            Links = response.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links.Take(20)) : null,
            ETag = Header(response.Headers, "ETag"),
            LastModified = Header(response.Content.Headers, "Last-Modified"),
            MaxAge = response.Headers.CacheControl is { NoCache: false, NoStore: false } cache ? cache.MaxAge : null,
            Robots = response.Headers.TryGetValues("X-Robots-Tag", out var robots) ? string.Join(", ", robots.Take(10)) : null,
        };
    }

    /// <summary>The body, or null once it passes the limit. Counted after decompression: a bomb is left alone as soon as it shows.</summary>
    private async Task<byte[]?> BodyAsync(FetchRequest request, HttpResponseMessage response, CancellationToken cancel)
    {
        using var own = _large.New();
        var place = request.Place ?? own;
        using var coming = CancellationTokenSource.CreateLinkedTokenSource(cancel, place.Away);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        // In rented pieces: a growing buffer would leave twice the bomb's size behind as garbage.
        var chunks = new List<byte[]>();
        var length = 0;
        try
        {
            while (true)
            {
                if (length == chunks.Count * ChunkLength) chunks.Add(ArrayPool<byte>.Shared.Rent(ChunkLength));
                var filled = length % ChunkLength;
                if (await stream.ReadAsync(chunks[^1].AsMemory(filled, ChunkLength - filled), coming.Token) is not (> 0 and var read)) break;
                length += read;
                if (length > _options.MaxBytes) return null;
                if (length > LargeBodies.From) await place.TakeAsync(cancel);
            }
            var body = new byte[length];
            for (var n = 0; n < chunks.Count; n++)
                chunks[n].AsSpan(0, Math.Min(ChunkLength, length - n * ChunkLength)).CopyTo(body.AsSpan(n * ChunkLength));
            return body;
        }
        catch (Exception e) when (place.Away.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new LargeAndSlowException(e);
        }
        finally
        {
            place.Arrived();
            foreach (var chunk in chunks) ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)) return null;
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - clock.GetUtcNow() : null;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static bool AsksForChanges(FetchRequest request) => request.ETag is { } etag && IsSendable(etag) || request.LastModified is { } modified && IsSendable(modified);

    /// <summary>Headers come in as Latin-1 and go out as ASCII: a mark with an umlaut in it cannot be sent back.</summary>
    private static bool IsSendable(string mark) => mark.Length > 0 && mark.All(c => c is >= ' ' and <= '~');

    private static bool IsFetchable(Uri address) =>
        address is { IsAbsoluteUri: true, Host.Length: > 0 } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static Uri? Target(HttpResponseMessage response, Uri from)
    {
        var location = response.Headers.Location is { } stated ? stated.OriginalString : Header(response.Headers, "Location");
        return location is not null && Uri.TryCreate(from, location, out var target) ? target : null;
    }

    private static CheckOutcome Outcome(HttpStatusCode status) => (int)status switch
    {
        404 => CheckOutcome.NotFound,
        410 => CheckOutcome.Gone,
        401 or 402 or 403 or 406 or 407 or 451 => CheckOutcome.Refused,
        429 => CheckOutcome.TooManyRequests,
        >= 500 => CheckOutcome.ServerError,
        _ => CheckOutcome.Failed,
    };

    private static (CheckOutcome Outcome, string Detail)? Explain(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case PrivateAddressException: return (CheckOutcome.PrivateAddress, inner.Message);
                case AuthenticationException: return (CheckOutcome.Unreachable, "The server's certificate does not hold: " + inner.Message);
                case SocketException socket: return (CheckOutcome.Unreachable, socket.Message);
            }
        }
        return e switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => (CheckOutcome.TooLarge, e.Message),
            HttpRequestException or IOException => (CheckOutcome.Unreachable, e.Message),
            InvalidDataException => (CheckOutcome.Failed, "The answer's compression is broken: " + e.Message),
            UriFormatException or NotSupportedException or ArgumentException => (CheckOutcome.BadAddress, e.Message),
            _ => null,
        };
    }

    private static string? Header(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
