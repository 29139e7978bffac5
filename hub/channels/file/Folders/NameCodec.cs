using System.Text;

namespace Integration.Hub.Channels.Files;

/// <summary>File names between text and the bytes a server keeps them in.</summary>
internal sealed class NameCodec(string encodingName)
{
    private readonly Encoding _encoding = Find(encodingName)
        ?? throw new FolderException(FolderFault.Setup, $"Name encoding \"{encodingName}\" is not known. Expected utf-8, gbk, gb18030 …");

    public static Encoding? Find(string name)
    {
        var strict = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, strict.Item1, strict.Item2)
                ?? Encoding.GetEncoding(name, strict.Item1, strict.Item2);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Null if the bytes are not text of this encoding, or would not come back as the same bytes.</summary>
    public string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = _encoding.GetString(bytes);
            return _encoding.GetBytes(text).AsSpan().SequenceEqual(bytes) ? text : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <exception cref="FolderException">The encoding has no such character.</exception>
    public byte[] Encode(string text)
    {
        try
        {
            return _encoding.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new FolderException(FolderFault.BadName, $"\"{text}\" cannot be written in {encodingName}, the encoding of file names on this server.", e);
        }
    }
}
