using System.Text.RegularExpressions;
using MudBlazor;
using NewsMonitor.Web.Components.Layout;

namespace NewsMonitor.Web.Tests.Layout;

/// <summary>MudBlazor's theme says the tokens' values once more; here they are held side by side.</summary>
public sealed partial class DeskThemeTests
{
    private static readonly string Css = File.ReadAllText(Path.Combine(Repository(), "src", "NewsMonitor.Web", "wwwroot", "css", "tokens.css"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_palette_is_the_tokens(bool dark)
    {
        var tokens = Tokens(dark);
        Palette palette = dark ? DeskTheme.Theme.PaletteDark : DeskTheme.Theme.PaletteLight;
        void Same(string token, params MudBlazor.Utilities.MudColor[] colours) =>
            Assert.All(colours, colour => Assert.Equal(tokens[token], colour.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex), ignoreCase: true));

        Same("fill", palette.Primary, palette.Dark);
        Same("on-fill", palette.PrimaryContrastText, palette.DarkContrastText);
        Same("ink-2", palette.Secondary, palette.Tertiary, palette.Info, palette.Success, palette.TextSecondary, palette.ActionDefault, palette.DrawerIcon);
        Same("ink", palette.Warning, palette.Error, palette.TextPrimary, palette.AppbarText, palette.DrawerText);
        Same("ink-3", palette.TextDisabled);
        Same("desk", palette.Background, palette.AppbarBackground, palette.DrawerBackground);
        Same("paper", palette.Surface);
        Same("side", palette.BackgroundGray);
        Same("line", palette.LinesDefault, palette.TableLines, palette.Divider);
        Same("edge", palette.LinesInputs);
        Same("hover", palette.TableHover);
    }

    [Fact]
    public void Type_and_frame_are_the_tokens()
    {
        var tokens = Tokens(dark: false);
        var (type, frame) = (DeskTheme.Theme.Typography, DeskTheme.Theme.LayoutProperties);
        void Same(BaseTypography style, string token) =>
            Assert.Equal((tokens[$"t-{token}"], tokens[$"l-{token}"]), (style.FontSize, style.LineHeight));

        Same(type.Default, "base");
        Same(type.H1, "display");
        Same(type.H2, "figure");
        Same(type.H3, "title");
        Same(type.Body1, "list");
        Same(type.Body2, "base");
        Same(type.Caption, "small");
        Assert.Equal(tokens["r-1"], frame.DefaultBorderRadius);
        Assert.Equal(tokens["top-h"], frame.AppbarHeight);
        Assert.Equal(tokens["rail-w"], frame.DrawerMiniWidthLeft);
    }

    private static Dictionary<string, string> Tokens(bool dark)
    {
        var light = Css[..Css.IndexOf(":root[data-theme=\"dark\"]", StringComparison.Ordinal)];
        var part = dark ? Css[light.Length..] : light;
        var tokens = new Dictionary<string, string>();
        // The first word on a token holds: densities come after the plain value.
        foreach (Match token in Token().Matches(part)) tokens.TryAdd(token.Groups[1].Value, token.Groups[2].Value.Trim());
        return tokens;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NewsMonitor.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"--([\w-]+):([^;]+);")]
    private static partial Regex Token();
}
