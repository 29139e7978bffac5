using System.Buffers;
using System.Text;

namespace Integration.Mappings.Sources;

/// <summary>
/// GB18030 and GBK by a table of their two-byte characters: several times faster than the general decoder on the
/// short mixed lines of this field's files. Four-byte characters (GB18030 only) are rare and go through the general one.
/// </summary>
internal sealed class Gb : Charset
{
    private const int Trails = 0xff - 0x40;
    private readonly char[] _table;
    private readonly bool _fourBytes;

    private Gb(string name, int codePage, bool fourBytes)
        : base(name, Strict(CodePagesEncodingProvider.Instance.GetEncoding(codePage)!))
    {
        _fourBytes = fourBytes;
        _table = TwoByteTable(CodePagesEncodingProvider.Instance.GetEncoding(codePage)!);
    }

    public static Gb Gb18030 { get; } = new("gb18030", 54936, true);

    public static Gb Gbk { get; } = new("gbk", 936, false);

    /// <summary>U+FEFF in GB18030.</summary>
    public static ReadOnlySpan<byte> Mark => [0x84, 0x31, 0x95, 0x33];

    public override int Decode(ReadOnlySpan<byte> source, Span<char> target)
    {
        if (Ascii.ToUtf16(source, target, out var at) == OperationStatus.Done) return at;
        var written = at;
        while (at < source.Length)
        {
            var lead = source[at];
            if (lead < 0x80)
            {
                target[written++] = (char)lead;
                at++;
                continue;
            }
            var trail = at + 1 < source.Length ? source[at + 1] : (byte)0;
            var c = trail >= 0x40 && lead > 0x80 && lead < 0xff && trail < 0xff ? _table[((lead - 0x81) * Trails) + trail - 0x40] : '\0';
            if (c != 0)
            {
                target[written++] = c;
                at += 2;
                continue;
            }
            var made = FourBytes(source[at..], target[written..]);
            if (made == 0) return BadAt(at);
            written += made;
            at += 4;
        }
        return written;
    }

    private int FourBytes(ReadOnlySpan<byte> source, Span<char> target)
    {
        if (!_fourBytes || source.Length < 4 || !char.IsAsciiDigit((char)source[1])) return 0;
        try
        {
            return Encoding.GetChars(source[..4], target);
        }
        catch (DecoderFallbackException)
        {
            return 0;
        }
    }

    private static char[] TwoByteTable(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback("\0");
        var table = new char[(0xfe - 0x81 + 1) * Trails];
        Span<char> decoded = stackalloc char[4];
        for (var lead = 0x81; lead <= 0xfe; lead++)
        {
            for (var trail = 0x40; trail < 0xff; trail++)
            {
                if (trail == 0x7f) continue;
                var count = lenient.GetChars([(byte)lead, (byte)trail], decoded);
                if (count == 1) table[((lead - 0x81) * Trails) + trail - 0x40] = decoded[0];
            }
        }
        return table;
    }
}
