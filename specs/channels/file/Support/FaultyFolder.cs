using Integration.Hub.Channels.Files;

namespace Integration.Specs.Channels.Files;

/// <summary>A folder that works until a test puts a fault before or after one of its operations.</summary>
public sealed class FaultyFolder(IRemoteFolder inner) : IRemoteFolder
{
    /// <summary>Called with the operation's name and path before it runs; may throw.</summary>
    public Action<string, string> Before { get; set; } = (_, _) => { };

    /// <summary>Called after it has worked; may throw: the work is done, the answer is lost.</summary>
    public Action<string, string> After { get; set; } = (_, _) => { };

    public string Address => inner.Address;

    public static FolderException Fault(FolderFault fault) => new(fault, "made by the test");

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken) => Run("list", folder, () => inner.ListAsync(folder, cancellationToken));

    public Task<RemoteFile?> FindAsync(string path, CancellationToken cancellationToken) => Run("find", path, () => inner.FindAsync(path, cancellationToken));

    public Task<Stream> OpenReadAsync(string path, long offset, CancellationToken cancellationToken) => Run("read", path, () => inner.OpenReadAsync(path, offset, cancellationToken));

    public Task<long> WriteAsync(string path, Func<Stream, CancellationToken, Task> writeTo, CancellationToken cancellationToken) =>
        Run("write", path, () => inner.WriteAsync(path, writeTo, cancellationToken));

    public Task MoveAsync(string from, string to, CancellationToken cancellationToken) => Run("move", from, () => Nothing(inner.MoveAsync(from, to, cancellationToken)));

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => Run("delete", path, () => Nothing(inner.DeleteAsync(path, cancellationToken)));

    public Task EnsureFolderAsync(string folder, CancellationToken cancellationToken) => Run("ensure", folder, () => Nothing(inner.EnsureFolderAsync(folder, cancellationToken)));

    private static async Task<bool> Nothing(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> Run<T>(string operation, string path, Func<Task<T>> run)
    {
        Before(operation, path);
        var result = await run();
        After(operation, path);
        return result;
    }
}
