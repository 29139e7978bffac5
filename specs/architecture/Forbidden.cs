using System.Text.RegularExpressions;

namespace Integration.Specs.Architecture;

/// <summary>Code that does not belong, by line, comments and texts taken out.</summary>
internal static partial class Forbidden
{
    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Delay\b|\bSpinWait\b")]
    public static partial Regex Sleep();

    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\b")]
    public static partial Regex ThreadSleep();

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b")]
    public static partial Regex Clock();

    // A delay that names neither a time provider nor a clock on its line.
    [GeneratedRegex(@"\bTask\s*\.\s*Delay\s*\((?!.*\b_?(time|clock|timeProvider|TimeProvider)\b).*$")]
    public static partial Regex BareDelay();

    [GeneratedRegex(@"\bSkip(Unless|When|Type)?\s*=|\bAssert\s*\.\s*Skip")]
    public static partial Regex Skip();
}
