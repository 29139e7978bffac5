namespace Integration.Mappings.Running;

/// <summary>
/// Room for texts made while one record is mapped. Pieces stay valid for as long as someone holds them: a full
/// block is dropped, never moved.
/// </summary>
internal sealed class Arena
{
    private const int BlockSize = 8 * 1024;

    private char[] _block = new char[BlockSize];
    private int _used;

    public Span<char> Take(int length)
    {
        if (_block.Length - _used < length)
        {
            _block = new char[Math.Max(BlockSize, length)];
            _used = 0;
        }
        var piece = _block.AsSpan(_used, length);
        _used += length;
        return piece;
    }

    public ReadOnlyMemory<char> Keep(Chars text)
    {
        var piece = Take(text.Length);
        text.CopyTo(piece);
        return _block.AsMemory(_used - text.Length, text.Length);
    }

    /// <summary>Gives back the end of the piece taken last.</summary>
    public void GiveBack(int length) => _used -= length;

    /// <summary>Everything taken so far may be overwritten from now on.</summary>
    public void Reset() => _used = 0;
}
