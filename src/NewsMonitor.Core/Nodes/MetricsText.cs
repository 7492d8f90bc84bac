using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace NewsMonitor.Core.Nodes;

/// <summary>
/// Counts what this process's meters report, and writes it in Prometheus' text format (version 0.0.4). Only meters whose labels are few:
/// ours, Npgsql's pools, the runtime, the web server by route. The HTTP client's are left out: a series for each of ten thousand hosts.
/// </summary>
public sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>What a meter invents beyond that is dropped: a collector is not to be flooded.</summary>
    private const int MostSeries = 500;
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Family> _families = [];

    public MetricsText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Telemetry.Meters.Contains(instrument.Meter.Name)) listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, Family.Of));
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Take(family, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal)) family.Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Take(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((Family)family!).Take(value, tags);

    private enum Kind { Sum, Total, Level, Distribution }

    /// <summary>One instrument and its series.</summary>
    private sealed class Family(string name, string? help, Kind kind, bool falls, double[] bounds)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, double[]> _series = new(StringComparer.Ordinal);

        public string Name => name;

        public static Family Of(Instrument instrument)
        {
            // The framework has no common base for the kinds; their names are part of its contract.
            var type = instrument.GetType().Name.Split('`')[0];
            var (kind, falls) = type switch
            {
                "Counter" => (Kind.Sum, false),
                "UpDownCounter" => (Kind.Sum, true),
                "ObservableCounter" => (Kind.Total, false),
                "Histogram" => (Kind.Distribution, false),
                _ => (Kind.Level, true),
            };
            var bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? UsualBounds;
            return new(NameOf(instrument, kind, falls), instrument.Description, kind, falls, bounds);
        }

        public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = Labels(tags);
            lock (_lock)
            {
                if (!_series.TryGetValue(labels, out var cells))
                {
                    if (_series.Count == MostSeries) return;
                    // A distribution keeps a count for each bound, then the count of all and their sum.
                    _series[labels] = cells = new double[kind == Kind.Distribution ? bounds.Length + 2 : 1];
                }
                switch (kind)
                {
                    case Kind.Sum: cells[0] += value; break;
                    case Kind.Total or Kind.Level: cells[0] = value; break;
                    default:
                        for (var n = 0; n < bounds.Length; n++)
                        {
                            if (value <= bounds[n]) cells[n]++;
                        }
                        cells[^2]++;
                        cells[^1] += value;
                        break;
                }
            }
        }

        public void Write(StringBuilder text)
        {
            lock (_lock)
            {
                if (_series.Count == 0) return;
                if (help is not null) text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
                text.Append("# TYPE ").Append(name).Append(kind == Kind.Distribution ? " histogram\n" : falls ? " gauge\n" : " counter\n");
                foreach (var (labels, cells) in _series)
                {
                    if (kind == Kind.Distribution) WriteDistribution(text, labels, cells);
                    else Line(text, name, labels, cells[0]);
                }
            }
        }

        private void WriteDistribution(StringBuilder text, string labels, double[] cells)
        {
            var before = labels.Length > 0 ? labels + "," : "";
            for (var n = 0; n < bounds.Length; n++) Line(text, name + "_bucket", $"{before}le=\"{Number(bounds[n])}\"", cells[n]);
            Line(text, name + "_bucket", before + "le=\"+Inf\"", cells[^2]);
            Line(text, name + "_sum", labels, cells[^1]);
            Line(text, name + "_count", labels, cells[^2]);
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(Number(value)).Append('\n');
        }

        private static string NameOf(Instrument instrument, Kind kind, bool falls)
        {
            var name = Plain(instrument.Name);
            var unit = instrument.Unit switch { "s" => "seconds", "By" => "bytes", _ => null };
            if (unit is not null && !name.EndsWith(unit, StringComparison.Ordinal)) name += "_" + unit;
            return kind is Kind.Sum or Kind.Total && !falls ? name + "_total" : name;
        }

        private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = new StringBuilder();
            foreach (var (key, value) in tags)
            {
                var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                labels.Append(labels.Length > 0 ? "," : "").Append(Plain(key)).Append("=\"")
                    .Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
            }
            return labels.ToString();
        }

        private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

        private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
