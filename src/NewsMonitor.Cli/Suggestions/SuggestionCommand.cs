using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Suggestions;

namespace NewsMonitor.Cli.Suggestions;

/// <summary><c>newsmonitor suggestion</c>: what the rules propose, how well they do, and reading again.</summary>
internal static class SuggestionCommand
{
    public static Command Create() => new("suggestion", "Read articles again, learn from decisions, see how the rules do.") { Reread(), Retrain(), Quality() };

    private static Command Reread()
    {
        var all = new Option<bool>("--all") { Description = "All articles; without it those read by older rules or with another codebook." };
        var command = new Command("reread", "Read old articles again. Decided suggestions are never touched. Ctrl+C stops it; the next worker goes on.") { all };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var (jobs, runner) = (services.GetRequiredService<JobDesk>(), services.GetRequiredService<JobRunner>());
            var wish = parsed.GetValue(all) ? new RereadWish(RereadScope.All, Since: DateTimeOffset.UtcNow) : new RereadWish(RereadScope.Outdated);
            var id = await jobs.StartAsync(new(RereadJob.Kind) { Parameters = wish, Once = parsed.GetValue(all) ? "all" : "outdated" }, Caller.Operator, cancel) switch
            {
                JobAnswer.Started started => started.Id,
                JobAnswer.AlreadyThere there => there.Id,
                _ => 0,
            };
            var work = runner.RunHereAsync(id, cancel); // or a worker has it: then its progress is shown
            JobRow? job;
            while (!(job = await jobs.FindAsync(id, cancel))!.Ended)
            {
                if (job.Total > 0) await Console.Error.WriteLineAsync($"{job.Done} of {job.Total}");
                await Task.WhenAny(work.IsCompleted ? Task.Delay(2000, cancel) : work, Task.Delay(2000, cancel));
                cancel.ThrowIfCancellationRequested();
            }
            await work;
            Console.WriteLine(job.State == JobState.Done ? $"Read again: {job.Result?.RootElement.GetRawText()}" : $"{job.State}: {job.Trouble}");
            return job.State == JobState.Done ? Exit.Done : Exit.Failed;
        }, cancel));
        return command;
    }

    private static Command Retrain()
    {
        var command = new Command("retrain", "Learn the ranker anew from the whole decision log.");
        command.SetAction((_, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var training = await services.GetRequiredService<RankerTrainer>().TrainAsync(all: true, cancel);
            Console.WriteLine(training is null ? "Another node is learning just now." : $"Learnt from {training.Decisions} decisions, up to entry {training.Position} of the log.");
            return training is null ? Exit.Failed : Exit.Done;
        }, cancel));
        return command;
    }

    private static Command Quality()
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("quality", "How each rule does, by what editors have decided.") { json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var rules = await services.GetRequiredService<SuggestionQuality>().RulesAsync(null, cancel);
            if (parsed.GetValue(json)) Print.Json(rules);
            else
            {
                Print.Table(["Rule", "Kind", "Offered", "Open", "Accepted", "Edited", "Rejected", "By hand", "Right"], [.. rules.Select(r => new[]
                {
                    r.Rule, r.Kind, $"{r.Offered}", $"{r.Open}", $"{r.Accepted}", $"{r.Edited}", $"{r.Rejected}", $"{r.Handmade}",
                    r.Interval is { } around ? $"{r.Precision:P0} ({around.Low:P0}-{around.High:P0})" : "–",
                })]);
            }
            return Exit.Done;
        }, cancel));
        return command;
    }
}
