using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Nodes;

public sealed partial class SystemPage : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    /// <summary>Sizes and rates change slowly and cost more to ask for.</summary>
    private const int SlowlyEvery = 4;

    private readonly CancellationTokenSource _leaving = new();
    private QueueState? _queue;
    private IReadOnlyList<NodeRow>? _nodes;
    private IReadOnlyList<MinuteRow>? _rates;
    private IReadOnlyList<OutboxState> _outbox = [];
    private DatabaseState? _database;
    private DateTimeOffset? _seen;
    private bool _fault;

    [Inject] private SystemQueries Queries { get; set; } = null!;
    [Inject] private Microsoft.Extensions.Options.IOptions<NewsMonitor.Core.Watches.Mail.MailOptions> Mail { get; set; } = null!;
    [Inject] private TimeWords Times { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<SystemWords> Words { get; set; } = null!;
    [Inject] private IStringLocalizer<JobWords> JobKinds { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        await LookAsync(slowly: true);
        if (RendererInfo.IsInteractive) _ = KeepLookingAsync();
    }

    public void Dispose()
    {
        // Not disposed: a look under way may still ask for its token.
        _leaving.Cancel();
    }

    private async Task KeepLookingAsync()
    {
        using var timer = new PeriodicTimer(Every, Clock);
        try
        {
            for (var turn = 1; await timer.WaitForNextTickAsync(_leaving.Token); turn++)
            {
                var slowly = turn % SlowlyEvery == 0;
                await InvokeAsync(() => LookAsync(slowly));
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    /// <summary>What was seen stays while a look fails: an operator needs it most then.</summary>
    private async Task LookAsync(bool slowly)
    {
        try
        {
            _queue = await Queries.QueueAsync(_leaving.Token);
            _nodes = await Queries.NodesAsync(_leaving.Token);
            _outbox = await Queries.OutboxAsync(_leaving.Token);
            if (slowly || _rates is null) _rates = await Queries.RatesAsync(_leaving.Token);
            if (slowly || _database is null) _database = await Queries.DatabaseAsync(_leaving.Token);
            _seen = Clock.GetUtcNow();
            _fault = false;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            _fault = true;
        }
        StateHasChanged();
    }

    /// <summary>The worst that is wrong, in words; null where nothing is.</summary>
    private string? Trouble => this switch
    {
        _ when !_nodes!.Any(n => n is { Ingests: true, IsLost: false }) => Words["Trouble.NoWorker"],
        _ when _queue!.FeedsLate > 0 => Words.Count("Trouble.Late", _queue.FeedsLate),
        _ when _nodes!.Any(n => n.IsLost) => Words.Count("Trouble.Lost", _nodes!.Count(n => n.IsLost)),
        _ => null,
    };

    private string Meaning => this switch
    {
        _ when !_nodes!.Any(n => n is { Ingests: true, IsLost: false }) => Words["Trouble.NoWorker.Meaning"],
        _ when _queue!.FeedsLate > 0 => Words["Trouble.Late.Meaning", Minutes(_queue.LongestDue ?? TimeSpan.Zero)],
        _ when _nodes!.Any(n => n.IsLost) => Words["Trouble.Lost.Meaning"],
        _ => Words.Count("Well.Meaning", _nodes!.Count(n => n is { Ingests: true, IsLost: false })),
    };

    private string Does(NodeRow node) => (node.Ingests, node.Serves) switch
    {
        (true, true) => Words["Nodes.Both"],
        (true, false) => Words["Nodes.Ingests"],
        _ => Words["Nodes.Serves"],
    };

    private string LastSign(NodeRow node)
    {
        if (node.IsLost) return Words["Nodes.LostSince", Times.Brief(node.SeenAt)];
        var ago = Math.Max(0, (int)(Clock.GetUtcNow() - node.SeenAt).TotalSeconds);
        return Words["Nodes.Ago", ago];
    }

    private string Holds(NodeRow node)
    {
        string[] held =
        [
            .. node.Feeds > 0 ? new[] { Words.Count("Holds.Feeds", node.Feeds) } : [],
            .. node.Pages > 0 ? new[] { Words.Count("Holds.Pages", node.Pages) } : [],
            .. node.Readings > 0 ? new[] { Words.Count("Holds.Readings", node.Readings) } : [],
            .. node.Jobs.GroupBy(kind => kind).Select(kind => kind.Count() > 1 ? $"{JobKinds[$"Running.{kind.Key}"]} ({kind.Count()})" : JobKinds[$"Running.{kind.Key}"].Value),
        ];
        return held.Length > 0 ? string.Join(", ", held) : Words["Holds.Nothing"];
    }

    private string Total(Func<MinuteRow, int> of) => Number(_rates!.Sum(of));

    /// <summary>Of the last five minutes: a single one says little, an hour hides what happens now.</summary>
    private static string PerMinute(IReadOnlyList<MinuteRow> rates, Func<MinuteRow, int> of) => rates.TakeLast(5).Average(of).ToString("0.#", CultureInfo.CurrentCulture);

    private string Share(TableSize table) => (100.0 * table.Bytes / Math.Max(1, _database!.Tables[0].Bytes)).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Minutes(TimeSpan time) => Number((long)Math.Ceiling(time.TotalMinutes));

    private static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => (bytes / 1e9).ToString("0.0", CultureInfo.CurrentCulture) + " GB",
        >= 1_000_000 => (bytes / 1e6).ToString("0", CultureInfo.CurrentCulture) + " MB",
        _ => (bytes / 1e3).ToString("0", CultureInfo.CurrentCulture) + " KB",
    };
}
