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
    private readonly HashSet<string> _broken;

    private readonly IReadOnlyDictionary<string, string> _texts;

    private MappingLibrary(string folder, IEnumerable<IMapping> mappings, IEnumerable<string> broken, IReadOnlyDictionary<string, string> texts)
    {
        _texts = texts;
        Folder = folder;
        _broken = [.. broken];
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
        var library = Read(folder, shapes, out var errors);
        return errors.Count == 0 ? library : throw new MappingSetException(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')), errors);
    }

    /// <summary>What of a folder is good, and everything that is wrong: for who checks more than the mappings and wants one list of it all.</summary>
    public static MappingLibrary Read(string folder, IReadOnlyList<MessageShape> shapes, out IReadOnlyList<MappingException> errors) =>
        Read(folder, shapes, new Dictionary<string, string>(), out errors);

    /// <param name="instead">Texts that stand in for files of the folder, or beside them, by relative path.</param>
    public static MappingLibrary Read(string folder, IReadOnlyList<MessageShape> shapes, IReadOnlyDictionary<string, string> instead, out IReadOnlyList<MappingException> errors)
    {
        var problems = new Problems();
        var loader = new FolderLoader(folder, shapes, instead, problems);
        var mappings = loader.Load();
        errors = problems.All;
        return new MappingLibrary(folder, mappings, loader.Broken, loader.Texts);
    }

    public IMapping? Find(string reference) => _byReference.GetValueOrDefault(reference);

    public bool IsBroken(string reference) => _broken.Contains(reference);

    public string? TextOf(string path) => _texts.GetValueOrDefault(path);
}
