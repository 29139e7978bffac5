using System.Buffers;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>The beginning of a file: its byte order mark, and the way to the place where reading goes on.</summary>
/// <param name="Charset">What the file is in.</param>
/// <param name="Offset">Where reading begins.</param>
/// <param name="Mark">Bytes of the mark.</param>
/// <param name="Rest">Bytes from <paramref name="Offset"/> on that are already taken from the stream.</param>
/// <param name="Fault">Set if the mark says another charset than expected.</param>
internal sealed record FileStart(Charset Charset, long Offset, ReadOnlyMemory<byte> Mark, ReadOnlyMemory<byte> Rest, ValueFault? Fault)
{
    private const int MarkLength = 4;

    /// <summary>Moves the stream, which stands at its beginning unless it can seek, to <paramref name="from"/>.</summary>
    public static async Task<FileStart> FindAsync(Stream source, Charset expected, FilePosition from, CancellationToken cancellationToken)
    {
        var start = new byte[MarkLength];
        if (source.CanSeek) source.Position = 0;
        var read = await source.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var (charset, mark, fault) = Choose(start.AsSpan(0, read), expected);
        var begin = Math.Max(from.Offset, mark);
        if (source.CanSeek) source.Position = begin;
        else if (begin > read) await SkipAsync(source, begin - read, cancellationToken).ConfigureAwait(false);
        var rest = source.CanSeek || begin >= read ? default : start.AsMemory((int)begin..read);
        return new FileStart(charset, begin, start.AsMemory(0, mark), rest, fault);
    }

    private static (Charset Charset, int MarkLength, ValueFault? Fault) Choose(ReadOnlySpan<byte> start, Charset expected)
    {
        var marked = Charset.ByMark(start);
        // In a single-byte charset any bytes may begin a line; there nothing is a mark.
        if (marked is null || expected is SingleByteCharset) return (expected, 0, null);
        var length = marked is Gb ? Gb.Mark.Length : marked.Preamble.Length;
        if (marked == expected || (marked is Utf16Charset && expected is Utf16Charset)) return (marked, length, null);
        var fault = new ValueFault("mapping.charset", $"the file begins with the byte order mark of {marked.Name}, expected {expected.Name}: the sender changed the charset", place: "line 1");
        return (marked, length, fault);
    }

    private static async Task SkipAsync(Stream source, long bytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (bytes > 0)
            {
                var got = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, bytes)), cancellationToken).ConfigureAwait(false);
                if (got == 0) return;
                bytes -= got;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
