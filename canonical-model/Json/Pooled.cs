using System.Buffers;
using System.Text;
using Newtonsoft.Json;

namespace Integration.CanonicalModel;

/// <summary>Reads JSON text out of a rented buffer without copying it into a string.</summary>
internal sealed class PooledCharReader(char[] buffer, int length) : TextReader
{
    private int _at;

    public override int Peek() => _at < length ? buffer[_at] : -1;

    public override int Read() => _at < length ? buffer[_at++] : -1;

    public override int Read(char[] target, int index, int count)
    {
        var taken = Math.Min(count, length - _at);
        Array.Copy(buffer, _at, target, index, taken);
        _at += taken;
        return taken;
    }
}

/// <summary>Writes JSON as UTF-8 into a buffer that is given back on disposal.</summary>
internal sealed class PooledUtf8Writer : TextWriter
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;
    private char _high;

    public override Encoding Encoding => Encoding.UTF8;


    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public override void Write(char value)
    {
        if (value < 0x80 && _high == 0)
        {
            Grow(1);
            _buffer[_length++] = (byte)value;
        }
        else
        {
            Append([value]);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Append(buffer.AsSpan(index, count));

    public override void Write(string? value) => Append(value);

    protected override void Dispose(bool disposing)
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        base.Dispose(disposing);
    }

    // The JSON writer may cut its output between the two halves of a surrogate pair: the first half waits for the second.
    private void Append(ReadOnlySpan<char> chars)
    {
        if (_high != 0 && chars.Length > 0)
        {
            ReadOnlySpan<char> pair = [_high, chars[0]];
            _high = default;
            Encode(pair);
            chars = chars[1..];
        }

        if (chars.Length > 0 && char.IsHighSurrogate(chars[^1]))
        {
            _high = chars[^1];
            chars = chars[..^1];
        }

        Encode(chars);
    }

    private void Encode(ReadOnlySpan<char> chars)
    {
        Grow(Encoding.UTF8.GetMaxByteCount(chars.Length));
        _length += Encoding.UTF8.GetBytes(chars, _buffer.AsSpan(_length));
    }

    private void Grow(int more)
    {
        if (_length + more <= _buffer.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

internal sealed class CharPool : IArrayPool<char>
{
    public static readonly CharPool Instance = new();

    public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

    public void Return(char[]? array)
    {
        if (array is not null)
            ArrayPool<char>.Shared.Return(array);
    }
}
