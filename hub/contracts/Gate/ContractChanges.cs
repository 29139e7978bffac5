namespace Integration.Hub.Contracts;

/// <param name="Breaking">Somebody who built against the approved form would fail.</param>
/// <param name="What">Place and change.</param>
/// <param name="Whom">Who fails, and how.</param>
public sealed record ContractChange(bool Breaking, string What, string Whom)
{
    public override string ToString() => $"{(Breaking ? "breaks " : "adds   ")}{What}{(Whom.Length == 0 ? "" : ": " + Whom)}";
}

/// <summary>What has changed between an approved contract and the one that stands there now.</summary>
public static class ContractChanges
{
    public static IReadOnlyList<ContractChange> Between(ContractShape approved, ContractShape now)
    {
        var changes = new List<ContractChange>();
        foreach (var before in approved.Operations)
            Operation(before, now.Operations.FirstOrDefault(o => o.Name == before.Name), changes);
        foreach (var added in now.Operations.Where(o => approved.Operations.All(b => b.Name != o.Name)))
            changes.Add(new ContractChange(false, $"operation {added.Name}", ""));
        foreach (var before in approved.Documents)
        {
            if (now.Documents.FirstOrDefault(d => d.Name == before.Name) is { } after)
                DocumentChanges.Add(before, after, changes);
            else
                changes.Add(new ContractChange(true, $"{before.Name} is gone", Whom.Removed(before.Flow)));
        }
        foreach (var added in now.Documents.Where(d => approved.Documents.All(b => b.Name != d.Name)))
            changes.Add(new ContractChange(false, $"{added.Name}", ""));
        return changes;
    }

    private static void Operation(ContractOperation before, ContractOperation? after, List<ContractChange> changes)
    {
        if (after is null)
            changes.Add(new ContractChange(true, $"operation {before.Name} is gone", "whoever calls it gets a fault"));
        else if ((before.Request, before.Answer) != (after.Request, after.Answer))
            changes.Add(new ContractChange(true, $"operation {before.Name} has other elements ({before.Request} → {before.Answer}, now {after.Request} → {after.Answer})", "both sides look for the old ones"));
        else if (before.Faults.Except(after.Faults).ToList() is { Count: > 0 } gone)
            changes.Add(new ContractChange(true, $"operation {before.Name} no longer declares {string.Join(", ", gone)}", "whoever handles that fault does so in vain"));
        else if (after.Faults.Except(before.Faults).ToList() is { Count: > 0 } more)
            changes.Add(new ContractChange(true, $"operation {before.Name} declares a further fault {string.Join(", ", more)}", "generated clients do not know it"));
    }
}

internal static class Whom
{
    public static string Removed(Flow flow) => flow == Flow.ToHub ? "the other system still sends it, and is refused" : "the other system still reads it, and misses it";

    public static string Narrowed(Flow flow) => flow == Flow.ToHub ? "what the other system may send today is refused" : "what the hub has to say no longer fits";

    public static string Widened => "the other system may get what it was never told of";
}
