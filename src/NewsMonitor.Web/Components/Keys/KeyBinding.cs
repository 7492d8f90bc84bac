namespace NewsMonitor.Web.Components.Keys;

/// <summary>One key of a page and what it does.</summary>
/// <param name="Key">
/// The key as <c>keys.js</c> names it: <c>j</c>, <c>?</c>, <c>Enter</c>, <c>Space</c>, <c>Escape</c>, <c>ArrowDown</c>, <c>Ctrl+z</c>,
/// <c>Shift+Enter</c>. Printable keys by what they print, so that keyboard layouts do not matter.
/// </param>
/// <param name="Words">What it does, in two words. Neighbours with the same words share one entry: <c>j k next, previous</c>.</param>
/// <param name="Press">What it does. Runs on the circuit.</param>
public sealed record KeyBinding(string Key, string Words, Func<Task> Press)
{
    public KeyBinding(string key, string words, Action press) : this(key, words, () => { press(); return Task.CompletedTask; }) { }

    /// <summary>What names it among a person's own keys: the page's scope and the page's own key, <c>article.y</c>. Set when it comes into force.</summary>
    public string Act { get; init; } = "";
    /// <summary>Answers while a field is being typed in too: for <c>Escape</c> and <c>Ctrl+…</c> only.</summary>
    public bool InFields { get; init; }
    /// <summary>Answers while a dialog is open too.</summary>
    public bool InDialogs { get; init; }
    /// <summary>Goes on while the key is held: moving, not doing.</summary>
    public bool Repeats { get; init; }
    /// <summary>Stands in the status line; otherwise only in the list behind <c>?</c>.</summary>
    public bool InStatusLine { get; init; } = true;

    /// <summary>The same key, after which the page is drawn again: a press comes from outside of its event handling.</summary>
    public KeyBinding ThenDraw(Action draw) => this with
    {
        Press = async () =>
        {
            await Press();
            draw();
        },
    };

    /// <summary>As printed on a key cap.</summary>
    public string Cap => Key.Replace("Arrow", "", StringComparison.Ordinal) switch
    {
        "Up" => "↑", "Down" => "↓", "Left" => "←", "Right" => "→", "Escape" => "Esc", var other => other.Replace("Ctrl+z", "Ctrl+Z", StringComparison.Ordinal),
    };
}
