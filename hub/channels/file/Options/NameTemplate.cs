using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// A file name made from another: <c>{name}</c> is the whole name, <c>{stem}</c> the name without its last extension, <c>{unique}</c>
/// eight characters that differ at every use.
/// </summary>
public sealed record NameTemplate(string Text)
{
    public string For(string name) => Text
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{stem}", Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal)
        .Replace("{unique}", Guid.NewGuid().ToString("N")[..8], StringComparison.Ordinal);

    /// <summary>Could this name have been made by the template?</summary>
    public bool CouldHaveMade(string name) => FileSystemName.MatchesSimpleExpression(
        Text.Replace("{name}", "*", StringComparison.Ordinal).Replace("{stem}", "*", StringComparison.Ordinal).Replace("{unique}", "*", StringComparison.Ordinal),
        name, ignoreCase: true);

    /// <summary>
    /// True if the template made exactly this name, of <paramref name="from"/> or (null) of any. Only a template with <c>{unique}</c> leaves
    /// names that can be known again; any other says no.
    /// </summary>
    public bool HasMade(string name, string? from = null) => Text.Contains("{unique}", StringComparison.Ordinal) && Regex.IsMatch(name, "^" + Regex.Escape(Text)
        .Replace("\\{name}", from is null ? ".+" : Regex.Escape(from), StringComparison.Ordinal)
        .Replace("\\{stem}", from is null ? ".+" : Regex.Escape(Path.GetFileNameWithoutExtension(from)), StringComparison.Ordinal)
        .Replace("\\{unique}", "[0-9a-f]{8}", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public string? Problem =>
        !Text.Contains("{name}", StringComparison.Ordinal) && !Text.Contains("{stem}", StringComparison.Ordinal) ? $"\"{Text}\" has neither {{name}} nor {{stem}} in it"
        : Text is "{name}" ? $"\"{Text}\" is the file's own name"
        : RemoteNames.ProblemOfPath(For("x"));
}
