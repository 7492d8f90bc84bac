using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Accounts;

/// <summary>
/// On whose behalf something is done: a signed-in person, or the operator at the machine's own command line, who holds the database
/// anyway. A person converts by their id; the operator has to be named, so that a forgotten id never becomes one.
/// </summary>
public readonly record struct Caller
{
    private readonly bool _operator;

    private Caller(long? userId, bool isOperator) => (UserId, _operator) = (userId, isOperator);

    /// <summary>Null for the operator: that is how the audit log knows them.</summary>
    public long? UserId { get; }

    /// <summary>Who runs the command line.</summary>
    public static Caller Operator { get; } = new(null, true);

    public static Caller User(long userId) => new(userId, false);

    public static implicit operator Caller(long userId) => User(userId);

    /// <summary>Whether the caller may do what the role does; asked of the database, in the transaction of the deed.</summary>
    public Task<bool> MayAsync(Role role, NewsDbContext db, CancellationToken cancel) =>
        _operator ? Task.FromResult(true)
        : UserId is { } id ? db.HoldsAsync(id, role, cancel)
        : Task.FromResult(false);
}
