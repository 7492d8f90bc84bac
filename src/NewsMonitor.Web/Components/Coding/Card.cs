using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>What every card takes from the page that opened it.</summary>
public abstract class Card : ComponentBase
{
    [Parameter, EditorRequired] public required ArticleVersion Version { get; set; }
    [Parameter, EditorRequired] public required long UserId { get; set; }
    /// <summary>Why it could not be saved, in words. The slots keep what was filled in.</summary>
    [Parameter] public string? Trouble { get; set; }
    [Parameter] public bool Saving { get; set; }
    [Parameter] public EventCallback Save { get; set; }
    [Parameter] public EventCallback Cancel { get; set; }
    [Parameter] public EventCallback Remove { get; set; }
    /// <summary>The words that are selected now become an anchor too, in this part.</summary>
    [Parameter] public EventCallback<AnchorRole> AddAnchor { get; set; }
    /// <summary>Which words of the text fill which field.</summary>
    [Parameter] public IReadOnlyList<SlotNumber> Numbers { get; set; } = [];
    /// <summary>Somebody changed the code meanwhile: what differs, field by field; null while nobody did.</summary>
    [Parameter] public RenderFragment? Differences { get; set; }
    /// <summary>Since when the card has waited unsaved, in words; null for one that was just opened.</summary>
    [Parameter] public string? Kept { get; set; }
    [Parameter] public EventCallback Changed { get; set; }
    [Parameter] public EventCallback<ListFault> Failed { get; set; }

    public abstract CodeSlots CodeSlots { get; }

    /// <summary>The keys of a plain field on a card.</summary>
    internal Task KeyAsync(KeyboardEventArgs key) => key.Key switch
    {
        "Enter" => Save.InvokeAsync(),
        "Escape" => Cancel.InvokeAsync(),
        _ => Task.CompletedTask,
    };
}

/// <summary>A card over its kind of slots. The first field has the focus when it opens.</summary>
public abstract class Card<TSlots> : Card where TSlots : CodeSlots
{
    [Parameter, EditorRequired] public required TSlots Slots { get; set; }

    public override CodeSlots CodeSlots => Slots;

    /// <summary>The field to start in.</summary>
    protected ActorField? First { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && First is not null) await First.FocusAsync();
    }
}
