namespace NewsMonitor.Web.Components.Keys;

/// <summary>The keys that the open page answers to. One a circuit; pages add theirs with <see cref="PageKeys"/>.</summary>
public sealed class Keyboard
{
    private readonly List<Layer> _layers = [];
    private IReadOnlyDictionary<string, string> _own = new Dictionary<string, string>();
    private Task _turn = Task.CompletedTask;

    /// <summary>How long a key waits for the one pressed before it: longer than a busy archive takes to save, shorter than somebody gives up.</summary>
    public static TimeSpan Patience => TimeSpan.FromSeconds(10);

    /// <summary>The keys in force changed: the status line and the browser's listener look again.</summary>
    public event Action? Changed;

    /// <summary>Counts the changes, so that the browser can say which of them it has heard of.</summary>
    public int Version { get; private set; }

    /// <summary>All keys in force, those of the newest layer first, with the person's own in place of the pages'; a key named twice counts where it is newest.</summary>
    public IReadOnlyList<KeyBinding> Bindings =>
        [.. Enumerable.Reverse(_layers).SelectMany(layer => layer.Bindings).Select(Own).DistinctBy(binding => binding.Key)];

    /// <summary>Adds keys until the result is disposed.</summary>
    /// <param name="bindings">The keys.</param>
    /// <param name="scope">The page's name: own keys are chosen for a page, not for all that use the same letter.</param>
    public IDisposable Add(IReadOnlyList<KeyBinding> bindings, string scope = "")
    {
        var layer = new Layer(this, [.. bindings.Select(binding => binding with { Act = $"{scope}.{binding.Key}" })]);
        _layers.Add(layer);
        Change();
        return layer;
    }

    /// <summary>
    /// Does what the key does, in turn: who types <c>y y y</c> means three suggestions, not the first one three times. A key that is no longer in force does nothing.
    /// The keys of a dialog do not wait, for the one that opened it lasts as long as the dialog; Escape does not, for it breaks off;
    /// and no key waits longer than <see cref="Patience"/>.
    /// </summary>
    public async Task PressAsync(string key)
    {
        var (before, turn) = (_turn, new TaskCompletionSource());
        _turn = turn.Task;
        try
        {
            if (Find(key) is { InDialogs: false, Key: not "Escape" })
                await before.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            await (Find(key)?.Press() ?? Task.CompletedTask);
        }
        finally
        {
            turn.SetResult();
        }
    }

    /// <summary>The person's own keys, by act (<see cref="KeyBinding.Act"/>).</summary>
    public void SetOwn(IReadOnlyDictionary<string, string> own)
    {
        _own = own;
        Change();
    }

    /// <summary>What already answers to a key here, if it is not this act itself.</summary>
    public KeyBinding? Conflict(string key, string act) => Bindings.FirstOrDefault(binding => binding.Key == key && binding.Act != act);

    private KeyBinding? Find(string key) => Bindings.FirstOrDefault(binding => binding.Key == key);

    private void Change()
    {
        Version++;
        Changed?.Invoke();
    }

    private KeyBinding Own(KeyBinding binding) => _own.TryGetValue(binding.Act, out var key) ? binding with { Key = key } : binding;

    private sealed class Layer(Keyboard keyboard, IReadOnlyList<KeyBinding> bindings) : IDisposable
    {
        public IReadOnlyList<KeyBinding> Bindings => bindings;

        public void Dispose()
        {
            if (keyboard._layers.Remove(this)) keyboard.Change();
        }
    }
}
