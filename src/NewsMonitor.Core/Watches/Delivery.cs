namespace NewsMonitor.Core.Watches;

public enum DeliveryChannel { Mail, Hook }

public enum DeliveryState
{
    Waiting,
    Sent,
    /// <summary>Given up: tried often enough, or refused for good.</summary>
    Failed,
    /// <summary>Nobody wants it any more: unsubscribed, hook removed or disabled, all of its alerts withdrawn.</summary>
    Dropped,
}

/// <summary>
/// Something that is to leave the house: the outbox. The row is written in the transaction of the alerts that it carries, so neither is there
/// without the other. Sending and marking cannot be one act: a worker that dies between them makes the next one send again, with the same
/// <see cref="Uid"/>, by which receivers tell that it is the same (Message-ID of a mail, webhook-id of a call). At least once, then.
/// </summary>
public sealed class Delivery
{
    public long Id { get; init; }
    /// <summary>The idempotence key: the same at every try.</summary>
    public Guid Uid { get; init; } = Guid.CreateVersion7();
    public DeliveryChannel Channel { get; init; }
    public long? UserId { get; init; }
    public MailRhythm? Rhythm { get; init; }
    public long? HookId { get; init; }
    public DeliveryState State { get; set; }
    /// <summary>Still gathers alerts: no worker has taken it yet.</summary>
    public bool Open { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>What the receiver's HTTP status was.</summary>
    public int? Status { get; set; }
    public string? Detail { get; set; }
    public long LeaseToken { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>Claims in a row that never ended, see <see cref="Ingestion.LostClaims"/>.</summary>
    public int LostClaims { get; set; }
}

/// <summary>An alert that a delivery carries.</summary>
public sealed class DeliveryAlert
{
    public long DeliveryId { get; init; }
    public long AlertId { get; init; }
}

/// <summary>Where a watch calls when it has something to tell.</summary>
public sealed class WatchHook
{
    public long Id { get; init; }
    public long WatchId { get; init; }
    public required string Address { get; init; }
    /// <summary>Signs the calls; shown once, when it is made. Base64 of 32 random bytes.</summary>
    public required string Secret { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastGoodAt { get; set; }
    /// <summary>Since when no call has succeeded.</summary>
    public DateTimeOffset? FailingSince { get; set; }
    public DateTimeOffset? DisabledAt { get; set; }
    public HookTrouble? Trouble { get; set; }
}

public enum HookTrouble
{
    /// <summary>It answered 410: it wants no more calls.</summary>
    Gone,
    /// <summary>Days without one good answer.</summary>
    LongFailure,
}

/// <summary>A secret address at which a watch can be read without signing in. Only the hash of its secret is kept.</summary>
public sealed class WatchFeed
{
    public long Id { get; init; }
    public long WatchId { get; init; }
    /// <summary>Whose eyes it has: it shows nothing when that person may not see the watch.</summary>
    public long UserId { get; init; }
    public required byte[] TokenHash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastReadAt { get; set; }
}

/// <summary>How a person wants to be written to.</summary>
public sealed class AlertSettings
{
    public const string UsualZone = "Europe/Berlin";

    public long UserId { get; init; }
    public string? Address { get; set; }
    /// <summary>When the person opened the link that was sent to the address: nobody else is written to by us.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }
    /// <summary>The hour of digests, 0 to 23, in <see cref="Zone"/>.</summary>
    public int Hour { get; set; } = 7;
    public DayOfWeek Weekday { get; set; } = DayOfWeek.Monday;
    /// <summary>IANA name.</summary>
    public string Zone { get; set; } = UsualZone;
}

/// <summary>A key of this installation that signs links in mails.</summary>
public sealed class SigningKey
{
    public required string Name { get; init; }
    public required byte[] Key { get; init; }
}
