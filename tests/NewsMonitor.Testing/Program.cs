using System.Text.Json;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Testing.Ingestion;
using NewsMonitor.Testing.Web;

// Stands for another program, until its standard input ends (a clean exit) or somebody kills it.
//   dotnet NewsMonitor.Testing.dll hold DATA-DIRECTORY   another NewsMonitor on the same data directory: opens the database, says so on a line
//   dotnet NewsMonitor.Testing.dll publish PLAN          a publisher of many feeds; says its address on a line
switch (args)
{
    case ["hold", var dataDirectory]:
        await using (var server = await PostgresServer.OpenAsync(new PostgresOptions { DataDirectory = dataDirectory, Durable = false }))
        {
            Console.WriteLine($"{(server.TookOver ? "took over" : "started")}\t{server.ConnectionString}");
            await Console.In.ReadToEndAsync();
        }
        return 0;
    case ["publish", var plan]:
        await using (var server = await FeedServer.StartAsync())
        {
            Publisher.Open(server, JsonSerializer.Deserialize<PublisherPlan>(plan)!);
            Console.WriteLine(server.Address);
            await Console.In.ReadToEndAsync();
        }
        return 0;
    default:
        Console.Error.WriteLine("usage: hold DATA-DIRECTORY | publish PLAN");
        return 2;
}
