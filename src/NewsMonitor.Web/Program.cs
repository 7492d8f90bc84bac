using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Demo;
using NewsMonitor.Web.Hosting;

var builder = WebApplication.CreateBuilder(DemoHosting.WithDemoSwitch(args));
builder.AddDemoNewsroom();
builder.Services.AddArchive(builder.Configuration.GetConnectionString("NewsMonitor") ?? "");
builder.Services.AddDesk(builder.Configuration);
builder.AddPages();

var app = builder.Build();
await app.OpenArchiveAsync();
app.UsePages();
await app.RunAsync();
