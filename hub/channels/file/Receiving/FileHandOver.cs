namespace Integration.Hub.Channels.Files;

/// <summary>One complete file on its way: to the sink, its receipts, its place.</summary>
internal sealed class FileHandOver(FileReceivingOptions options, IRemoteFolder folder, IFileSink sink, TimeProvider time)
{
    private readonly FileDisposal _disposal = new(options, folder, time);

    /// <summary>False: another node has the file, or it was replaced while it was read; it stays where it is.</summary>
    public async Task<bool> RunAsync(CompleteFile file, CancellationToken cancellationToken)
    {
        var path = RemoteNames.Join(options.Folder, file.Name);
        var verdict = await sink.ReceiveAsync(
            new IncomingFile(options.Interface, file.Name, file.Exact.Size, file.ModifiedAt, (offset, cancel) => folder.OpenReadAsync(path, offset, cancel)),
            cancellationToken);
        if (verdict.State == TransferState.Running)
            return false;
        using var grace = new CancellationTokenSource();
        await using var stop = cancellationToken.Register(() => grace.CancelAfter(options.StopGrace));
        // What is there now may be another file of the same name: that one has not been read.
        var now = await folder.FindAsync(path, grace.Token);
        if (now is not null && now != file.Exact)
            throw new FolderException(FolderFault.AlreadyExists,
                $"{folder.Address}: \"{path}\" was changed while it was read ({file.Exact.Size} bytes then, {now.Size} now); it is looked at anew. The sender should write under a temporary name.");
        await _disposal.FinishAsync(file, verdict, grace.Token);
        return true;
    }
}
