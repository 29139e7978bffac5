using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Integration.Mappings.Running;

/// <summary>
/// UTF-8 JSON on one line. Records are slices of shared blocks, so that a million small records are not a million
/// large allocations.
/// </summary>
internal sealed class JsonOut
{
    private const int BlockSize = 32 * 1024;
    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\', '\u2028', '\u2029']);

    private byte[] _block = new byte[BlockSize];
    private int _start;
    private int _at;
    private bool _comma;

    public void Begin()
    {
        _start = _at;
        _comma = false;
    }

    public ReadOnlyMemory<byte> End() => _block.AsMemory(_start, _at - _start);

    /// <summary>Drops what was written since <see cref="Begin"/>.</summary>
    public void Abandon()
    {
        _at = _start;
        _comma = false;
    }

    public (int Length, bool Comma) Mark() => (_at - _start, _comma);

    public void Rewind((int Length, bool Comma) mark) => (_at, _comma) = (_start + mark.Length, mark.Comma);

    public void Open(char bracket)
    {
        Separate();
        Byte((byte)bracket);
        _comma = false;
    }

    public void Close(char bracket)
    {
        Byte((byte)bracket);
        _comma = true;
    }

    /// <param name="quotedName">UTF-8 of <c>"name":</c>.</param>
    public void Name(byte[] quotedName)
    {
        Separate();
        quotedName.CopyTo(Room(quotedName.Length));
        _at += quotedName.Length;
        _comma = false;
    }

    public void Text(Chars value)
    {
        Separate();
        Byte((byte)'"');
        var special = value.IndexOfAny(Special);
        while (special >= 0)
        {
            Plain(value[..special]);
            Escape(value[special]);
            value = value[(special + 1)..];
            special = value.IndexOfAny(Special);
        }
        Plain(value);
        Byte((byte)'"');
        _comma = true;
    }

    public void Raw(ReadOnlySpan<byte> value)
    {
        Separate();
        value.CopyTo(Room(value.Length));
        _at += value.Length;
        _comma = true;
    }

    public void Integer(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, Room(24), out var written);
        _at += written;
        _comma = true;
    }

    public void Number(decimal value)
    {
        Separate();
        value.TryFormat(Room(40), out var written, default, CultureInfo.InvariantCulture);
        _at += written;
        _comma = true;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public static byte[] QuotedName(string name)
    {
        var json = new JsonOut();
        json.Begin();
        json.Text(name);
        return [.. json.End().Span, (byte)':'];
    }

    private void Separate()
    {
        if (_comma) Byte((byte)',');
    }

    private void Plain(Chars value)
    {
        if (value.IsEmpty) return;
        var room = Room(value.Length * 3);
        Utf8.FromUtf16(value, room, out _, out var written);
        _at += written;
    }

    private void Escape(char c)
    {
        var text = c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{(int)c:x4}",
        };
        Encoding.ASCII.GetBytes(text, Room(text.Length));
        _at += text.Length;
    }

    private void Byte(byte value)
    {
        Room(1)[0] = value;
        _at++;
    }

    private Span<byte> Room(int length)
    {
        if (_block.Length - _at < length) Grow(length);
        return _block.AsSpan(_at);
    }

    /// <summary>A new block with the record begun; finished records keep the old one.</summary>
    private void Grow(int length)
    {
        var begun = _at - _start;
        var block = new byte[Math.Max(BlockSize, (begun + length) * 2)];
        _block.AsSpan(_start, begun).CopyTo(block);
        (_block, _start, _at) = (block, 0, begun);
    }
}
