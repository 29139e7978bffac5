namespace Integration.Specs.Runner;

/// <summary>A scenario failed: says which step or hook, on which line of the feature file, and why.</summary>
public sealed class ScenarioFailedException : Exception
{
    private readonly string? _place;

    /// <param name="message">Begins with file:line of the feature.</param>
    /// <param name="place">Full path and line for tools that jump to a line of a stack trace.</param>
    /// <param name="inner">What was thrown.</param>
    internal ScenarioFailedException(string message, (string Path, int Line)? place, Exception? inner) : base(message, inner) =>
        _place = place is var (path, line) ? $"   at the step in {path}:line {line}" : null;

    /// <inheritdoc/>
    public override string? StackTrace => _place ?? base.StackTrace;
}
