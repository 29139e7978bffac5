using Integration.Mappings.Compile;

namespace Integration.Mappings.Running;

/// <summary>A value that is not as expected; becomes a <see cref="MappingException"/> where the record is known.</summary>
/// <param name="at">The expression that found it; null if the reader of the source did.</param>
/// <param name="place">Place in the source, if known better than by <paramref name="at"/>.</param>
internal sealed class ValueFault(string code, string message, Origin? at = null, string? place = null) : Exception(message)
{
    public string Code { get; } = code;

    public Origin? At { get; } = at;

    public string? Place { get; } = place;

    /// <summary>A value as it may stand in a message: quoted, not longer than a line.</summary>
    public static string Quote(Chars value) =>
        value.Length <= 60 ? $"\"{value}\"" : $"\"{value[..57]}…\" ({value.Length} characters)";
}
