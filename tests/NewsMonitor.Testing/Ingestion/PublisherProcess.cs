using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>A <see cref="Publisher"/> in a process of its own (this assembly's <c>Program</c>), so that its work is not counted as the worker's.</summary>
public sealed class PublisherProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private PublisherProcess(Process process, Uri address) => (_process, Address, _http) = (process, address, new() { BaseAddress = address });

    public Uri Address { get; }

    public static async Task<PublisherProcess> StartAsync(PublisherPlan plan)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Publisher).Assembly.Location, "publish", JsonSerializer.Serialize(plan)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() is { } address
            ? new(process, new Uri(address))
            : throw new InvalidOperationException("The publisher did not start.");
    }

    public string FeedAddress(int feed) => new Uri(Address, $"/f/{feed}").AbsoluteUri;

    public async Task<IReadOnlyList<int>> ServedAsync() => (await _http.GetFromJsonAsync<int[]>("/served"))!;

    public Task FreezeAsync() => _http.GetAsync(new Uri("/freeze", UriKind.Relative));

    /// <summary>No ETag from now on: what is unchanged has to be found out from the body.</summary>
    public Task LeaveTagsOutAsync() => _http.GetAsync(new Uri("/without-tags", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
