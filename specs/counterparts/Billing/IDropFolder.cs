namespace Integration.Specs.Counterparts;

/// <summary>The folder in which billing leaves its files and finds the hub's receipts.</summary>
public interface IDropFolder
{
    /// <summary>Puts a local file there under a temporary name, then renames: nobody sees a half-written file.</summary>
    Task PutAsync(string localFile, string name, CancellationToken cancellationToken);

    /// <summary>Names of files in a sub folder; empty if the folder is not there.</summary>
    Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken);

    Task<byte[]> ReadAsync(string folder, string name, CancellationToken cancellationToken);
}

/// <summary>A folder on this machine.</summary>
public sealed class LocalDropFolder(string path) : IDropFolder
{
    public Task PutAsync(string localFile, string name, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        var temporary = Path.Combine(path, name + ".tmp");
        File.Copy(localFile, temporary, overwrite: true);
        File.Move(temporary, Path.Combine(path, name), overwrite: true);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var sub = Path.Combine(path, folder);
        return Task.FromResult<IReadOnlyList<string>>(Directory.Exists(sub)
            ? [.. Directory.EnumerateFiles(sub).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
            : []);
    }

    public Task<byte[]> ReadAsync(string folder, string name, CancellationToken cancellationToken) =>
        File.ReadAllBytesAsync(Path.Combine(path, folder, name), cancellationToken);
}
