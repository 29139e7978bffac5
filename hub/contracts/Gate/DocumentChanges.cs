namespace Integration.Hub.Contracts;

/// <summary>Changes within one document. Who writes it fails when it becomes narrower, who reads it when it becomes wider.</summary>
internal static class DocumentChanges
{
    public static void Add(ContractDocument before, ContractDocument after, List<ContractChange> changes)
    {
        if (before.Flow != after.Flow)
            changes.Add(new ContractChange(true, $"{before.Name} goes the other way", "who wrote it has to read it"));
        var old = before.Fields.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.First());
        var now = after.Fields.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.First());
        foreach (var (path, field) in old)
        {
            if (now.TryGetValue(path, out var same))
                Field($"{before.Name} {path}", field, same, before.Flow, changes);
            else
                changes.Add(new ContractChange(true, $"{before.Name} {path} is gone{Renamed(field, old, now)}", Whom.Removed(before.Flow)));
        }
        foreach (var (path, field) in now.Where(f => !old.ContainsKey(f.Key)))
            changes.Add(Added(before, $"{before.Name} {path}", path, field, old, after));
    }

    private static ContractChange Added(ContractDocument before, string what, string path, ContractField field, Dictionary<string, ContractField> old, ContractDocument after)
    {
        if (field.Type == "rule")
            return new ContractChange(true, $"{what} is a new rule", Whom.Narrowed(before.Flow));
        // A required field of a group that is new and may be left out asks nothing of anybody.
        var inOldGroup = path.LastIndexOf('/') is var at && (at < 0 || old.ContainsKey(path[..at]) || old.ContainsKey(path[..at] + "[]"));
        if (field.Min > 0 && inOldGroup)
            return new ContractChange(true, $"{what} is new and required", before.Flow == Flow.ToHub ? "nobody sends it yet, and all are refused" : "a reader that checks the form refuses it");
        var last = after.Fields.Count > 0 && before.Positional && after.Fields.SkipWhile(f => f.Path != path).Skip(1).All(f => !old.ContainsKey(f.Path));
        return before.Positional && !last
            ? new ContractChange(true, $"{what} is new before other fields", "every field after it is read at the wrong place; new fields go to the end")
            : new ContractChange(false, what, "");
    }

    private static string Renamed(ContractField gone, Dictionary<string, ContractField> old, Dictionary<string, ContractField> now)
    {
        var parent = Parent(gone.Path);
        var candidates = now.Values.Where(f => !old.ContainsKey(f.Path) && Parent(f.Path) == parent && f.Type == gone.Type && f.Occurs == gone.Occurs).ToList();
        return candidates is [var one] ? $" (renamed to {one.Path}?)" : "";
    }

    private static string Parent(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";

    private static void Field(string what, ContractField before, ContractField after, Flow flow, List<ContractChange> changes)
    {
        if (before.Type != after.Type)
            changes.Add(new ContractChange(true, $"{what} was {before.Type} and is {after.Type}", "both sides write and read the old type"));
        if (after.Min > before.Min)
            changes.Add(new ContractChange(true, $"{what} has become required ({before.Occurs}, now {after.Occurs})", Whom.Narrowed(flow)));
        else if (after.Min < before.Min)
            changes.Add(Wider($"{what} may be left out now", flow));
        if ((after.Max ?? int.MaxValue) < (before.Max ?? int.MaxValue))
            changes.Add(new ContractChange(true, $"{what} may come less often ({before.Occurs}, now {after.Occurs})", Whom.Narrowed(flow)));
        else if ((after.Max ?? int.MaxValue) > (before.Max ?? int.MaxValue))
            changes.Add(Wider($"{what} may come more often ({before.Occurs}, now {after.Occurs})", flow));
        foreach (var name in before.Facets.Keys.Union(after.Facets.Keys).Order(StringComparer.Ordinal))
            FacetChanges.Add(what, name, before.Facets.GetValueOrDefault(name), after.Facets.GetValueOrDefault(name), flow, changes);
    }

    internal static ContractChange Wider(string what, Flow flow) => flow == Flow.ToHub
        ? new ContractChange(false, what, "")
        : new ContractChange(true, what, Whom.Widened);
}
