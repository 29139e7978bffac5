namespace Integration.Mappings.Language;

internal enum TokenKind
{
    End,
    Name,
    Text,
    Integer,
    Number,
    Symbol,
}

/// <param name="Text">Name, unescaped text, digits or symbol.</param>
/// <param name="Offset">Offset of the first character in the expression.</param>
/// <param name="Quoted">A name in back quotes: never a key word.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset, bool Quoted = false)
{
    public bool Is(string symbolOrWord) =>
        !Quoted && Kind is TokenKind.Symbol or TokenKind.Name && Text == symbolOrWord && !Quoted;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the expression",
        TokenKind.Text => $"\"{Text}\"",
        _ => $"'{Text}'",
    };
}
