namespace Integration.Hub.Channels.Files;

/// <summary>
/// Puts each message down as one file named <see cref="OutboundMessage.Operation"/>. A repeat finds its own file and is content with it.
/// </summary>
public sealed class FileSendingChannel : ISendingChannel
{
    private readonly FileSendingOptions _options;
    private readonly IRemoteFolder _folder;
    private readonly SafeUpload _upload;

    /// <param name="options">Where in the folder, and under which names.</param>
    /// <param name="folder">Disposed with the channel.</param>
    /// <param name="time">Decides when to look for leftovers of broken-off uploads; null: the machine's.</param>
    public FileSendingChannel(FileSendingOptions options, IRemoteFolder folder, TimeProvider? time = null)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
            throw new FolderException(FolderFault.Setup, $"{folder.Address}: {string.Join(" ", problems)}");
        (_options, _folder, _upload) = (options, folder, new SafeUpload(folder, options.TempName, time ?? TimeProvider.System));
    }

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var name = message.Operation;
        try
        {
            if (name is null || RemoteNames.ProblemOf(name) is not null)
                throw new FolderException(FolderFault.BadName, $"{_folder.Address}: {(name is null ? "no file name is given" : RemoteNames.ProblemOf(name))}. The adapter must name each file.");
            if (_options.MakeFolder && _options.Folder.Length > 0)
                await _folder.EnsureFolderAsync(_options.Folder, cancellationToken);
            await PutAsync(RemoteNames.Join(_options.Folder, name), message.Body, cancellationToken);
            if (_options.DoneFileName is { } doneFile)
                await PutAsync(RemoteNames.Join(_options.Folder, doneFile.For(name)), ReadOnlyMemory<byte>.Empty, cancellationToken);
            return new SendResult(null);
        }
        catch (FolderException e)
        {
            throw new ChannelException(FileFailures.Of(e, _folder.Address, name), e);
        }
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _folder.ListAsync(_options.MakeFolder ? "" : _options.Folder, cancellationToken);
        }
        catch (FolderException e)
        {
            throw new ChannelException(FileFailures.Of(e, _folder.Address, null), e);
        }
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task PutAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        // An earlier attempt may have come through without the hub knowing.
        if (await _folder.FindAsync(path, cancellationToken) is { } standing && standing.Size == body.Length
            && await IsSameAsync(path, body, cancellationToken))
            return;
        await _upload.PutAsync(path, async (stream, cancel) => await stream.WriteAsync(body, cancel), _options.Conflict, cancellationToken);
    }

    private async Task<bool> IsSameAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (body.Length == 0)
            return true;
        await using var stream = await _folder.OpenReadAsync(path, 0, cancellationToken);
        var piece = new byte[64 * 1024];
        var position = 0;
        while (await stream.ReadAsync(piece, cancellationToken) is var length and > 0)
        {
            if (length > body.Length - position || !body.Span.Slice(position, length).SequenceEqual(piece.AsSpan(0, length)))
                return false;
            position += length;
        }
        return position == body.Length;
    }
}
