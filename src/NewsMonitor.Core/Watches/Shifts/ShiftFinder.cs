using System.Text.Json;
using Npgsql;

namespace NewsMonitor.Core.Watches.Shifts;

/// <summary>
/// After statements changed: looks at all that their actors said on their issues, and whom they threatened, and tells each watch what has
/// shifted there; takes back what was told and no longer holds. It looks at the whole each time and not at the one change, so that it does
/// not matter in which order articles come in, or whether a coder decides, undoes and decides again.
/// </summary>
internal sealed class ShiftFinder(AlertWriter alerts)
{
    /// <summary>An article older than the archive's newest by more than this is history when it comes in.</summary>
    public static readonly TimeSpan News = TimeSpan.FromDays(14);

    /// <summary>Something that holds now of a subject.</summary>
    /// <param name="Kind">What.</param>
    /// <param name="At">The statement in which it shows.</param>
    /// <param name="Run">The statements that go on saying it.</param>
    /// <param name="Before">Those of before, for a turn.</param>
    /// <param name="Turn">The turn, if it is one.</param>
    private sealed record Shift(AlertKind Kind, ShiftStatement At, IReadOnlyList<ShiftStatement> Run, IReadOnlyList<ShiftStatement> Before, StanceTurn? Turn);

    private sealed record Told(long Id, long WatchId, AlertKind Kind, string Key, bool Withdrawn, AlertDetails Details)
    {
        public AlertQuote? On => Details.Quotes.FirstOrDefault(q => !q.IsBefore);
    }

    /// <returns>How many alerts were made or taken back.</returns>
    public async Task<int> FindAsync(NpgsqlConnection connection, long[] articles, IReadOnlyList<CompiledWatch> watches, CancellationToken cancel)
    {
        var asking = watches.Where(w => w.Watch.Turns || w.Watch.Firsts || w.Watch.Pairs).ToArray();
        if (asking.Length == 0 || articles.Length == 0) return 0;
        var read = new ShiftStatements(connection);
        var subjects = await read.SubjectsAsync(articles, cancel);
        if (subjects.Count == 0 || await read.FrontierAsync(cancel) is not { } frontier) return 0;
        var statements = await read.OfAsync(subjects, cancel);
        var told = await ToldAsync(connection, subjects, cancel);
        var done = 0;
        foreach (var suggestions in asking.Select(w => w.Watch.WithSuggestions).Distinct().Order().ToArray())
        {
            var ofWorld = asking.Where(w => w.Watch.WithSuggestions == suggestions).ToArray();
            foreach (var subject in subjects)
            {
                var own = statements[subject].Where(s => s.Confirmed || suggestions).Select(s => s.Statement).ToArray();
                Told[] ofSubject = [.. told.Where(t => t.Subject == subject && ofWorld.Any(w => w.Id == t.Alert.WatchId)).Select(t => t.Alert)];
                done += await WithdrawAsync(connection, ofSubject, own, cancel);
                foreach (var shift in await ShiftsAsync(read, subject, own, suggestions, cancel))
                {
                    if (shift.At.PublishedAt < frontier - News) continue;
                    var unsure = !statements[subject].Any(s => s.Confirmed && s.Statement.Id == shift.At.Id);
                    done += await TellAsync(connection, read, subject, shift, ofWorld, ofSubject, unsure, cancel);
                }
            }
        }
        return done;
    }

    private static async Task<IReadOnlyList<Shift>> ShiftsAsync(ShiftStatements read, ShiftSubject subject, ShiftStatement[] own, bool suggestions, CancellationToken cancel)
    {
        var shifts = new List<Shift>();
        if (!subject.IsPair) shifts.AddRange(StanceTurns.Find(own).Select(t => new Shift(AlertKind.Turn, t.At, t.Run, t.Before, t)));
        if (FirstTimes.Earliest(own) is { } first && FirstTimes.IsNews(first, await read.OthersAsync(subject, first, own, suggestions, cancel)))
            shifts.Add(new(subject.IsPair ? AlertKind.Pair : AlertKind.First, first, own, [], null));
        return shifts;
    }

    /// <summary>Whether what was told still holds, and if not, why.</summary>
    private static AlertWithdrawal? Trouble(Told told, ShiftStatement[] own)
    {
        if (told.On is not { } on) return null;
        var said = own.Any(s => s.Id == on.StatementId && s.Stance == on.Stance);
        if (told.Kind == AlertKind.Turn)
        {
            return StanceTurns.Find(own).Any(t => t.To == told.Details.To && t.Run.Any(s => s.Id == on.StatementId)) ? null : said ? AlertWithdrawal.NotNew : AlertWithdrawal.NotSaid;
        }
        // Taken back for its own statement's sake, it comes back with that statement; another one is told as an alert of its own.
        if (told.Withdrawn && !said) return AlertWithdrawal.NotSaid;
        // What was said a few days earlier, and coded later, makes it no less new; what lies further back does.
        return FirstTimes.Earliest(own) is not { } first ? AlertWithdrawal.NotSaid : first.PublishedAt < on.PublishedAt - News ? AlertWithdrawal.NotNew : null;
    }

