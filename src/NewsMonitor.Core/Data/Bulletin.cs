using System.Globalization;

namespace NewsMonitor.Core.Data;

/// <summary>What in the archive has changed.</summary>
public enum BulletinSubject
{
    /// <summary>Articles came in or got a new text.</summary>
    Articles,
    /// <summary>The codes of one article changed; the id is the article's.</summary>
    Codes,
    Feeds,
    /// <summary>Actors, issues or instruments.</summary>
    Lists,
    /// <summary>A person's roles or standing changed; the id is the user's.</summary>
    Users,
    /// <summary>Who is on an article, or what they have under the hand, changed; the id is the article's.</summary>
    Presence,
    /// <summary>Long work has come further, or ended; the id is the job's.</summary>
    Jobs,
    /// <summary>Articles found their stories, or an editor changed one.</summary>
    Stories,
    /// <summary>The ranker has learnt.</summary>
    Ranker,
    /// <summary>Something was asked, answered or resolved.</summary>
    Comments,
    /// <summary>A coding round was made or changed, or work in it went on; the id is the round's.</summary>
    Rounds,
    /// <summary>Articles of a day have been counted anew.</summary>
    Attention,
    /// <summary>Watches found something, or somebody changed one.</summary>
    Watches,
}

/// <summary>A short notice to all nodes that something changed: open pages look again. It carries no content, so a lost one costs freshness only.</summary>
public readonly record struct Bulletin(BulletinSubject Subject, long? Id = null)
{
    public override string ToString() => Id is { } id ? $"{Subject}:{id.ToString(CultureInfo.InvariantCulture)}" : Subject.ToString();

    public static bool TryParse(string text, out Bulletin bulletin)
    {
        bulletin = default;
        var parts = text.Split(':', 2);
        if (!Enum.TryParse<BulletinSubject>(parts[0], out var subject)) return false;
        long? id = null;
        if (parts.Length == 2)
        {
            if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            id = number;
        }
        bulletin = new(subject, id);
        return true;
    }
}
