using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Agreement;

namespace NewsMonitor.Cli.Agreement;

/// <summary><c>newsmonitor agreement</c>: how far coders agree, as a table, JSON or CSV.</summary>
internal static class AgreementCommand
{
    public static Command Create()
    {
        var round = new Option<long?>("--round") { Description = "Of this round only." };
        var coders = new Option<long[]>("--coder") { Description = "Of these coders only, by id; name at least two.", AllowMultipleArgumentsPerToken = true };
        var issue = new Option<long?>("--issue") { Description = "Statements of which at least one coder said that they are about this issue." };
        var from = new Option<DateOnly?>("--from") { Description = "Handed in on this day or later, 2026-03-01." };
        var until = new Option<DateOnly?>("--until") { Description = "Handed in on this day or before." };
        var overlooked = new Option<bool>("--overlooked-counts") { Description = "A statement that one coder has overlooked counts as a disagreement in every variable." };
        var part = new Option<string>("--part") { Description = "variable, spans, pair, week or article; all for everything.", DefaultValueFactory = _ => "variable" };
        part.AcceptOnlyFromAmong("variable", "spans", "pair", "week", "article", "all");
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var csv = new Option<bool>("--csv") { Description = "Print CSV, every figure." };
        var command = new Command("agreement", "How far coders agree: percentage, Cohen's and Fleiss' kappa, Krippendorff's alpha for values and for the words marked.")
        {
            round, coders, issue, from, until, overlooked, part, json, csv,
        };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var filter = new AgreementFilter
            {
                RoundId = parsed.GetValue(round), Coders = parsed.GetValue(coders) ?? [], IssueId = parsed.GetValue(issue), From = parsed.GetValue(from), Until = parsed.GetValue(until),
            };
            var data = (await services.GetRequiredService<AgreementQueries>().LoadAsync(filter, Caller.Operator, "en", cancel))!;
            var unmatched = parsed.GetValue(overlooked) ? Unmatched.NotCoded : Unmatched.Missing;
            if (parsed.GetValue(csv))
            {
                await using var output = Console.OpenStandardOutput();
                AgreementCsv.Write(output, data, unmatched);
                return Exit.Done;
            }
            var wanted = parsed.GetValue(part);
            AgreementFigure[] figures = [.. AgreementCsv.Figures(data, unmatched).Where(f => wanted == "all" || f.Part == wanted)];
            if (parsed.GetValue(json)) Print.Json(figures);
            else
            {
                if (data.Articles.Count == 0) await Console.Error.WriteLineAsync("Nothing to compare: no article was handed in by two coders of a round yet.");
                Print.Table(["Of", "Measure", "Value", "95 %", "Units", "Who", "When"], [.. figures.Select(f => new[]
                {
                    f.Of, f.Measure, f.Value is { } value ? Figure(value) : $"– ({f.Why})", f is { Low: { } low, High: { } high } ? $"{Figure(low)} to {Figure(high)}" : "", $"{f.Units}",
                    f.One is null ? "" : $"{f.One}, {f.Other}", f.Week?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                })]);
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
