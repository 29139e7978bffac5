using System.Diagnostics.Metrics;
using Integration.Hub.Operations.Figures;

namespace Integration.Hub.Operations.Telemetry;

/// <summary>The counts of this node as instruments, for whoever listens: read when they are asked for, so that they cost nothing in between.</summary>
public sealed class HubMeter : IDisposable
{
    public const string Name = "Integration.Hub";

    private readonly Meter _meter = new(Name);

    public HubMeter(FigureCounter counter)
    {
        foreach (var measure in Enum.GetValues<Measure>().Where(m => m != Measure.Depth))
        {
            _meter.CreateObservableCounter($"hub.messages.{FigureWriter.NameOf(measure)}", () => counter.All()
                .Where(t => t.Counts[(int)measure] > 0).Select(t => new Measurement<long>(t.Counts[(int)measure], new KeyValuePair<string, object?>("interface", t.Name))), "{message}");
        }
    }

    public void Dispose() => _meter.Dispose();
}
