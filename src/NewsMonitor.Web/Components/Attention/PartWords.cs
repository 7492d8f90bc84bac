using System.Globalization;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Attention;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Attention;

/// <summary>Days in words and as doors.</summary>
internal static class PartWords
{
    /// <summary><c>8 Dec</c>, or <c>6 Dec – 12 Dec</c>.</summary>
    public static string Words(this TimeWords clock, DayRange days) =>
        days.Length == 1 ? clock.ShortDay(days.First) : $"{clock.ShortDay(days.First)} – {clock.ShortDay(days.Last)}";

    /// <summary>As axes write it, without the year that the title says: <c>8 Dec</c>, <c>6–12 Dec</c>, <c>29 Nov – 5 Dec</c>, <c>Dec 2021</c>.</summary>
    public static string Brief(DayRange days)
    {
        var (day, month) = Languages.Current == "de" ? ("d.", "d. MMM") : ("%d", "d MMM");
        string Text(DateOnly one, string format) => one.ToString(format, CultureInfo.CurrentCulture);
        if (days.Length == 1) return Text(days.First, month);
        if (days.Length > 7) return Text(days.First, "MMM yyyy");
        return days.First.Month == days.Last.Month ? $"{Text(days.First, day)}–{Text(days.Last, month)}" : $"{Text(days.First, month)} – {Text(days.Last, month)}";
    }

    /// <summary>Some days as a query line says them: <c>on:2021-12-06..2021-12-12</c>.</summary>
    public static string On(DayRange days) => $"{SearchKeys.NameOf(SearchKey.On, Languages.Current)}:{RangeChoice.Text(days.First)}{(days.Length == 1 ? "" : $"..{RangeChoice.Text(days.Last)}")}";

    /// <summary>The list of articles of some days, of what a key names: <c>actor:"Joe Biden" on:2021-12-06..2021-12-12</c>.</summary>
    public static string Door(DayRange days, SearchKey? key = null, string? value = null)
    {
        var on = On(days);
        return ArticleAddress.Write(key is { } named && value is not null ? $"{SearchKeys.NameOf(named, Languages.Current)}:{SearchQueryWriter.Value(value)} {on}" : on);
    }

    /// <summary>The key that asks for such a thing; null for all articles.</summary>
    public static SearchKey? Key(AttentionOf of) => of switch
    {
        AttentionOf.Outlet => SearchKey.Outlet, AttentionOf.Actor => SearchKey.Actor, AttentionOf.Issue => SearchKey.Issue, _ => null,
    };

    public static string Token(AttentionOf of) => of switch { AttentionOf.Actor => "--actor-line", AttentionOf.All => "--data-2", _ => "--data" };
}
