using Integration.Mappings.Compile;

namespace Integration.Mappings.Running;

/// <summary>The state of one mapping run. One thread at a time; used again for the next record.</summary>
internal sealed class Run(int slots, int cells)
{
    private readonly SourceItem?[] _slots = new SourceItem?[slots];
    private readonly int[] _versions = new int[slots];
    private readonly object?[] _cells = new object?[cells];

    public MappingContext Context { get; set; } = MappingContext.At(default);

    public Arena Text { get; } = new();

    public TextStack Stack { get; } = new();

    /// <summary>The target field being made, for errors.</summary>
    public TargetPlace? Field { get; set; }

    /// <summary>Sums and counts over the records of a file, by accumulator.</summary>
    public decimal[] Totals { get; set; } = [];

    public SourceItem? this[int slot] => _slots[slot];

    public int Version(int slot) => _versions[slot];

    public void Set(int slot, SourceItem? item)
    {
        _slots[slot] = item;
        _versions[slot]++;
    }

    /// <summary>Lets go of the source; versions go on, so that no old value is taken for a new one.</summary>
    public void Forget()
    {
        for (var slot = 0; slot < _slots.Length; slot++) Set(slot, null);
        Text.Reset();
        Stack.Reset();
        Field = null;
        Context = MappingContext.At(default);
    }

    public Cell<T> CellOf<T>(int index) => (Cell<T>)(_cells[index] ??= new Cell<T>());
}

/// <summary>The value of a <c>let</c>, computed once per item it belongs to.</summary>
internal sealed class Cell<T>
{
    public int Version { get; set; } = -1;
    public bool HasValue { get; set; }
    public T Value { get; set; } = default!;
}
