using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Web.Demo;
using NewsMonitor.Web.Hosting;

try
{
    var builder = Opening.CreateBuilder(args);
    builder.AddDemoNewsroom();
    // Left last: the private cluster stops when the host has ended.
    await using var postgres = await PostgresServer.OpenAsync(PostgresOptions.From(builder.Configuration) with { Tell = Console.WriteLine });
    builder.Services.AddArchive(postgres.ConnectionString);
    builder.Services.AddIngestion(builder.Configuration);
    builder.Services.AddDesk(builder.Configuration);
    builder.AddPages();

    await using var app = builder.Build();
    await app.OpenArchiveAsync();
    app.UsePages();
    await app.RunAsync();
    return Environment.ExitCode; // it may have stopped by itself, too old for the archive
}
catch (CannotStartException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (ProgramTooOldException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (PostgresUnavailableException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
