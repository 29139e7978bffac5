using System.Text.Json;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Operations.Figures;

/// <summary>
/// Adds what a node has counted to what all have: one statement, however much it was. What could not be written is written the next time, in that
/// minute; what a killed node had not written, a second or so, is missing from the figures, and from nothing else.
/// </summary>
public sealed class FigureWriter(OperationsStore store, FigureCounter counter) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<(string Name, string Measure), long> _written = [];

    /// <param name="depths">Unfinished deliveries as they are now; of a minute and an hour the most is kept.</param>
    public async Task WriteAsync(IReadOnlyDictionary<string, long> depths, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = Counted();
            var more = now.Where(c => c.Value > _written.GetValueOrDefault(c.Key)).Select(c => (c.Key.Name, c.Key.Measure, Value: c.Value - _written.GetValueOrDefault(c.Key)))
                .Concat(depths.Where(d => d.Value > 0).Select(d => (Name: d.Key, Measure: NameOf(Measure.Depth), d.Value))).ToList();
            if (more.Count == 0)
                return;
            await WriteAsync(more, cancellationToken);
            foreach (var (key, value) in now)
                _written[key] = value;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    internal static string NameOf(Measure measure) => measure.ToString().ToLowerInvariant();

    private Dictionary<(string Name, string Measure), long> Counted()
    {
        var all = new Dictionary<(string, string), long>();
        foreach (var (name, counts, steps) in counter.All())
        {
            for (var i = 0; i < counts.Count; i++)
            {
                if (counts[i] > 0)
                    all[(name, NameOf((Measure)i))] = counts[i];
            }
            for (var i = 0; i < steps.Count; i++)
            {
                if (steps[i] > 0)
                    all[(name, TimeSteps.Name(i))] = steps[i];
            }
        }
        return all;
    }

    private async Task WriteAsync(List<(string Name, string Measure, long Value)> more, CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        var rows = from step in new[] { "hour", "minute" }
                   let at = TableSpace.Sortable(FigureBook.Start(step, now).UtcDateTime)
                   from m in more
                   orderby step, m.Name, m.Measure
                   select new { step, at, name = m.Name, measure = m.Measure, value = m.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        await using var connection = await store.Open(cancellationToken);
        // In one order on every node, so that two that write at once wait for each other and never in a circle.
        await store.Tables.RunAsync(connection, null, $$"""
            INSERT INTO {t}figure AS f (step, at, interface, measure, value)
            SELECT u.step, CAST(u.at AS {instant}), u.name, u.measure, CAST(u.value AS bigint) FROM {{store.Tables.Rows("step", "at", "name", "measure", "value")}} WHERE true ORDER BY u.step, u.name, u.measure
            ON CONFLICT (step, at, interface, measure) DO UPDATE SET value = CASE WHEN f.measure = 'depth' AND f.value > excluded.value THEN f.value WHEN f.measure = 'depth' THEN excluded.value ELSE f.value + excluded.value END
            """, cancellationToken, ("rows", JsonSerializer.Serialize(rows)));
    }
}
