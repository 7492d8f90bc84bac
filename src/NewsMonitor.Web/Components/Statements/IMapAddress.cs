namespace NewsMonitor.Web.Components.Statements;

/// <summary>The state of a map, a board or a network, as its address holds it.</summary>
public interface IMapAddress<TSelf> where TSelf : IMapAddress<TSelf>
{
    /// <summary>Where the page lives.</summary>
    static abstract string Place { get; }

    /// <summary>What a hand-made link says wrongly is passed over.</summary>
    static abstract TSelf Read(string query);

    /// <summary>The search line: which articles count.</summary>
    string Line { get; }

    /// <summary>The same with another search line.</summary>
    TSelf With(string line);

    /// <summary>Both show the same figures, whatever is open beside them.</summary>
    bool ShowsWhat(TSelf other);

    string Write();
}
