using System.Collections.Concurrent;

namespace Integration.Hub.Operations.Figures;

/// <summary>
/// Counts in memory what this node does, since it was started. Counting is an addition and nothing more: what is written down is the difference to
/// what was written before, every second or so, so that a message costs the database nothing.
/// </summary>
public sealed class FigureCounter
{
    private readonly ConcurrentDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    public void Add(string name, Measure measure, long count)
    {
        if (count > 0)
            Interlocked.Add(ref Of(name).Counts[(int)measure], count);
    }

    /// <param name="time">From coming in to being delivered.</param>
    public void Took(string name, TimeSpan time) => Interlocked.Increment(ref Of(name).Steps[TimeSteps.Of(time)]);

    /// <summary>Since the start.</summary>
    public long Total(string name, Measure measure) => Interlocked.Read(ref Of(name).Counts[(int)measure]);

    /// <summary>By interface, of what was counted since the start.</summary>
    public IEnumerable<(string Name, IReadOnlyList<long> Counts, IReadOnlyList<long> Steps)> All() => _tallies.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, Copy(t.Value.Counts), Copy(t.Value.Steps)));

    private Tally Of(string name) => _tallies.GetOrAdd(name, _ => new Tally());

    private static IReadOnlyList<long> Copy(long[] values)
    {
        var copy = new long[values.Length];
        for (var i = 0; i < values.Length; i++)
            copy[i] = Interlocked.Read(ref values[i]);
        return copy;
    }

    private sealed class Tally
    {
        public long[] Counts { get; } = new long[Enum.GetValues<Measure>().Length];

        public long[] Steps { get; } = new long[TimeSteps.Count];
    }
}
