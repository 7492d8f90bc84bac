using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.SiteRules;

/// <summary>Where a site's rule comes from.</summary>
public enum SiteRuleOrigin
{
    /// <summary>It ships with the program.</summary>
    Shipped,
    /// <summary>An admin's, for a site that has no other.</summary>
    Own,
    /// <summary>An admin's, in place of the shipped one.</summary>
    Override,
    /// <summary>An admin's that was taken out of use.</summary>
    Withdrawn,
}

/// <summary>A site with a rule, as the list shows it.</summary>
public sealed record SiteRuleRow(string Host, string Name, SiteRuleOrigin Origin, int Version, DateTimeOffset? ChangedAt);

/// <summary>A version in a rule's history.</summary>
public sealed record SiteRuleVersionRow(int Number, DateTimeOffset At, string? By, string? Note, string Source);

/// <summary>One site's rule.</summary>
/// <param name="Host">The site.</param>
/// <param name="Text">What a person edits: the own rule in force, else the shipped one, else the beginning of one.</param>
/// <param name="Shipped">The shipped rule's text; null where none ships.</param>
/// <param name="Version">The own rule's version; 0 where there is none.</param>
/// <param name="InUse">Whether the own rule is in force.</param>
/// <param name="Versions">Newest first.</param>
public sealed record SiteRuleView(string Host, string Text, string? Shipped, int Version, bool InUse, IReadOnlyList<SiteRuleVersionRow> Versions);

/// <summary>Answers questions about site rules.</summary>
public sealed class SiteRuleQueries(IDbContextFactory<NewsDbContext> archive)
{
    /// <summary>All sites that have a rule, own ones first.</summary>
    public async Task<IReadOnlyList<SiteRuleRow>> ListAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var own = await db.SiteRules.AsNoTracking().OrderBy(r => r.Host)
            .Select(r => new { r.Host, r.Version, r.InUse, r.ChangedAt, Source = r.Versions.First(v => v.Number == r.Version).Source }).ToListAsync(cancel);
        var shipped = SiteRuleBook.Shipped.Rules.SelectMany(rule => rule.Source.Hosts.Select(host => (Host: host, rule.Source.Name))).ToList();
        var names = shipped.ToDictionary(s => s.Host, s => s.Name, StringComparer.OrdinalIgnoreCase);
        var overridden = own.Select(o => o.Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. own.Select(o => new SiteRuleRow(
                o.Host, SiteRuleShelf.Parse(o.Source, out _)?.Source.Name ?? o.Host,
                !o.InUse ? SiteRuleOrigin.Withdrawn : names.ContainsKey(o.Host) ? SiteRuleOrigin.Override : SiteRuleOrigin.Own, o.Version, o.ChangedAt)),
            .. shipped.Where(s => !overridden.Contains(s.Host)).OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.Host, StringComparer.Ordinal)
                .Select(s => new SiteRuleRow(s.Host, s.Name, SiteRuleOrigin.Shipped, 0, null)),
        ];
    }

    /// <summary>One site's rule, or the beginning of one for a site that has none.</summary>
    public async Task<SiteRuleView> FindAsync(string host, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var rule = await db.SiteRules.AsNoTracking().SingleOrDefaultAsync(r => r.Host == host, cancel);
        var versions = rule is null ? [] : await db.SiteRuleVersions.AsNoTracking().Where(v => v.RuleId == rule.Id).OrderByDescending(v => v.Number).Take(100)
            .Select(v => new SiteRuleVersionRow(v.Number, v.At, db.Users.Where(u => u.Id == v.By).Select(u => u.DisplayName).FirstOrDefault(), v.Note, v.Source)).ToListAsync(cancel);
        var shipped = SiteRuleBook.Shipped.Rules.FirstOrDefault(r => r.Source.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)) is { } found ? Write(found.Source) : null;
        var text = rule is { InUse: true } ? versions.First(v => v.Number == rule.Version).Source : shipped ?? Write(new() { Name = host, Hosts = [host], Checked = "page" });
        return new(host, text, shipped, rule?.Version ?? 0, rule?.InUse ?? false, versions);
    }

    /// <summary>A rule's text as data; null where it is none.</summary>
    public static SiteRuleSource? Read(string json) => SiteRuleShelf.Parse(json, out _)?.Source;

    /// <summary>A rule as its text, in the form of the shipped files.</summary>
    public static string Write(SiteRuleSource source) => JsonSerializer.Serialize(source, SiteRuleShelf.Format);
}
