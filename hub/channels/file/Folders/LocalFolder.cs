namespace Integration.Hub.Channels.Files;

/// <summary>A folder of this machine. Written files and renames are on disk (fsync) before a call ends.</summary>
public sealed class LocalFolder(string root) : IRemoteFolder
{
    private const int BufferSize = 128 * 1024;

    public string Address => root;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken) => Task.Run(() => Guard(folder, () =>
    {
        var files = new List<RemoteFile>();
        var folders = new List<string>();
        var refused = new List<string>();
        foreach (var entry in new DirectoryInfo(Full(folder)).EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RemoteNames.ProblemOf(entry.Name) is { } problem)
                refused.Add(problem);
            else if (entry.LinkTarget is not null)
                refused.Add($"\"{entry.Name}\" is a link; links could lead anywhere and are not followed");
            else if (entry is DirectoryInfo)
                folders.Add(entry.Name);
            else if (entry is FileInfo { Exists: true } file)
                files.Add(Describe(file));
        }
        return new FolderListing(files, folders, refused);
    }), cancellationToken);

    public Task<RemoteFile?> FindAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Guard(path, () =>
    {
        var file = new FileInfo(Full(path));
        return file.Exists ? Describe(file) : null;
    }));

    public Task<Stream> OpenReadAsync(string path, long offset, CancellationToken cancellationToken) => Task.FromResult(Guard<Stream>(path, () =>
    {
        // A sender may still rename or replace what is being read: never lock it out.
        var stream = new FileStream(Full(path), FileMode.Open, FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        stream.Seek(offset, SeekOrigin.Begin);
        return stream;
    }));

    public async Task<long> WriteAsync(string path, Func<Stream, CancellationToken, Task> writeTo, CancellationToken cancellationToken)
    {
        await using var file = Guard(path, () => new FileStream(Full(path), FileMode.Create, FileAccess.Write,
            FileShare.Read, BufferSize, FileOptions.Asynchronous));
        var guarded = new OwnFaultStream(file, e => FaultOf(path, e));
        await writeTo(guarded, cancellationToken);
        await guarded.FlushAsync(cancellationToken);
        Guard(path, () => file.Flush(flushToDisk: true));
        return file.Length;
    }

    public Task MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        Guard(from, () =>
        {
            if (File.Exists(Full(to)))
                throw new FolderException(FolderFault.AlreadyExists, $"{Address}: \"{to}\" is there already; \"{from}\" was not moved.");
            File.Move(Full(from), Full(to), overwrite: false);
            DirectorySync.Flush(Path.GetDirectoryName(Full(to))!);
            DirectorySync.Flush(Path.GetDirectoryName(Full(from))!);
        });
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        Guard(path, () =>
        {
            if (File.Exists(Full(path)))
                File.Delete(Full(path));
        });
        return Task.CompletedTask;
    }

    public Task EnsureFolderAsync(string folder, CancellationToken cancellationToken)
    {
        Guard(folder, () => { Directory.CreateDirectory(Full(folder)); });
        return Task.CompletedTask;
    }

    private string Full(string path) => Path.Combine(root, RemoteNames.Check(path, Address));

    private static RemoteFile Describe(FileInfo file) => new(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    private void Guard(string path, Action action) => Guard(path, () => { action(); return 0; });

    private T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is (IOException and not FolderException) or UnauthorizedAccessException)
        {
            throw FaultOf(path, e);
        }
    }

    private FolderException FaultOf(string path, Exception e) => e switch
    {
        FolderException own => own,
        FileNotFoundException or DirectoryNotFoundException => new FolderException(FolderFault.NotFound, $"{Address}: \"{path}\" is not there.", e),
        UnauthorizedAccessException => new FolderException(FolderFault.Denied, $"{Address}: access to \"{path}\" is denied. Check owner and mode of file and folder.", e),
        { HResult: Errno.NoSpace or Errno.Quota } => new FolderException(FolderFault.Full, $"{Address}: no space left for \"{path}\". Make room on the disk.", e),
        { HResult: Errno.Exists } => new FolderException(FolderFault.AlreadyExists, $"{Address}: \"{path}\" is there already.", e),
        _ => new FolderException(FolderFault.Broken, $"{Address}: \"{path}\": {e.Message}", e),
    };

    // On Unix .NET puts the raw error number into HResult.
    private static class Errno
    {
        public const int Exists = 17;
        public const int NoSpace = 28;
        public const int Quota = 122;
    }
}
