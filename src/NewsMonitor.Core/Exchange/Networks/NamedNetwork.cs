using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Networks;

namespace NewsMonitor.Core.Exchange.Networks;

/// <summary>A node as other programs show it.</summary>
/// <param name="Id">Unique in the file: <c>a12</c> for an actor, <c>i3</c> for an issue.</param>
/// <param name="Name">Its label.</param>
/// <param name="Kind"><c>person</c>, <c>state</c> …; <c>issue</c> for issues.</param>
/// <param name="Country">ISO 3166, of actors.</param>
/// <param name="Frequency">Its statements.</param>
internal sealed record NamedNode(string Id, string Name, string Kind, string? Country, int Frequency);

/// <summary>A network with its nodes' names: what all file formats of networks begin with.</summary>
internal sealed record NamedNetwork(Network Network, IReadOnlyList<NamedNode> Rows, IReadOnlyList<NamedNode> Columns)
{
    public static async Task<NamedNetwork> ReadAsync(ExportSource source, CancellationToken cancel) =>
        await NameAsync(NetworkBuilder.Build(await source.EventsAsync(cancel), source.Request.Network, cancel), source, cancel);

    public static async Task<NamedNetwork> NameAsync(Network network, ExportSource source, CancellationToken cancel)
    {
        var rowsAreIssues = network.Settings.Kind == NetworkKind.Issues;
        var rows = rowsAreIssues
            ? Issues(network.Rows, network.RowStatements, await source.IssueNamesAsync(network.Rows, cancel))
            : Actors(network.Rows, network.RowStatements, await source.ActorsAsync(network.Rows, cancel), source.Request.Language);
        var columns = network.IsTwoMode ? Issues(network.Columns, network.ColumnStatements, await source.IssueNamesAsync(network.Columns, cancel)) : rows;
        return new(network, rows, columns);
    }

    /// <summary>All nodes, once.</summary>
    public IEnumerable<NamedNode> Nodes => Network.IsTwoMode ? Rows.Concat(Columns) : Rows;

    private static NamedNode[] Actors(IReadOnlyList<long> ids, IReadOnlyList<int> frequencies, IReadOnlyDictionary<long, Actor> actors, string language) =>
        [.. ids.Select((id, at) => new NamedNode($"a{id}", actors[id].NameIn(language), StatementReader.Word(actors[id].Kind), actors[id].Country, frequencies[at]))];

    private static NamedNode[] Issues(IReadOnlyList<long> ids, IReadOnlyList<int> frequencies, IReadOnlyDictionary<long, string> names) =>
        [.. ids.Select((id, at) => new NamedNode($"i{id}", names[id], "issue", null, frequencies[at]))];
}
