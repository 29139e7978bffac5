using System.Text;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Targets;

/// <summary>Lines of a delimited or fixed-width file in the target's charset, kept until they are flushed.</summary>
internal sealed class LineOut(Charset charset, string newline)
{
    private readonly byte[] _newline = charset.Encoding.GetBytes(newline);
    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Reset() => Length = 0;

    public void Rewind(int length) => Length = length;

    public void Mark() => Raw(charset.Preamble);

    public void EndLine() => Raw(_newline);

    public void Text(Chars text)
    {
        if (text.IsEmpty) return;
        Length += Encode(text, Room(charset.Encoding.GetMaxByteCount(text.Length)));
    }

    /// <summary>Exactly <paramref name="length"/> bytes. Throws <see cref="ValueFault"/> if the text is longer: nothing is cut.</summary>
    public void Padded(Chars text, int length, bool right, char pad)
    {
        var room = Room(charset.Encoding.GetMaxByteCount(text.Length) + length);
        var written = Encode(text, room);
        if (written > length) throw new ValueFault("mapping.too-long", $"{ValueFault.Quote(text)} takes {written} bytes in {charset.Name}: the field has {length}, and nothing is cut");
        var padding = length - written;
        if (right) room[..written].CopyTo(room[padding..]);
        room.Slice(right ? 0 : written, padding).Fill((byte)pad);
        Length += length;
    }

    private int Encode(Chars text, Span<byte> room)
    {
        try
        {
            return charset.Encoding.GetBytes(text, room);
        }
        catch (EncoderFallbackException e)
        {
            var character = e.CharUnknownHigh != '\0' ? $"{e.CharUnknownHigh}{e.CharUnknownLow}" : e.CharUnknown.ToString();
            throw new ValueFault("mapping.charset", $"{ValueFault.Quote(text)} holds the character {character}, which {charset.Name} does not have");
        }
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    private Span<byte> Room(int size)
    {
        if (_bytes.Length - Length < size) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));
        return _bytes.AsSpan(Length);
    }
}
