using System.Diagnostics.CodeAnalysis;

namespace Integration.Hub.Channels.Files;

/// <summary>Which names may go into a command or a path. A partner's listing is foreign data: it must not lead out of its folder.</summary>
public static class RemoteNames
{
    /// <summary>Null if the text can stand as one file or folder name; otherwise why not.</summary>
    public static string? ProblemOf(string name)
    {
        if (name.Length == 0)
            return "a name is empty";
        if (name is "." or "..")
            return $"\"{name}\" leads to another folder";
        foreach (var c in name)
        {
            if (c is '/' or '\\')
                return $"\"{Visible(name)}\" has a path separator in it";
            if (char.IsControl(c))
                return $"\"{Visible(name)}\" has the control character U+{(int)c:X4} in it";
        }
        return null;
    }

    /// <summary>As <see cref="ProblemOf"/> for a relative path of names joined by slashes; the empty path is the root itself.</summary>
    public static string? ProblemOfPath(string path) =>
        path.Length == 0 ? null : path.Split('/').Select(ProblemOf).FirstOrDefault(p => p is not null);

    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    public static (string Folder, string Name) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }

    /// <exception cref="FolderException">The path is not safe.</exception>
    public static string Check(string path, string address)
    {
        if (ProblemOfPath(path) is { } problem)
            ThrowBadName(problem, address);
        return path;
    }

    private static string Visible(string name) => new([.. name.Select(c => char.IsControl(c) ? '\uFFFD' : c)]);

    [DoesNotReturn]
    private static void ThrowBadName(string problem, string address) =>
        throw new FolderException(FolderFault.BadName, $"{address}: {problem}. Expected a plain file name; nothing was done.");
}
