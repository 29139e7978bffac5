namespace Integration.Hub.Channels.Files;

/// <summary>
/// Puts a file down so that nobody sees it half-written: temporary name, size checked, renamed. Throws <see cref="FolderException"/>;
/// except with <see cref="FolderFault.UnknownOutcome"/> nothing is then under the final name.
/// </summary>
internal sealed class SafeUpload(IRemoteFolder folder, NameTemplate tempName, TimeProvider time)
{
    private readonly UploadSweep _sweep = new(folder, tempName, time);
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    public async Task PutAsync(string path, Func<Stream, CancellationToken, Task> writeTo, FileConflict conflict, CancellationToken cancellationToken)
    {
        var (place, name) = RemoteNames.Split(RemoteNames.Check(path, folder.Address));
        var temp = RemoteNames.Join(place, tempName.For(name));
        if (tempName.Text.Contains('/'))
            await folder.EnsureFolderAsync(RemoteNames.Split(temp).Folder, cancellationToken);
        try
        {
            var size = await WriteAsync(temp, writeTo, cancellationToken);
            if (conflict == FileConflict.Replace)
                await folder.DeleteAsync(path, cancellationToken);
            await RenameAsync(temp, path, size, cancellationToken);
        }
        catch (Exception e) when (e is not FolderException { Fault: FolderFault.UnknownOutcome })
        {
            await CleanUpAsync(temp, e);
            throw;
        }
        await _sweep.AfterAsync(path);
    }

    private async Task<long> WriteAsync(string temp, Func<Stream, CancellationToken, Task> writeTo, CancellationToken cancellationToken)
    {
        var size = await folder.WriteAsync(temp, writeTo, cancellationToken);
        var stored = await folder.FindAsync(temp, cancellationToken);
        return stored?.Size == size
            ? size
            : throw new FolderException(FolderFault.Broken,
                $"{folder.Address}: \"{temp}\" has {stored?.Size.ToString() ?? "no"} bytes on the server, {size} were written. It is tried again.");
    }

    private async Task RenameAsync(string temp, string path, long size, CancellationToken cancellationToken)
    {
        try
        {
            await folder.MoveAsync(temp, path, cancellationToken);
        }
        catch (FolderException e) when (e.Fault is FolderFault.Broken or FolderFault.Unreachable)
        {
            if (!await HasMovedAsync(temp, path, size, e, cancellationToken))
                throw;
        }
    }

    // The rename may have been done before the connection broke; the names tell, if the server can be asked.
    private async Task<bool> HasMovedAsync(string temp, string path, long size, FolderException cause, CancellationToken cancellationToken)
    {
        try
        {
            return await folder.FindAsync(temp, cancellationToken) is null
                && await folder.FindAsync(path, cancellationToken) is { } final && final.Size == size;
        }
        catch (FolderException e)
        {
            throw new FolderException(FolderFault.UnknownOutcome,
                $"{folder.Address}: the connection broke while \"{path}\" got its final name, and the server cannot be asked now: it may be there or not. ({cause.Message}; {e.Message})", e);
        }
    }

    private async Task CleanUpAsync(string temp, Exception cause)
    {
        if (cause is FolderException { EndpointIsDown: true } or FolderException { Fault: FolderFault.BadName })
            return;
        using var limit = new CancellationTokenSource(CleanUpTime);
        try
        {
            await folder.DeleteAsync(temp, limit.Token);
        }
        catch (Exception e) when (e is FolderException or OperationCanceledException)
        {
            // The cause is what counts. A temporary file left behind carries a name that nobody picks up.
        }
    }
}
