using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.SiteRules;

/// <summary>Keeps the admins' own site rules: each text a version, each deed audited, the shipped rules below them untouched.</summary>
public sealed class SiteRuleAdmin(IDbContextFactory<NewsDbContext> archive, SiteRuleShelf shelf, TimeProvider clock)
{
    private const int LongestSource = 20_000;

    /// <summary>A host as rules are found by it; null where it is none. An address will do.</summary>
    public static string? Host(string? typed)
    {
        var text = typed?.Trim().ToLowerInvariant() ?? "";
        if (text.Contains("://", StringComparison.Ordinal)) text = Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri.Host : "";
        text = text.Split('/', 2)[0].TrimEnd('.');
        if (text.StartsWith("www.", StringComparison.Ordinal)) text = text[4..];
        return text.Length is > 2 and <= 255 && text.Contains('.') && Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 ? text : null;
    }

    /// <summary>Puts a text into force for a site, as its next version.</summary>
    /// <param name="host">The site.</param>
    /// <param name="json">The rule in the form of the shipped files; its hosts must name the site.</param>
    /// <param name="note">Why, for whoever reads the history; or null.</param>
    /// <param name="knownVersion">The version that the person had before them, 0 for none: another one in between is not overwritten.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<SiteRuleChange> SaveAsync(string host, string json, string? note, int knownVersion, Caller by, CancellationToken cancel)
    {
        if (Host(host) is not { } site) return new SiteRuleChange.BadHost();
        if (Check(site, json) is { } fault) return new SiteRuleChange.Invalid(fault);
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new SiteRuleChange.NotAllowed();
        var rule = await db.SiteRules.SingleOrDefaultAsync(r => r.Host == site, cancel);
        if ((rule?.Version ?? 0) != knownVersion) return new SiteRuleChange.Stale(rule?.Version ?? 0);
        var now = clock.GetUtcNow();
        if (rule is null) db.SiteRules.Add(rule = new() { Host = site });
        rule.Versions.Add(new() { Number = ++rule.Version, Source = json.Trim(), Note = Cut(note), At = now, By = by.UserId });
        (rule.InUse, rule.ChangedAt) = (true, now);
        db.Note(now, by.UserId, "rule.saved", site, rule.Id == 0 ? null : rule.Id, new { version = rule.Version, note = Cut(note) });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return new SiteRuleChange.Stale(knownVersion + 1); // somebody saved in this very moment
        }
        shelf.Forget();
        return new SiteRuleChange.Saved(rule.Version);
    }

    /// <summary>Takes the own rule out of use: the shipped one, or the general case, reads the site again.</summary>
    public async Task<SiteRuleChange> WithdrawAsync(string host, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new SiteRuleChange.NotAllowed();
        var rule = await db.SiteRules.SingleOrDefaultAsync(r => r.Host == host, cancel);
        if (rule is null) return new SiteRuleChange.BadHost();
        if (rule.InUse)
        {
            (rule.InUse, rule.ChangedAt) = (false, clock.GetUtcNow());
            db.Note(rule.ChangedAt, by.UserId, "rule.withdrawn", host, rule.Id, new { version = rule.Version });
            await db.SaveChangesAsync(cancel);
            shelf.Forget();
        }
        return new SiteRuleChange.Saved(rule.Version);
    }

    /// <summary>What is wrong with a rule's text, in plain English; null where nothing is.</summary>
    public static string? Check(string host, string json)
    {
        if (json.Length > LongestSource) return $"A rule has at most {LongestSource} characters.";
        if (SiteRuleShelf.Parse(json, out var fault) is not { } rule) return fault;
        if (!rule.Source.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)) return $"The rule's \"hosts\" must name {host}.";
        return rule.Source.Hosts.FirstOrDefault(h => !string.Equals(Host(h), h, StringComparison.OrdinalIgnoreCase)) is { } odd ? $"\"{odd}\" is no host: write it as in \"example.org\"." : null;
    }

    private static string? Cut(string? note) => note?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 1000)] : null;
}

/// <summary>What came of a change to a site rule.</summary>
public abstract record SiteRuleChange
{
    private SiteRuleChange() { }

    public sealed record Saved(int Version) : SiteRuleChange;
    public sealed record NotAllowed : SiteRuleChange;
    /// <summary>No host, or no rule for it.</summary>
    public sealed record BadHost : SiteRuleChange;
    /// <summary>The text is no rule; why, in plain English with its place.</summary>
    public sealed record Invalid(string Fault) : SiteRuleChange;
    /// <summary>Somebody else has saved a version meanwhile.</summary>
    public sealed record Stale(int Version) : SiteRuleChange;
}
