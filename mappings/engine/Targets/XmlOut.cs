using System.Buffers;
using System.Text;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Targets;

/// <summary>An XML document as characters, written forwards and taken back where an element turns out empty.</summary>
internal sealed class XmlOut
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '<', '>', '&', '"', .. Enumerable.Range(0xd800, 0x800).Select(i => (char)i), '\ufffe', '\uffff']);

    private char[] _chars = new char[4096];

    public int Length { get; private set; }

    public Chars Written => _chars.AsSpan(0, Length);

    public void Reset() => Length = 0;

    public void Rewind(int length) => Length = length;

    public void Raw(Chars text)
    {
        if (_chars.Length - Length < text.Length) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + text.Length));
        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Escaped for element content and attributes alike. Throws <see cref="ValueFault"/> for what XML cannot hold.</summary>
    public void Text(Chars text)
    {
        for (var at = text.IndexOfAny(Special); at >= 0; at = text.IndexOfAny(Special))
        {
            Raw(text[..at]);
            at += Escape(text, at);
            text = text[at..];
        }
        Raw(text);
    }

    /// <summary>The document in bytes, UTF-16 with its mark; characters that the charset lacks become references.</summary>
    /// <param name="mark">False for a piece that does not stand at the document's start.</param>
    public byte[] Encode(Charset charset, bool mark = true)
    {
        var encoding = charset.Encoding;
        try
        {
            var bytes = encoding.GetBytes(_chars, 0, Length);
            return mark && charset.Unit == 2 ? [.. charset.Preamble, .. bytes] : bytes;
        }
        catch (EncoderFallbackException)
        {
            var bytes = new ArrayBufferWriter<byte>(Length * 2);
            foreach (var rune in Written.EnumerateRunes()) bytes.Write(Encode(encoding, rune));
            return bytes.WrittenSpan.ToArray();
        }
    }

    private static byte[] Encode(Encoding encoding, Rune rune)
    {
        try
        {
            return encoding.GetBytes(rune.ToString());
        }
        catch (EncoderFallbackException)
        {
            return encoding.GetBytes($"&#x{rune.Value:X};");
        }
    }

    private int Escape(Chars text, int at)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            Raw(text.Slice(at, 2));
            return 2;
        }
        Raw(c switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '\t' => "&#x9;",
            '\n' => "&#xA;",
            '\r' => "&#xD;",
            _ => throw new ValueFault("mapping.xml-character", $"the character U+{(int)c:X4} cannot stand in XML"),
        });
        return 1;
    }
}
