using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <summary>Checks of a whole file: what its header and trailer say against what was counted and summed.</summary>
/// <param name="message">What to say when it does not hold.</param>
internal sealed record ControlCheck(Eval<bool> Condition, Eval<Chars> Message, Origin At);

/// <param name="slots">Slot of each kind of record.</param>
internal sealed class FileControl(Aggregates aggregates, IReadOnlyList<ControlCheck> checks, IReadOnlyList<int> slots)
{
    public Aggregates Aggregates => aggregates;

    public IReadOnlyList<ControlCheck> Checks => checks;

    public int SlotOf(int kind) => slots[kind];

    /// <summary>True if the fields of such lines must be read in the first pass.</summary>
    public bool Reads(int kind) => aggregates.All.Any(a => a.Kind == kind);

    /// <summary>Every check that does not hold, or cannot be made.</summary>
    /// <param name="remark">Added to the messages.</param>
    public IEnumerable<ValueFault> Failing(Run run, string remark)
    {
        foreach (var check in checks)
        {
            run.Text.Reset();
            run.Stack.Reset();
            if (Failure(check, run, remark) is { } fault) yield return fault;
        }
    }

    private static ValueFault? Failure(ControlCheck check, Run run, string remark)
    {
        try
        {
            if (check.Condition(run, out var holds) && holds) return null;
            check.Message(run, out var message);
            return check.At.Fault("mapping.control", message.ToString() + remark);
        }
        catch (ValueFault fault)
        {
            return fault;
        }
    }
}
