using System.Xml.Linq;

namespace Integration.Specs.Architecture;

/// <summary>A project file of the tree.</summary>
/// <param name="Path">From the root.</param>
/// <param name="Folder">Its folder, with a slash at the end.</param>
/// <param name="References">Folders of the projects it refers to, with a slash at the end.</param>
internal sealed record Project(string Path, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages, bool IsSpec)
{
    public static IReadOnlyList<Project> All { get; } = [.. Repository.Under("", ".csproj").Select(Read)];

    public bool IsUnder(string folder) => Folder.StartsWith(folder, StringComparison.Ordinal);

    public override string ToString() => Path;

    private static Project Read(string path)
    {
        var xml = XDocument.Parse(Repository.Read(path));
        var folder = System.IO.Path.GetDirectoryName(path)!.Replace('\\', '/') + "/";
        return new Project(
            path,
            folder,
            [.. Includes(xml, "ProjectReference").Select(r => FolderOf(folder, r))],
            [.. Includes(xml, "PackageReference")],
            xml.Descendants("IsSpecProject").Any(e => e.Value == "true"));
    }

    private static IEnumerable<string> Includes(XDocument xml, string element) =>
        xml.Descendants(element).Select(e => e.Attribute("Include")?.Value).OfType<string>();

    private static string FolderOf(string from, string reference)
    {
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, from, reference.Replace('\\', '/')));
        return System.IO.Path.GetDirectoryName(System.IO.Path.GetRelativePath(Repository.Root, full))!.Replace('\\', '/') + "/";
    }
}
