using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace NewsMonitor.Core.Data;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a server or a host.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<NewsDbContext>
{
    public NewsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<NewsDbContext>().UseArchive("Host=design-time").Options);
}
