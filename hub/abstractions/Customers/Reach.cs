namespace Integration.Hub;

/// <summary>Which customers a person may see: those of org units with everything below them; and of these, where managers are named, only theirs.</summary>
/// <param name="OrgUnits">Whole subtrees; null: all units. None at all sees nothing.</param>
/// <param name="Managers">Staff ids; null: whoever manages them.</param>
public sealed record Reach(IReadOnlyList<string>? OrgUnits, IReadOnlyList<string>? Managers)
{
    public static Reach Everything { get; } = new(null, null);
}
