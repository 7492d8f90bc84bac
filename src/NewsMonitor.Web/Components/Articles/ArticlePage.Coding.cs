using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Coding;

namespace NewsMonitor.Web.Components.Articles;

// What a coder does on the article page: choosing in the margin, deciding, the card from its opening to its save.
public sealed partial class ArticlePage
{
    private Task ChooseAsync(long code)
    {
        Coding.Choose([code]);
        return RevealAsync();
    }

    private async Task RevealAsync()
    {
        if (_text is not null && Coding.ActiveId is { } id) await _text.InvokeVoidAsync("reveal", _leaving.Token, id);
    }

    private async Task NextAsync(Func<MarginRow, bool> which, int direction)
    {
        Coding.ChooseNext(which, direction);
        await RevealAsync();
    }

    private async Task AcceptAsync()
    {
        if (_canCode && Coding.Active is { State: CodeState.Suggested } && await Coding.AcceptAsync(_leaving.Token)) await NextAsync(IsOpen, 1);
    }

    private async Task RejectAsync()
    {
        if (_canCode && Coding.Active is { State: CodeState.Suggested } && await Coding.RejectAsync(_leaving.Token)) await NextAsync(IsOpen, 1);
    }

    private Task Edit()
    {
        if (_canCode) Coding.EditActive();
        return RevealAsync();
    }

    private async Task RemoveAsync()
    {
        if (_canCode) await Coding.RemoveAsync(_leaving.Token);
    }

    private Task<bool> ToggleCodedAsync() => Coding.SetCodedAsync(_reading!.Article.CodingState != CodingState.Coded, _leaving.Token);

    /// <summary>Suggestions that wait for a decision: statements, and mentions where the margin shows them.</summary>
    private bool IsOpen(MarginRow row) =>
        row.State == CodeState.Suggested && (row is StatementRow || Coding.Filter.Kind is MarginKind.Open or MarginKind.Mentions);

    private async Task StepAsync(string unit, int direction, bool extend)
    {
        if (_text is not null) Know(await _text.InvokeAsync<int[]?>("step", _leaving.Token, unit, direction, extend));
    }

    /// <summary>What a key has selected is known with its answer, not only when the browser tells of it: the next key may be pressed already.</summary>
    private void Know(int[]? words)
    {
        if (words is [var start, var end]) Selected(start, end);
    }

    private async Task EscapeAsync()
    {
        // With a card open the text is where one goes for more words: Escape leads back to the card.
        if (Coding.Slots is not null) await CrossAsync();
        else if (Coding.Selection is not null) await LetGoAsync();
        else if (Coding.ActiveId is not null) Coding.LetGo();
        else Navigation.NavigateTo(ListAddress);
    }

    private void Tag(HighlightKind kind)
    {
        _listFault = null;
        if (_canCode) Coding.OpenCard(kind);
    }

    private async Task SaveAsync()
    {
        if (_saving) return;
        _saving = true;
        try
        {
            _listFault = null;
            if (await Coding.SaveAsync(_leaving.Token)) await LetGoAsync();
        }
        finally { _saving = false; }
    }

    private async Task CloseCardAsync()
    {
        await Coding.CloseCardAsync(_leaving.Token);
        await LetGoAsync();
    }

    /// <summary>The card changed: it is drawn anew, and kept in a moment, in case the page is lost.</summary>
    private Task KeepAsync()
    {
        _keepSoon ??= Time.CreateTimer(_ => _ = InvokeAsync(async () =>
        {
            try { await Coding.KeepAsync(_leaving.Token); }
            catch (OperationCanceledException) { /* the page is gone; what it had is kept but for half a second */ }
        }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _keepSoon.Change(TimeSpan.FromMilliseconds(400), Timeout.InfiniteTimeSpan);
        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task AddAnchorAsync(AnchorRole role) => Coding.AddAnchor(role) ? KeepAsync() : Task.CompletedTask;

    private Task RemoveOrDropAsync() => Coding.Slots is null ? RemoveAsync() : Coding.DropAnchors() ? KeepAsync() : Task.CompletedTask;

    /// <summary>From the card into the text, to select further words; and back.</summary>
    private async Task CrossAsync()
    {
        if (_text is not null && Coding.Slots is not null) Know(await _text.InvokeAsync<int[]?>("cross", _leaving.Token));
    }

    /// <summary>The selection has served: the next key acts on the margin again.</summary>
    private async Task LetGoAsync()
    {
        Coding.Selection = null;
        if (_text is not null) await _text.InvokeVoidAsync("clear", _leaving.Token);
    }

    private async Task SelectAsync((int Start, int End) words)
    {
        if (_text is not null && Coding.Slots is null) await _text.InvokeVoidAsync("select", _leaving.Token, words.Start, words.End);
    }

    private RenderFragment OpenCard() => builder =>
    {
        switch (Coding.Slots)
        {
            case StatementSlots: Open<StatementCard>(); break;
            case MentionSlots: Open<MentionCard>(); break;
        }

        void Open<TCard>() where TCard : Card
        {
            builder.OpenComponent<TCard>(0);
            builder.SetKey(Coding.Slots!.HighlightId);
            builder.AddComponentParameter(1, "Slots", Coding.Slots);
            builder.AddComponentParameter(2, nameof(Card.Version), _reading!.Version);
            builder.AddComponentParameter(3, nameof(Card.UserId), _userId);
            builder.AddComponentParameter(4, nameof(Card.Trouble), TroubleWords);
            builder.AddComponentParameter(5, nameof(Card.Saving), _saving);
            builder.AddComponentParameter(6, nameof(Card.Save), EventCallback.Factory.Create(this, SaveAsync));
            builder.AddComponentParameter(7, nameof(Card.Cancel), EventCallback.Factory.Create(this, CloseCardAsync));
            builder.AddComponentParameter(8, nameof(Card.Remove), EventCallback.Factory.Create(this, RemoveAsync));
            builder.AddComponentParameter(9, nameof(Card.AddAnchor), EventCallback.Factory.Create<AnchorRole>(this, AddAnchorAsync));
            builder.AddComponentParameter(10, nameof(Card.Changed), EventCallback.Factory.Create(this, KeepAsync));
            builder.AddComponentParameter(11, nameof(Card.Failed), EventCallback.Factory.Create<ListFault>(this, fault => _listFault = fault));
            builder.AddComponentParameter(12, nameof(Card.Numbers), Coding.Numbers);
            if (Coding.KeptSince is { } since) builder.AddComponentParameter(13, nameof(Card.Kept), CodingW["KeptSince", Clock.Brief(since)].Value);
            if (Coding.Theirs is not null) builder.AddComponentParameter(14, nameof(Card.Differences), Differences);
            builder.CloseComponent();
        }
    };
}
