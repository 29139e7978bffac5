namespace Integration.Mappings;

/// <summary>Everything that is wrong in a folder of mappings; nothing of it was loaded.</summary>
public sealed class MappingSetException(string folder, IReadOnlyList<MappingException> errors)
    : Exception($"{errors.Count} error{(errors.Count == 1 ? "" : "s")} in the mappings of {folder}:\n" + string.Join("\n", errors.Select(Line)))
{
    /// <summary>Each with <see cref="MappingException.MappingAt"/> = <c>file:line</c>.</summary>
    public IReadOnlyList<MappingException> Errors { get; } = errors;

    private static string Line(MappingException error) => $"{error.MappingAt}: {error.Message} [{error.Code}]";
}
