using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Jobs;

/// <summary>
/// A job as pages show it. RequestedBy is the name of who asked for it, null for the program itself and the operator; Cancelling says that a
/// cancel is asked for and not yet heard.
/// </summary>
public sealed record JobRow(
    long Id, string Kind, string Subject, JobState State, long Done, long Total, long? RequestedById, string? RequestedBy, DateTimeOffset RequestedAt,
    DateTimeOffset? EndedAt, bool Cancelling, JsonDocument? Result, string? Trouble)
{
    public bool Ended => State is JobState.Done or JobState.Failed or JobState.Cancelled;
}

/// <summary>What came of asking for work, or for its end.</summary>
public abstract record JobAnswer
{
    private JobAnswer() { }

    public sealed record Started(long Id) : JobAnswer;

    /// <summary>The same work (<see cref="Job.Once"/>) is not finished yet.</summary>
    public sealed record AlreadyThere(long Id) : JobAnswer;

    public sealed record Cancelled(long Id) : JobAnswer;

    /// <summary>It has ended meanwhile, or there never was one.</summary>
    public sealed record Gone : JobAnswer;

    public sealed record NotAllowed : JobAnswer;
}

/// <summary>What is to be done.</summary>
/// <param name="Kind">A <see cref="JobKind.Name"/>.</param>
/// <param name="Subject">What it is done to, as a person would name it; empty where the kind says it all.</param>
public sealed record JobRequest(string Kind, string Subject = "")
{
    /// <summary>Written as JSON, for <see cref="JobRun.Parameters{T}"/>.</summary>
    public object? Parameters { get; init; }
    /// <summary>Where set, at most one unfinished job of the kind has it.</summary>
    public string? Once { get; init; }
    /// <summary>False while files for it are still to be stored; then <see cref="JobDesk.ReleaseAsync"/> lets it start.</summary>
    public bool Ready { get; init; } = true;
}

/// <summary>Where long work is asked for, watched and cancelled.</summary>
public sealed class JobDesk(IDbContextFactory<NewsDbContext> archive, JobRunner runner, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Far enough away for the largest upload.</summary>
    private static readonly TimeSpan NotReady = TimeSpan.FromHours(12);

    public async Task<JobAnswer> StartAsync(JobRequest request, Caller caller, CancellationToken cancel)
    {
        var kind = runner.Find(request.Kind) ?? throw new ArgumentException($"No kind of job is called {request.Kind}.", nameof(request));
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(kind.Needs, db, cancel)) return new JobAnswer.NotAllowed();
        var now = clock.GetUtcNow();
        var job = new Job
        {
            Kind = kind.Name, Subject = request.Subject, Once = request.Once, RequestedBy = caller.UserId, RequestedAt = now,
            // The database's clock decides what is due; a node's may be ahead of it.
            DueAt = request.Ready ? now - TimeSpan.FromMinutes(5) : now + NotReady,
            Parameters = request.Parameters is null ? null : JsonSerializer.SerializeToDocument(request.Parameters, JsonSerializerOptions.Web),
        };
        db.Jobs.Add(job);
        if (caller.UserId is not null) db.Note(now, caller.UserId, "job.started", $"{kind.Name} {request.Subject}".TrimEnd());
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            var there = await db.Jobs.AsNoTracking().Where(j => j.Kind == kind.Name && j.Once == request.Once && (j.State == JobState.Waiting || j.State == JobState.Running))
                .Select(j => (long?)j.Id).FirstOrDefaultAsync(cancel);
            return there is { } id ? new JobAnswer.AlreadyThere(id) : new JobAnswer.Gone();
        }
        board.Post(new(BulletinSubject.Jobs, job.Id));
        return new JobAnswer.Started(job.Id);
    }

    /// <summary>Lets a job start that was asked for before its files were there.</summary>
    public async Task ReleaseAsync(long id, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlAsync($"UPDATE jobs SET due_at = now() WHERE id = {id} AND state = 'Waiting'", cancel);
        board.Post(new(BulletinSubject.Jobs, id));
    }

    /// <summary>Asks for the end of a job: at once where no worker has it, else the worker hears it within seconds. What is done stays done.</summary>
    public async Task<JobAnswer> CancelAsync(long id, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancel);
        if (job is null) return new JobAnswer.Gone();
        if (!await MayCancelAsync(db, job, caller, cancel)) return new JobAnswer.NotAllowed();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var changed = await db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, now()),
                state = CASE WHEN state = 'Waiting' THEN 'Cancelled' ELSE state END,
                ended_at = CASE WHEN state = 'Waiting' THEN now() ELSE ended_at END
            WHERE id = {id} AND state IN ('Waiting', 'Running')
            """, cancel);
        if (changed == 0) return new JobAnswer.Gone();
        if (caller.UserId is not null)
        {
            db.Note(clock.GetUtcNow(), caller.UserId, "job.cancelled", $"{job.Kind} {job.Subject}".TrimEnd(), id);
            await db.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Jobs, id));
        return new JobAnswer.Cancelled(id);
    }

    public async Task<JobRow?> FindAsync(long id, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await Rows(db, db.Jobs.Where(j => j.Id == id)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The newest jobs, of one kind, or of one person, or all.</summary>
    public async Task<IReadOnlyList<JobRow>> RecentAsync(string? kind, long? userId, int most, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var jobs = db.Jobs.AsQueryable();
        if (kind is not null) jobs = jobs.Where(j => j.Kind == kind);
        if (userId is not null) jobs = jobs.Where(j => j.RequestedBy == userId);
        return await Rows(db, jobs.OrderByDescending(j => j.Id).Take(most)).ToListAsync(cancel);
    }

    private static IQueryable<JobRow> Rows(NewsDbContext db, IQueryable<Job> jobs) => jobs.AsNoTracking().OrderByDescending(j => j.Id).Select(j => new JobRow(
        j.Id, j.Kind, j.Subject, j.State, j.Done, j.Total, j.RequestedBy, db.Users.Where(u => u.Id == j.RequestedBy).Select(u => u.DisplayName).FirstOrDefault(),
        j.RequestedAt, j.EndedAt, j.CancelRequestedAt != null && j.State == JobState.Running, j.Result, j.Trouble));

    private async Task<bool> MayCancelAsync(NewsDbContext db, Job job, Caller caller, CancellationToken cancel) =>
        await caller.MayAsync(Role.Admin, db, cancel)
        || (job.RequestedBy is { } owner && owner == caller.UserId && await caller.MayAsync(runner.Find(job.Kind)?.Needs ?? Role.Admin, db, cancel));
}
