using MudBlazor;

namespace NewsMonitor.Web.Components.Layout;

/// <summary>
/// The values of <c>tokens.css</c>, said once more for MudBlazor's own parts; a test compares the two. No hue anywhere: colour is data,
/// and MudBlazor draws chrome.
/// </summary>
public static class DeskTheme
{
    private const string Ui = "'Source Sans 3','Source Sans Pro','Segoe UI','Noto Sans','Open Sans','Liberation Sans',system-ui,sans-serif";
    private static readonly string[] UiFonts = Ui.Split(',');

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = Fill(new PaletteLight(), new(
            Desk: "#eceeee", Side: "#f6f7f7", Paper: "#ffffff", Hover: "#f1f3f3", Line: "#dde1e2", Edge: "#7f888d",
            Ink: "#14181b", Ink2: "#434a50", Ink3: "#5e666c", Fill: "#14181b", OnFill: "#ffffff", Chosen: "#e3e7e8")),
        PaletteDark = Fill(new PaletteDark(), new(
            Desk: "#0e1011", Side: "#131618", Paper: "#181b1e", Hover: "#1f2326", Line: "#2a3034", Edge: "#737d84",
            Ink: "#e9e7e2", Ink2: "#bcbfbf", Ink3: "#979ea3", Fill: "#e9e7e2", OnFill: "#14181b", Chosen: "#2b3135")),
        LayoutProperties = new() { DefaultBorderRadius = "2px", AppbarHeight = "48px", DrawerMiniWidthLeft = "64px", DrawerWidthLeft = "64px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = UiFonts, FontSize = "13px", LineHeight = "20px", FontWeight = "400", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = UiFonts, FontSize = "28px", LineHeight = "36px", FontWeight = "600", LetterSpacing = "normal" },
            H2 = new H2Typography { FontFamily = UiFonts, FontSize = "20px", LineHeight = "28px", FontWeight = "600", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = UiFonts, FontSize = "16px", LineHeight = "24px", FontWeight = "600", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = UiFonts, FontSize = "16px", LineHeight = "24px", FontWeight = "600", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = UiFonts, FontSize = "14px", LineHeight = "20px", FontWeight = "400", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = UiFonts, FontSize = "13px", LineHeight = "20px", FontWeight = "400", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = UiFonts, FontSize = "12px", LineHeight = "16px", FontWeight = "400", LetterSpacing = "normal" },
            Button = new ButtonTypography
            {
                FontFamily = UiFonts, FontSize = "13px", LineHeight = "20px", FontWeight = "400", LetterSpacing = "normal", TextTransform = "none",
            },
        },
        Shadows = new() { Elevation = [.. Enumerable.Repeat("none", 26)] },
    };

    private static TPalette Fill<TPalette>(TPalette palette, Tokens tokens) where TPalette : Palette
    {
        palette.Primary = palette.Dark = tokens.Fill;
        palette.PrimaryContrastText = palette.DarkContrastText = tokens.OnFill;
        palette.Secondary = palette.Tertiary = palette.Info = palette.Success = tokens.Ink2;
        palette.Warning = palette.Error = tokens.Ink;
        palette.SecondaryContrastText = palette.TertiaryContrastText = palette.InfoContrastText = palette.SuccessContrastText =
            palette.WarningContrastText = palette.ErrorContrastText = tokens.OnFill;
        palette.Background = palette.AppbarBackground = palette.DrawerBackground = tokens.Desk;
        palette.AppbarText = palette.DrawerText = tokens.Ink;
        palette.DrawerIcon = tokens.Ink2;
        palette.Surface = tokens.Paper;
        palette.BackgroundGray = tokens.Side;
        palette.TextPrimary = tokens.Ink;
        palette.TextSecondary = tokens.Ink2;
        palette.TextDisabled = tokens.Ink3;
        palette.ActionDefault = tokens.Ink2;
        palette.ActionDisabled = tokens.Ink3;
        palette.ActionDisabledBackground = tokens.Side;
        palette.LinesDefault = palette.TableLines = palette.Divider = tokens.Line;
        palette.LinesInputs = tokens.Edge;
        palette.TableHover = tokens.Hover;
        palette.TableStriped = "#00000000";
        palette.Skeleton = tokens.Chosen;
        return palette;
    }

    private sealed record Tokens(
        string Desk, string Side, string Paper, string Hover, string Line, string Edge,
        string Ink, string Ink2, string Ink3, string Fill, string OnFill, string Chosen);
}
