using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Components.Attention;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Actors;

/// <summary>The ways from an actor's figures to the articles behind them.</summary>
internal static class ActorDoors
{
    /// <summary>Articles in which an actor takes a side on an issue: <c>actor:"Joe Biden" position:"Sanktionen/-" on:2021-12-08</c>.</summary>
    public static string Position(string actor, string issue, Stance? stance, DayRange days) => ArticleAddress.Write(string.Join(' ',
        Key(SearchKey.Actor, actor), Key(SearchKey.Position, stance is { } side ? $"{issue}/{Sign(side)}" : issue), On(days)));

    /// <summary>Articles in which an actor threatens (<see cref="SearchKey.Threatener"/>) or is threatened (<see cref="SearchKey.Target"/>).</summary>
    public static string Threats(SearchKey role, string actor, DayRange days) => ArticleAddress.Write($"{Key(role, actor)} {On(days)}");

    /// <summary>Articles that name both.</summary>
    public static string Both(string actor, string other, DayRange days) => ArticleAddress.Write(string.Join(' ', Key(SearchKey.Actor, actor), Key(SearchKey.Actor, other), On(days)));

    private static string Key(SearchKey key, string value) => $"{SearchKeys.NameOf(key, Languages.Current)}:{SearchQueryWriter.Value(value)}";

    private static string On(DayRange days) => Key(SearchKey.On, days.Length == 1 ? RangeChoice.Text(days.First)! : $"{RangeChoice.Text(days.First)}..{RangeChoice.Text(days.Last)}");

    private static string Sign(Stance stance) => stance switch { Stance.Supports => "+", Stance.Opposes => "-", _ => "?" };
}
