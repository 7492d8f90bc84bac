using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Auth;

/// <summary>Keeps the cookie keys in the archive: people stay signed in over a restart, and on every node.</summary>
internal sealed class ArchiveKeys(IDbContextFactory<NewsDbContext> archive) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = archive.CreateDbContext();
        return [.. db.ProtectionKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = archive.CreateDbContext();
        db.ProtectionKeys.Add(new() { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
