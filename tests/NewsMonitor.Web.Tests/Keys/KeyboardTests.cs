using NewsMonitor.Web.Components.Keys;

namespace NewsMonitor.Web.Tests.Keys;

public sealed class KeyboardTests
{
    [Fact]
    public async Task A_panel_takes_a_key_over_from_its_page_and_gives_it_back()
    {
        var keyboard = new Keyboard();
        var pressed = new List<string>();
        using var page = keyboard.Add([new("j", "next", () => pressed.Add("page"))]);
        using (keyboard.Add([new("j", "next", () => pressed.Add("panel"))]))
        {
            await keyboard.PressAsync("j");
        }
        await keyboard.PressAsync("j");
        Assert.Equal(["panel", "page"], pressed);
    }

    [Fact]
    public async Task Keys_typed_ahead_act_one_after_another_but_Escape_and_a_dialogs_keys_at_once()
    {
        var keyboard = new Keyboard();
        var (done, saved) = (new List<string>(), new TaskCompletionSource());
        using var page = keyboard.Add(
        [
            new("y", "accept", async () => { await saved.Task; done.Add("accepted"); }),
            new("n", "next", () => done.Add("next")),
            new("Enter", "send", () => done.Add("sent")) { InDialogs = true },
            new("Escape", "leave", () => done.Add("left")),
        ]);
        var (accept, next) = (keyboard.PressAsync("y"), keyboard.PressAsync("n"));
        await keyboard.PressAsync("Enter");
        await keyboard.PressAsync("Escape");
        Assert.Equal(["sent", "left"], done);
        saved.SetResult();
        await Task.WhenAll(accept, next);
        Assert.Equal(["sent", "left", "accepted", "next"], done);
    }

    [Fact]
    public async Task A_key_that_fails_does_not_hold_up_the_next()
    {
        var keyboard = new Keyboard();
        var pressed = 0;
        using var page = keyboard.Add([new("y", "accept", () => Task.FromException(new InvalidOperationException())), new("n", "next", () => { pressed++; })]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => keyboard.PressAsync("y"));
        await keyboard.PressAsync("n");
        Assert.Equal(1, pressed);
    }

    [Fact]
    public async Task A_key_that_nobody_answers_to_does_nothing()
    {
        var keyboard = new Keyboard();
        await keyboard.PressAsync("x");
        Assert.Empty(keyboard.Bindings);
    }

    [Fact]
    public void Keys_that_do_the_same_share_one_entry()
    {
        KeyBinding[] keys = [new("j", "next, previous", () => { }), new("k", "next, previous", () => { }), new("Escape", "leave", () => { })];
        var entries = KeyCaps.Group(keys).ToList();
        Assert.Equal(2, entries.Count);
        Assert.Equal(["j", "k"], entries[0].Caps);
        Assert.Equal("Esc", Assert.Single(entries[1].Caps));
    }
}
