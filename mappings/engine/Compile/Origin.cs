using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <summary>Where an expression stands in its mapping and what it reads.</summary>
/// <param name="Line">Line of the mapping file.</param>
/// <param name="Text">The part of the expression as written.</param>
/// <param name="Leaves">What it reads, in the order of writing.</param>
internal sealed record Origin(int Line, string Text, IReadOnlyList<Leaf> Leaves)
{
    public ValueFault Fault(string code, string message) => new(code, message, this);

    /// <summary>Place of the first source value read, or null.</summary>
    public string? PlaceIn(Run run) => Leaves.Count == 0 ? null : Leaves[0].PlaceIn(run);
}

/// <summary>One value read from the source.</summary>
/// <param name="Path">Whole path, e.g. <c>order.items.item.price</c>.</param>
internal abstract record Leaf(string Path)
{
    public abstract string? PlaceIn(Run run);
}

/// <summary>A target field: its path and the line where the mapping says how it is made.</summary>
internal sealed record TargetPlace(string Path, int Line);
