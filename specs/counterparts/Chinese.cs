using System.Text;

namespace Integration.Specs.Counterparts;

/// <summary>GBK and GB18030, which are not among .NET's built-in encodings.</summary>
internal static class Chinese
{
    static Chinese() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Throws on bytes or characters that do not fit.</summary>
    public static Encoding Gb18030 => Named("gb18030");

    public static Encoding Named(string charset) =>
        Encoding.GetEncoding(charset.Trim('"', ' '), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
