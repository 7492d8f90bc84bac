namespace NewsMonitor.Web.Components.Keys;

/// <summary>The keys that the open page answers to. One a circuit; pages add theirs with <see cref="PageKeys"/>.</summary>
public sealed class Keyboard
{
    private readonly List<Layer> _layers = [];

    /// <summary>The keys in force changed: the status line and the browser's listener look again.</summary>
    public event Action? Changed;

    /// <summary>All keys in force, those of the newest layer first; a key named twice counts where it is newest.</summary>
    public IReadOnlyList<KeyBinding> Bindings =>
        [.. Enumerable.Reverse(_layers).SelectMany(layer => layer.Bindings).DistinctBy(binding => binding.Key)];

    /// <summary>Adds keys until the result is disposed.</summary>
    public IDisposable Add(IReadOnlyList<KeyBinding> bindings)
    {
        var layer = new Layer(this, bindings);
        _layers.Add(layer);
        Changed?.Invoke();
        return layer;
    }

    /// <summary>Does what the key does. A key that is no longer in force does nothing.</summary>
    public Task PressAsync(string key) => Bindings.FirstOrDefault(binding => binding.Key == key)?.Press() ?? Task.CompletedTask;

    private sealed class Layer(Keyboard keyboard, IReadOnlyList<KeyBinding> bindings) : IDisposable
    {
        public IReadOnlyList<KeyBinding> Bindings => bindings;

        public void Dispose()
        {
            if (keyboard._layers.Remove(this)) keyboard.Changed?.Invoke();
        }
    }
}
