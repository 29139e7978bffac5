using System.Globalization;
using System.Text;
using Integration.Hub.Operations.Figures;
using Integration.Hub.Operations.Map;

namespace Integration.Hub.Operations.Telemetry;

/// <summary>What a node counts and sees, in the text format of Prometheus (0.0.4): its own counts, and of what all nodes share how it stands.</summary>
public static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Fewer steps than are kept: each is a series of its own over there.
    private static readonly int[] Bounds = [.. Enumerable.Range(0, 12).Select(n => 12 + (n * 6))];

    public static string Of(FigureCounter counter, FlowMap map, DateTimeOffset startedAt)
    {
        var text = new StringBuilder();
        var all = counter.All().ToList();
        Head(text, "hub_messages_total", "counter", "Messages of this node since it was started, by interface and what became of them.");
        foreach (var (name, counts, _) in all)
        {
            foreach (var measure in Enum.GetValues<Measure>().Where(m => m != Measure.Depth && counts[(int)m] > 0))
                Line(text, "hub_messages_total", $"interface=\"{Escaped(name)}\",outcome=\"{FigureWriter.NameOf(measure)}\"", counts[(int)measure]);
        }
        Head(text, "hub_delivery_seconds", "histogram", "From coming in to being delivered.");
        foreach (var (name, _, steps) in all.Where(t => t.Steps.Any(n => n > 0)))
            Histogram(text, name, steps);
        Gauge(text, "hub_depth", "Unfinished deliveries, parked ones left out.", map.Links.Select(l => (l.Interface, (double)l.Depth)));
        Gauge(text, "hub_parked", "Deliveries that wait for a person.", map.Links.Select(l => (l.Interface, (double)l.Parked)));
        Gauge(text, "hub_oldest_seconds", "Age of the oldest unfinished delivery.", map.Links.Where(l => l.OldestAt is not null).Select(l => (l.Interface, (map.At - l.OldestAt!.Value).TotalSeconds)));
        Gauge(text, "hub_circuit_open", "1: the other side fails or cannot be reached.", map.Links.Select(l => (l.Interface, l.Circuits.Count > 0 ? 1.0 : 0)));
        Gauge(text, "hub_paused", "1: a person holds it.", map.Links.Select(l => (l.Interface, l.Paused ? 1.0 : 0)));
        Gauge(text, "hub_receiver_up", "0: a receiver is not connected.", map.Links.Where(l => l.Up is not null).Select(l => (l.Interface, l.Up == true ? 1.0 : 0)));
        Head(text, "hub_memory_bytes", "gauge", "Working set of the process.");
        Line(text, "hub_memory_bytes", null, Environment.WorkingSet);
        Head(text, "hub_start_time_seconds", "gauge", "When the node was started.");
        Line(text, "hub_start_time_seconds", null, startedAt.ToUnixTimeSeconds());
        return text.ToString();
    }

    private static void Histogram(StringBuilder text, string name, IReadOnlyList<long> steps)
    {
        var label = $"interface=\"{Escaped(name)}\"";
        foreach (var bound in Bounds)
            Line(text, "hub_delivery_seconds_bucket", $"{label},le=\"{(TimeSteps.Upper(bound) / 1000).ToString("0.######", CultureInfo.InvariantCulture)}\"", steps.Take(bound + 1).Sum());
        Line(text, "hub_delivery_seconds_bucket", $"{label},le=\"+Inf\"", steps.Sum());
        Line(text, "hub_delivery_seconds_sum", label, steps.Select((n, i) => n * TimeSteps.Upper(i) / 1000).Sum());
        Line(text, "hub_delivery_seconds_count", label, steps.Sum());
    }

    private static void Gauge(StringBuilder text, string name, string help, IEnumerable<(string Interface, double Value)> values)
    {
        Head(text, name, "gauge", help);
        foreach (var (link, value) in values)
            Line(text, name, $"interface=\"{Escaped(link)}\"", value);
    }

    private static void Head(StringBuilder text, string name, string type, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Line(StringBuilder text, string name, string? labels, double value) => text.Append(CultureInfo.InvariantCulture, $"{name}{(labels is null ? "" : $"{{{labels}}}")} {value:0.######}\n");

    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
