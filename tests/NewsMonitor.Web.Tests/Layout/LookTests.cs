using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Web.Components.Look;

namespace NewsMonitor.Web.Tests.Layout;

public sealed class LookTests : BunitContext
{
    public LookTests() => Services.AddLocalization();

    [Theory]
    [InlineData(GlyphKind.Actor, GlyphState.Confirmed, "g actor", "#g-actor")]
    [InlineData(GlyphKind.Supports, GlyphState.Suggestion, "g pro sug", "#g-pro")]
    [InlineData(GlyphKind.Opposes, GlyphState.Rejected, "g con rej", "#g-con")]
    [InlineData(GlyphKind.Undecided, GlyphState.Confirmed, "g und", "#g-und")]
    [InlineData(GlyphKind.Threat, GlyphState.Suggestion, "g threat sug", "#g-threat")]
    public void A_glyph_says_kind_by_shape_and_state_by_fill(GlyphKind kind, GlyphState state, string css, string shape)
    {
        var glyph = Render<Glyph>(p => p.Add(g => g.Kind, kind).Add(g => g.State, state));
        var svg = glyph.Find("svg");
        Assert.Equal(css, svg.ClassName);
        Assert.Equal(shape, glyph.Find("use").GetAttribute("href"));
        Assert.Equal("true", svg.GetAttribute("aria-hidden"));
    }

    [Fact]
    public void A_glyph_alone_is_read_aloud()
    {
        var svg = Render<Glyph>(p => p.Add(g => g.Kind, GlyphKind.Threat).Add(g => g.Label, "Threat")).Find("svg");
        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.Equal("Threat", svg.GetAttribute("aria-label"));
        Assert.Null(svg.GetAttribute("aria-hidden"));
    }

    [Fact]
    public void An_error_says_what_happened_and_offers_to_try_again()
    {
        var tried = false;
        var line = Render<ErrorLine>(p => p.Add(e => e.Words, "The archive did not answer.").Add(e => e.Retry, EventCallback.Factory.Create(this, () => tried = true)));
        Assert.Equal("alert", line.Find(".state").GetAttribute("role"));
        line.Find("button").Click();
        Assert.True(tried);
    }

    [Fact]
    public void Without_anything_to_do_an_error_has_no_button() =>
        Assert.Empty(Render<ErrorLine>(p => p.Add(e => e.Words, "Gone.")).FindAll("button"));
}
