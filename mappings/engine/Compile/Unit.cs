using Integration.Mappings.Functions;
using Integration.Mappings.Loading;

namespace Integration.Mappings.Compile;

/// <summary>What all expressions of one mapping share while it is compiled.</summary>
internal sealed class Unit(CodeTables tables)
{
    public CodeTables Tables => tables;

    public FunctionCatalog Functions => FunctionCatalog.Instance;

    public int Slots { get; private set; }

    public int Cells { get; private set; }

    public int NewSlot() => Slots++;

    public int NewCell() => Cells++;

    /// <summary>Sums and counts over records; null where there are none to be had.</summary>
    public Aggregates? Aggregates { get; set; }
}
