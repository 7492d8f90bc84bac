using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Stories;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Stories;

/// <summary>The list of stories, the latest or the fastest growing first.</summary>
[Authorize]
public sealed partial class StoriesPage : IDisposable
{
    private const int PageLength = 50;

    private readonly CancellationTokenSource _leaving = new();
    private List<StoryRow>? _rows;
    private IReadOnlyList<KeyBinding> _keys = [];
    private StoryKey? _next;
    private long? _selected;
    private bool _changed;
    private string? _fault;
    private IDisposable? _bulletins;

    [SupplyParameterFromQuery(Name = "order")] public string? OrderWord { get; set; }
    [Inject] private StoryQueries Queries { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<StoryWords> W { get; set; } = null!;

    private StoryOrder Order => Enum.TryParse<StoryOrder>(OrderWord, true, out var order) && Enum.IsDefined(order) ? order : StoryOrder.Newest;

    protected override void OnInitialized()
    {
        KeyBinding[] keys =
        [
            new("j", W["Key.Move"], () => Move(1)) { Repeats = true },
            new("k", W["Key.Move"], () => Move(-1)) { Repeats = true },
            new("o", W["Key.Open"], Open),
            new("Enter", W["Key.Open"], Open) { InStatusLine = false },
            new("r", W["Key.Order"], () => ShowOrder(Order == StoryOrder.Newest ? StoryOrder.Growing : StoryOrder.Newest)),
        ];
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject == BulletinSubject.Stories ? InvokeAsync(HearAsync) : Task.CompletedTask);
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            var page = await Queries.PageAsync(Order, null, Math.Max(PageLength, _rows?.Count ?? 0), _leaving.Token);
            (_rows, _next, _changed, _fault) = ([.. page.Rows], page.Next, false, null);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            _fault = e.GetType().Name;
        }
        StateHasChanged();
    }

    private async Task MoreAsync()
    {
        var page = await Queries.PageAsync(Order, _next, PageLength, _leaving.Token);
        _rows!.AddRange(page.Rows);
        _next = page.Next;
    }

    /// <summary>An empty or short list fills by itself; a long one does not move under the reader's eyes.</summary>
    private async Task HearAsync()
    {
        if (_rows is null or { Count: < 20 }) await LoadAsync();
        else _changed = true;
        StateHasChanged();
    }

    private void ShowOrder(StoryOrder order)
    {
        _rows = null;
        Navigation.NavigateTo(order == StoryOrder.Newest ? "/stories" : $"/stories?order={order.ToString().ToLowerInvariant()}", replace: true);
    }

    private void Select(long id) => _selected = id;

    private void Move(int step)
    {
        if (_rows is not { Count: > 0 } rows) return;
        _selected = rows[Math.Clamp(rows.FindIndex(row => row.Id == _selected) + step, 0, rows.Count - 1)].Id;
    }

    private void Open()
    {
        if (_selected is { } id) Navigation.NavigateTo($"/stories/{id}");
    }

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
