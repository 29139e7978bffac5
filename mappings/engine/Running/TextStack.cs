namespace Integration.Mappings.Running;

/// <summary>Where texts are put together: each builder works above what others have begun.</summary>
internal sealed class TextStack
{
    private char[] _chars = new char[1024];

    public int Length { get; private set; }

    public void Append(Chars text)
    {
        if (_chars.Length - Length < text.Length) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + text.Length));
        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Moves everything above <paramref name="start"/> to the arena.</summary>
    public Chars Pop(int start, Arena arena)
    {
        var text = arena.Take(Length - start);
        _chars.AsSpan(start, Length - start).CopyTo(text);
        Length = start;
        return text;
    }

    public void Reset() => Length = 0;
}
