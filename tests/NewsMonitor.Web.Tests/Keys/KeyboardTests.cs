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
