using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>
/// The way to the operator's model server, and to nothing else: one origin, which may be a private address because the operator wrote it
/// down himself, no redirect, no proxy, an answer of bounded size. Feeds and pages have no part in where it leads.
/// </summary>
public sealed class ModelHttp : IDisposable
{
    private const int LargestAnswer = 256 * 1024;
    private readonly HttpClient _http;

    public ModelHttp(IOptions<ModelOptions> options)
    {
        var settings = options.Value;
        _http = new(new OneOrigin(settings.Endpoint)
        {
            InnerHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                MaxResponseHeadersLength = 32,
                MaxResponseDrainSize = 0,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                ActivityHeadersPropagator = null,
            },
        })
        { Timeout = settings.Timeout };
        var client = new OpenAIClient(new ApiKeyCredential(string.IsNullOrEmpty(settings.ApiKey) ? "none" : settings.ApiKey), new OpenAIClientOptions
        {
            Endpoint = settings.Endpoint,
            Transport = new HttpClientPipelineTransport(_http),
            // Trying again is ours: it must not be done behind the budget's back.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = settings.Timeout,
            ClientLoggingOptions = new() { EnableLogging = false },
        });
        Chat = client.GetChatClient(settings.Model).AsIChatClient();
    }

    public IChatClient Chat { get; }

    public void Dispose()
    {
        Chat.Dispose();
        _http.Dispose();
    }

    private sealed class OneOrigin(Uri origin) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            if (request.RequestUri is not { } address || address.Scheme != origin.Scheme || address.Authority != origin.Authority)
                throw new HttpRequestException("A call to the language model would have left the address that is set for it.");
            var response = await base.SendAsync(request, cancel);
            try
            {
                await BoundAsync(response, cancel);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        /// <summary>Reads the body here and now, counted after unpacking.</summary>
        private static async Task BoundAsync(HttpResponseMessage response, CancellationToken cancel)
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            using var read = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int count; (count = await body.ReadAsync(buffer, cancel)) > 0;)
            {
                if (read.Length + count > LargestAnswer) throw new HttpRequestException($"The language model's answer is larger than {LargestAnswer / 1024} kB.");
                read.Write(buffer, 0, count);
            }
            var content = new ByteArrayContent(read.ToArray());
            foreach (var header in response.Content.Headers)
            {
                if (!header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !header.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)) content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
            response.Content = content;
        }
    }
}
