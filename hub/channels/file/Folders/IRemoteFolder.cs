namespace Integration.Hub.Channels.Files;

/// <summary>
/// A folder with its sub folders, near or far. Paths are relative to its root, joined by slashes. All members may be called from
/// many threads at once and throw <see cref="FolderException"/>.
/// </summary>
public interface IRemoteFolder : IAsyncDisposable
{
    /// <summary>For messages; without credentials.</summary>
    string Address { get; }

    /// <summary>Files and folders directly in a folder, in no particular order.</summary>
    Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Exact size and time of one file; null if there is no file of that name.</summary>
    Task<RemoteFile?> FindAsync(string path, CancellationToken cancellationToken);

    /// <summary>Opens a file from a byte offset. The stream is not buffered ahead by more than about a megabyte; disposing it early is fine.</summary>
    Task<Stream> OpenReadAsync(string path, long offset, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a file under exactly this name, replacing an older one; a reader can see it half-written (see <see cref="SafeUpload"/>).
    /// Returns the bytes written. If <paramref name="writeTo"/> throws, so does this, and the file may be left cut off.
    /// </summary>
    Task<long> WriteAsync(string path, Func<Stream, CancellationToken, Task> writeTo, CancellationToken cancellationToken);

    /// <summary>Renames or moves within the root. <see cref="FolderFault.AlreadyExists"/> if a file of the new name is there.</summary>
    Task MoveAsync(string from, string to, CancellationToken cancellationToken);

    /// <summary>Afterwards there is no file of that name, whether there was one before or not.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>Makes the folder and those above it where they are missing.</summary>
    Task EnsureFolderAsync(string folder, CancellationToken cancellationToken);
}

/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">
/// By the server's own clock, and in a listing perhaps by its own time zone and to the minute only: to be compared with other times
/// of the same server, never with the hub's.
/// </param>
public sealed record RemoteFile(string Name, long Size, DateTimeOffset? ModifiedAt);

/// <param name="Files">Plain files with safe names.</param>
/// <param name="Folders">Names of sub folders.</param>
/// <param name="Refused">What was in the listing and cannot be used, each with the reason; shown to operations.</param>
public sealed record FolderListing(IReadOnlyList<RemoteFile> Files, IReadOnlyList<string> Folders, IReadOnlyList<string> Refused);
