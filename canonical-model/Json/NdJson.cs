namespace Integration.CanonicalModel;

/// <summary>Lines of a batch body.</summary>
public static class NdJson
{
    /// <summary>Each line that is not blank, without its end, with its number from 1.</summary>
    public static IEnumerable<(long Number, ReadOnlyMemory<byte> Line)> Lines(ReadOnlyMemory<byte> body)
    {
        for (long number = 1; !body.IsEmpty; number++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                yield return (number, line);
        }
    }
}
