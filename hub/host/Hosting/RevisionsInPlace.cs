using Integration.Hub.Revisions;

namespace Integration.Hub.Host.Hosting;

/// <summary>Texts in the place of mapping files, by relative path.</summary>
/// <param name="Superseded">Paths whose file has become another since: the file stands.</param>
public sealed record RevisedTexts(string Folder, IReadOnlyDictionary<string, MappingRevision> Standing, IReadOnlySet<string> Superseded)
{
    /// <summary>For a folder of mappings: only for the one that they were made of.</summary>
    public IReadOnlyDictionary<string, string> In(string folder) =>
        string.Equals(Path.GetFullPath(folder), Path.GetFullPath(Folder), StringComparison.Ordinal) ? Standing.ToDictionary(s => s.Key, s => s.Value.Text) : new Dictionary<string, string>();

    public RevisedTexts With(string path, string text) =>
        this with { Standing = new Dictionary<string, MappingRevision>(Standing) { [path] = new(0, path, text, "", "active", "", "", default, null, null, null) } };
}

/// <summary>The active revisions that stand in for the file that they were made of. A program or folder with a newer file wins.</summary>
public sealed class RevisionsInPlace(MappingRevisions revisions, string folder)
{
    public async Task<RevisedTexts> OfAsync(CancellationToken cancellationToken)
    {
        var (standing, superseded) = (new Dictionary<string, MappingRevision>(), new HashSet<string>());
        foreach (var revision in await revisions.ActiveAsync(cancellationToken))
        {
            if (HashOf(revision.Path) == revision.Base)
                standing.Add(revision.Path, revision);
            else
                superseded.Add(revision.Path);
        }
        return new RevisedTexts(folder, standing, superseded);
    }

    /// <summary>Null: there is no such file.</summary>
    public string? FileText(string path) => File.Exists(Path.Combine(folder, path)) ? File.ReadAllText(Path.Combine(folder, path)) : null;

    /// <summary>Empty: there is no such file.</summary>
    public string HashOf(string path) => FileText(path) is { } text ? MappingRevisions.HashOf(text) : "";
}