    /// <summary>Takes back what no longer holds, and brings back what holds again; the list is as it is then.</summary>
    private static async Task<int> WithdrawAsync(NpgsqlConnection connection, Told[] told, ShiftStatement[] own, CancellationToken cancel)
    {
        var done = 0;
        for (var i = 0; i < told.Length; i++)
        {
            var (alert, trouble) = (told[i], Trouble(told[i], own));
            if (trouble is null != alert.Withdrawn) continue;
            told[i] = alert with { Withdrawn = trouble is not null };
            await using var command = new NpgsqlCommand(
                "UPDATE alerts SET withdrawn_at = CASE WHEN $2::text IS NULL THEN NULL ELSE now() END, withdrawal = $2 WHERE id = $1", connection)
            {
                Parameters = { new() { Value = alert.Id }, new() { Value = (object?)trouble?.ToString() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
            };
            done += await command.ExecuteNonQueryAsync(cancel);
        }
        return done;
    }

    private async Task<int> TellAsync(
        NpgsqlConnection connection, ShiftStatements read, ShiftSubject subject, Shift shift, CompiledWatch[] watches, Told[] told, bool unsure, CancellationToken cancel)
    {
        var wanting = watches.Where(w => Wants(w.Watch, shift.Kind) && shift.At.KnownAt >= w.Watch.Since
            && w.Concerns(subject.IsPair ? [subject.First, subject.Second] : [subject.First], subject.IsPair ? null : subject.Second)
            && !told.Any(t => t.WatchId == w.Id && Covers(t, shift))).ToArray();
        if (wanting.Length == 0) return 0;
        var batch = await ArticleBatch.OfAsync(connection, new Dictionary<long, bool> { [shift.At.ArticleId] = true }, cancel);
        var matched = await batch.MatchAsync(wanting, cancel);
        AlertDetails? details = null;
        var done = 0;
        foreach (var watch in wanting.Where(w => w.IsEverything || matched.ContainsKey(w.Id)))
        {
            details ??= await DetailsAsync(read, subject, shift, unsure, cancel);
            var key = FormattableString.Invariant($"{shift.Kind}:{subject}:{shift.At.Id}");
            if (await alerts.TellShiftAsync(connection, watch.Id, shift.Kind, key, subject.ToString(), details, cancel)) done++;
        }
        return done;
    }

    private static bool Wants(Watch watch, AlertKind kind) => kind switch { AlertKind.Turn => watch.Turns, AlertKind.Pair => watch.Pairs, _ => watch.Firsts };

    /// <summary>It was told already: the same turn, though its first statement is another one by now; of first times there is one only.</summary>
    private static bool Covers(Told told, Shift shift) => told.Kind == shift.Kind && !told.Withdrawn
        && (shift.Turn is null || told.Details.To == shift.Turn.To && told.On is { } on && shift.Run.Any(s => s.Id == on.StatementId));

    private static async Task<AlertDetails> DetailsAsync(ShiftStatements read, ShiftSubject subject, Shift shift, bool unsure, CancellationToken cancel)
    {
        long[] actors = subject.IsPair ? [subject.First, subject.Second] : [subject.First];
        var issue = subject.IsPair ? null : (await read.NamesAsync("issues", [subject.Second], cancel))[0];
        var before = shift.Before.OrderByDescending(s => s.PublishedAt).Take(2).Select(s => (s.Id, true));
        return new()
        {
            Actors = await read.NamesAsync("actors", actors, cancel),
            Issue = issue,
            From = shift.Turn?.From, To = shift.Turn?.To ?? shift.At.Stance, Suggested = unsure,
            Before = shift.Before.Select(s => s.Text).Distinct().Count(), BeforeAt = shift.Before.Count > 0 ? shift.Before.Max(s => s.PublishedAt) : null,
            Quotes = await read.QuotesAsync([(shift.At.Id, false), .. before], cancel),
        };
    }

    private static async Task<IReadOnlyList<(ShiftSubject Subject, Told Alert)>> ToldAsync(NpgsqlConnection connection, IReadOnlyList<ShiftSubject> subjects, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT id, watch_id, kind, key, withdrawn_at IS NOT NULL, details::text, split_part(subject, ':', 1)::bigint, split_part(subject, ':', 2)::bigint
            FROM alerts WHERE subject = ANY ($1) AND kind IN ('Turn', 'First', 'Pair') ORDER BY id
            """, connection) { Parameters = { new() { Value = subjects.Select(s => s.ToString()).Distinct().ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var told = new List<(ShiftSubject, Told)>();
        while (await rows.ReadAsync(cancel))
        {
            var kind = Enum.Parse<AlertKind>(rows.GetString(2));
            told.Add((new(kind == AlertKind.Pair, rows.GetInt64(6), rows.GetInt64(7)),
                new(rows.GetInt64(0), rows.GetInt64(1), kind, rows.GetString(3), rows.GetBoolean(4), JsonSerializer.Deserialize<AlertDetails>(rows.GetString(5), AlertConfiguration.Json)!)));
        }
        return told;
    }
}
