using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <summary>
/// Sums and counts over the records of a file. An accumulator is fed once per record of its kind; checks, headers
/// and trailers read its total.
/// </summary>
/// <param name="recordScope">Scope in which one record is seen.</param>
/// <param name="kindOf">Kind of record (index) that a slot holds, or −1.</param>
internal sealed class Aggregates(Scope recordScope, Func<Expr, int> kindOf)
{
    private readonly List<Accumulator> _accumulators = [];

    public IReadOnlyList<Accumulator> All => _accumulators;

    public Scope RecordScope => recordScope;

    public int KindOf(Expr expr) => kindOf(expr);

    public int Add(int kind, Eval<decimal> value)
    {
        _accumulators.Add(new Accumulator(kind, value));
        return _accumulators.Count - 1;
    }

    /// <summary>Adds one record of the kind to the run's totals.</summary>
    public void Feed(Run run, int kind)
    {
        for (var i = 0; i < _accumulators.Count; i++)
        {
            var accumulator = _accumulators[i];
            if (accumulator.Kind == kind && accumulator.Value(run, out var value)) run.Totals[i] += value;
        }
    }
}

internal sealed record Accumulator(int Kind, Eval<decimal> Value);
