using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Integration.Mappings.Sources;

internal sealed class Utf8Charset() : Charset("utf-8", new UTF8Encoding(true, throwOnInvalidBytes: true))
{
    public static Utf8Charset Instance { get; } = new();

    public override int Decode(ReadOnlySpan<byte> source, Span<char> target)
    {
        var status = Utf8.ToUtf16(source, target, out var read, out var written, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? written : BadAt(read);
    }
}

internal sealed class Utf16Charset(string name, bool big) : Charset(name, new UnicodeEncoding(big, true, throwOnInvalidBytes: true))
{
    public static Utf16Charset Little { get; } = new("utf-16le", false);

    public static Utf16Charset Big { get; } = new("utf-16be", true);

    public bool IsBig => big;

    public override int Unit => 2;

    public override int Decode(ReadOnlySpan<byte> source, Span<char> target)
    {
        var count = source.Length / 2;
        var units = MemoryMarshal.Cast<byte, char>(source);
        for (var i = 0; i < count; i++)
            target[i] = big ? (char)((units[i] >> 8) | (units[i] << 8)) : units[i];
        var bad = UnpairedSurrogate(target[..count]);
        if (bad >= 0) return BadAt(bad * 2);
        return source.Length % 2 == 1 ? BadAt(source.Length - 1) : count;
    }

    private static int UnpairedSurrogate(Chars text)
    {
        var from = text.IndexOfAnyInRange('\ud800', '\udfff');
        if (from < 0) return -1;
        for (var i = from; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return i;
            i++;
        }
        return -1;
    }
}

internal sealed class SingleByteCharset(string name, Encoding encoding, byte last) : Charset(name, Strict(encoding))
{
    public static SingleByteCharset Ascii { get; } = new("us-ascii", Encoding.ASCII, 0x7f);

    public static SingleByteCharset Latin1 { get; } = new("iso-8859-1", Encoding.Latin1, 0xff);

    public override int Decode(ReadOnlySpan<byte> source, Span<char> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] > last) return BadAt(i);
            target[i] = (char)source[i];
        }
        return source.Length;
    }
}
