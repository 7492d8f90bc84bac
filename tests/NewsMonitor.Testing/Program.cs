using NewsMonitor.Core.Data.LocalPostgres;

// Stands for another NewsMonitor program on the same data directory: opens the database, says so on a line, and keeps it open until its
// standard input ends (a clean exit) or somebody kills it.
//   dotnet NewsMonitor.Testing.dll hold DATA-DIRECTORY
if (args is not ["hold", var dataDirectory])
{
    Console.Error.WriteLine("usage: hold DATA-DIRECTORY");
    return 2;
}
await using (var server = await PostgresServer.OpenAsync(new PostgresOptions { DataDirectory = dataDirectory, Durable = false }))
{
    Console.WriteLine($"{(server.TookOver ? "took over" : "started")}\t{server.ConnectionString}");
    await Console.In.ReadToEndAsync();
}
return 0;
