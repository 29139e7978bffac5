namespace Integration.Mappings.Sources;

internal enum RecordPlace
{
    /// <summary>Once, before the details.</summary>
    Header,

    /// <summary>The repeated record and its groups.</summary>
    Detail,

    /// <summary>Once, after the details.</summary>
    Trailer,
}

/// <summary>One kind of line in a delimited or fixed-width file.</summary>
internal sealed class RecordLayout(string name, string? tag, int index, int line)
{
    public string Name { get; } = name;

    /// <summary>Text of the first field that tells this kind from others; null if there is one kind only.</summary>
    public string? Tag { get; } = tag;

    public int Index { get; } = index;

    /// <summary>Line of the mapping file.</summary>
    public int Line { get; } = line;

    public RecordPlace Place { get; set; }

    /// <summary>True if a header or trailer may be missing.</summary>
    public bool Optional { get; init; }

    public List<FieldLayout> Fields { get; } = [];

    /// <summary>Fields from here on may be missing at the end of a line.</summary>
    public int RequiredFields { get; set; }

    public List<RecordLayout> Groups { get; } = [];

    public RecordLayout? Parent { get; set; }

    public int GroupIndex => Parent?.Groups.IndexOf(this) ?? -1;

    public int FieldIndex(string name) => Fields.FindIndex(f => f.Name == name);
}

/// <param name="Start">Fixed width: offset of the first byte.</param>
/// <param name="Length">Fixed width: bytes.</param>
/// <param name="Right">Fixed width: the value stands at the right, padding before it.</param>
/// <param name="Pad">Fixed width: the padding character.</param>
internal sealed record FieldLayout(string Name, int Start = 0, int Length = 0, bool Right = false, char Pad = ' ');
