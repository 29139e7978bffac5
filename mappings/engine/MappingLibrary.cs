using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Loading;

namespace Integration.Mappings;

/// <summary>
/// The mappings of a folder: <c>&lt;system&gt;/&lt;name&gt;.v&lt;N&gt;.yaml</c>, code tables in <c>&lt;system&gt;/codes/*.yaml</c>.
/// Checked whole and compiled once; safe for all threads.
/// </summary>
public sealed class MappingLibrary : IMappingLibrary
{
    private readonly Dictionary<string, IMapping> _byReference;

    private MappingLibrary(string folder, IEnumerable<IMapping> mappings)
    {
        Folder = folder;
        All = [.. mappings.OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Version)];
        _byReference = All.ToDictionary(m => m.Reference);
    }

    /// <summary>Where it was loaded from.</summary>
    public string Folder { get; }

    public IReadOnlyList<IMapping> All { get; }

    /// <param name="folder">The folder above the systems' folders.</param>
    /// <param name="shapes">All canonical messages, e.g. of the catalogue.</param>
    /// <exception cref="MappingSetException">Anything is wrong with any file; all of it is listed.</exception>
    public static MappingLibrary Load(string folder, IReadOnlyList<MessageShape> shapes)
    {
        var problems = new Problems();
        var mappings = new FolderLoader(folder, shapes, problems).Load();
        if (problems.All.Count > 0) throw new MappingSetException(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')), problems.All);
        return new MappingLibrary(folder, mappings);
    }

    public IMapping? Find(string reference) => _byReference.GetValueOrDefault(reference);
}
