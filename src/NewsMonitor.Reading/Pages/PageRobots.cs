namespace NewsMonitor.Reading.Pages;

/// <summary>What a page asks of those who keep copies (the robots meta element).</summary>
internal readonly record struct PageRobots(bool NoArchive, DateTimeOffset? UnavailableAfter)
{
    internal static PageRobots Find(PageParts parts)
    {
        var noArchive = false;
        DateTimeOffset? until = null;
        foreach (var rules in (string[])[.. parts.Metas("robots"), .. parts.Metas("googlebot"), .. parts.Metas("bingbot")])
        {
            noArchive |= rules.Contains("noarchive", StringComparison.OrdinalIgnoreCase) || rules.Equals("none", StringComparison.OrdinalIgnoreCase);
            var at = rules.IndexOf("unavailable_after", StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                var value = rules[(at + "unavailable_after".Length)..].TrimStart(':', ' ', '=');
                until ??= PageDate.Parse(value.Length > 60 ? value[..60] : value, berlin: true);
            }
        }

        return new PageRobots(noArchive, until);
    }
}
