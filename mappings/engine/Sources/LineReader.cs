using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Integration.Mappings.Sources;

/// <param name="Start">In the reader's buffer; valid until the next fill.</param>
/// <param name="Length">Bytes without the line end.</param>
/// <param name="Offset">Of the first byte in the file.</param>
/// <param name="Next">Offset of the line after it.</param>
/// <param name="TooLong">Longer than allowed: only its beginning is there.</param>
internal readonly record struct Line(int Start, int Length, long Offset, long Next, bool TooLong);

/// <summary>
/// Cuts a stream into lines (LF or CRLF) with exact byte offsets, in one buffer of bounded size. Splitting bytes is
/// safe in all charsets here: 0x0A is never part of another character in GB18030 and UTF-8, and UTF-16 is split by pairs.
/// </summary>
internal sealed class LineReader
{
    private const int Keep = 512;
    private readonly Stream _stream;
    private readonly Charset _charset;
    private readonly int _maxLine;
    private readonly IncrementalHash? _hash;
    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;
    private int _scanned;
    private bool _ended;
    private bool _dropping;
    private long _lineOffset;
    private int _kept;

    /// <param name="stream">Stands where the rest of <paramref name="start"/> ends.</param>
    /// <param name="hash">Gets every byte of the file, the mark too; null if none is wanted.</param>
    public LineReader(Stream stream, FileStart start, int maxLine, IncrementalHash? hash = null)
    {
        (_stream, _charset, _maxLine, _hash) = (stream, start.Charset, maxLine, hash);
        start.Rest.CopyTo(_buffer);
        _end = start.Rest.Length;
        _lineOffset = start.Offset;
        Bytes = start.Offset + _end;
        hash?.AppendData(start.Mark.Span);
        hash?.AppendData(start.Rest.Span);
    }

    /// <summary>Bytes of the file taken so far, from its beginning.</summary>
    public long Bytes { get; private set; }

    public ReadOnlySpan<byte> this[Line line] => _buffer.AsSpan(line.Start, line.Length);

    /// <summary>False when more bytes must be read first, or at the end.</summary>
    public bool TryRead(out Line line)
    {
        var unit = _charset.Unit;
        var feed = IndexOfFeed(_scanned);
        if (feed < 0)
        {
            _scanned = _end - ((_end - _start) % unit);
            if (_end - _start > _maxLine) Drop();
            return AtEnd(out line);
        }
        var next = feed + unit;
        line = Take(feed, next, Offset(next));
        return true;
    }

    /// <summary>False at the end of the _stream.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended) return false;
        if (_start > 0 && !_dropping)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_end, _scanned, _start) = (_end - _start, _scanned - _start, 0);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _ended = read == 0;
        _hash?.AppendData(_buffer, _end, read);
        _end += read;
        Bytes += read;
        return true;
    }

    private bool AtEnd(out Line line)
    {
        line = default;
        if (!_ended || (_end == _start && !_dropping)) return false;
        line = Take(_end, _end, Bytes);
        return true;
    }

    private Line Take(int contentEnd, int next, long nextOffset)
    {
        var tooLong = _dropping || contentEnd - _start > _maxLine;
        var length = tooLong ? (_dropping ? _kept : Math.Min(Keep, contentEnd - _start)) : contentEnd - _start - Return(contentEnd);
        var line = new Line(_dropping ? _start - _kept : _start, length, _lineOffset, nextOffset, tooLong);
        (_start, _scanned, _lineOffset, _dropping, _kept) = (next, next, nextOffset, false, 0);
        return line;
    }

    /// <summary>Bytes of a carriage return before the line feed.</summary>
    private int Return(int end) => end - _start >= _charset.Unit && EndsWithReturn(end) ? _charset.Unit : 0;

    private bool EndsWithReturn(int end) => _charset switch
    {
        Utf16Charset { IsBig: true } => _buffer[end - 2] == 0 && _buffer[end - 1] == '\r',
        Utf16Charset => _buffer[end - 2] == '\r' && _buffer[end - 1] == 0,
        _ => _buffer[end - 1] == '\r',
    };

    /// <summary>Forgets the middle of a line that is too long; its beginning stays at the front of the buffer.</summary>
    private void Drop()
    {
        if (!_dropping)
        {
            _kept = Math.Min(Keep, _end - _start);
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _kept);
            _dropping = true;
        }
        else
        {
            Buffer.BlockCopy(_buffer, _start - _kept, _buffer, 0, _kept);
        }
        // Half a UTF-16 unit at the end belongs to what comes.
        var odd = (_end - _start) % _charset.Unit;
        Buffer.BlockCopy(_buffer, _end - odd, _buffer, _kept, odd);
        (_start, _scanned, _end) = (_kept, _kept, _kept + odd);
    }

    private long Offset(int index) => Bytes - (_end - index);

    private int IndexOfFeed(int from)
    {
        var bytes = _buffer.AsSpan(from, _end - from);
        if (_charset is not Utf16Charset wide)
        {
            var at = bytes.IndexOf((byte)'\n');
            return at < 0 ? -1 : from + at;
        }
        var found = MemoryMarshal.Cast<byte, char>(bytes).IndexOf(wide.IsBig ? '\u0a00' : '\n');
        return found < 0 ? -1 : from + (found * 2);
    }
}
