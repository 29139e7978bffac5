using System.Runtime.CompilerServices;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Running;

/// <summary>One line of a delimited or fixed-width file, cut into fields; used again for later lines.</summary>
internal sealed class Row(RecordLayout layout) : SourceItem
{
    private char[] _chars = new char[256];
    private readonly int[] _starts = new int[layout.Fields.Count];
    private readonly int[] _ends = new int[layout.Fields.Count];

    public RecordLayout Layout { get; } = layout;

    public long Line { get; set; }

    /// <summary>Lines of each group below this one, in the layout's order of groups.</summary>
    public List<SourceItem>[] Groups { get; } = [.. layout.Groups.Select(_ => new List<SourceItem>())];

    public override string Place => $"line {Line}";

    /// <summary><c>line 3, field 7 (bill.due)</c>; fixed width: <c>line 3, bytes 11–20 (bill.due)</c>.</summary>
    public string PlaceOf(int index)
    {
        var field = Layout.Fields[index];
        var where = field.Length > 0 ? $"bytes {field.Start + 1}–{field.Start + field.Length}" : $"field {index + 1}";
        return $"{Place}, {where} ({Layout.Name}.{field.Name})";
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Chars Field(int index)
    {
        var start = _starts[index];
        return new Chars(_chars, start, _ends[index] - start);
    }

    public void Clear(long line)
    {
        Line = line;
        foreach (var group in Groups) group.Clear();
    }

    /// <summary>The buffer, at least <paramref name="size"/> characters long; what it held before is gone.</summary>
    public char[] Buffer(int size)
    {
        if (_chars.Length < size) _chars = new char[Math.Max(size, _chars.Length * 2)];
        return _chars;
    }

    public void SetField(int index, int start, int end)
    {
        _starts[index] = start;
        _ends[index] = end;
    }

    public void SetField(int index, string value, ref int at)
    {
        value.CopyTo(0, _chars, at, value.Length);
        SetField(index, at, at + value.Length);
        at += value.Length;
    }
}
