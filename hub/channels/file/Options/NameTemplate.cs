using System.IO.Enumeration;

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

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public string? Problem =>
        !Text.Contains("{name}", StringComparison.Ordinal) && !Text.Contains("{stem}", StringComparison.Ordinal) ? $"\"{Text}\" has neither {{name}} nor {{stem}} in it"
        : Text is "{name}" ? $"\"{Text}\" is the file's own name"
        : RemoteNames.ProblemOfPath(For("x"));
}
