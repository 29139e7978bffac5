namespace Integration.Hub.Core.Configuration;

/// <summary>One thing wrong in a configuration file.</summary>
/// <param name="File">As given or found.</param>
/// <param name="Line">1-based; 0 if it is about the file as a whole.</param>
/// <param name="Message">What is wrong, what was expected, what to do.</param>
public sealed record ConfigError(string File, int Line, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}" : $"{File}: {Message}";
}

/// <summary>The configuration cannot be used; nothing was started. Carries the whole list.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigError> errors)
    : Exception($"The configuration has {errors.Count} error{(errors.Count == 1 ? "" : "s")}:\n" + string.Join('\n', errors))
{
    public IReadOnlyList<ConfigError> Errors { get; } = errors;
}
