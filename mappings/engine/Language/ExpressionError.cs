namespace Integration.Mappings.Language;

/// <summary>An expression that cannot be read or compiled; the loader adds file and line.</summary>
/// <param name="code">Stable code, e.g. <c>mapping.syntax</c>.</param>
/// <param name="offset">Offset in the expression, for the column.</param>
internal sealed class ExpressionError(string code, string message, int offset) : Exception(message)
{
    public string Code { get; } = code;

    public int Offset { get; } = offset;
}
