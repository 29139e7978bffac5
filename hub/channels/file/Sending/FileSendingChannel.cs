using System.Security.Cryptography;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// Puts each message down as one file named <see cref="OutboundMessage.Operation"/>. A repeat finds its own file and is content with it.
/// </summary>
public sealed class FileSendingChannel : IFileSendingChannel
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
        var body = message.Body;
        await PutAsync(message.Operation, new Content(body.Length, Hash(body), async (stream, cancel) => await stream.WriteAsync(body, cancel)), cancellationToken);
        return new SendResult(null);
    }

    public Task SendFileAsync(OutgoingFile file, long size, string sha256, CancellationToken cancellationToken) =>
        PutAsync(file.Name, new Content(size, () => sha256, file.WriteTo), cancellationToken);

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

    private async Task PutAsync(string? name, Content content, CancellationToken cancellationToken)
    {
        try
        {
            if (name is null || RemoteNames.ProblemOf(name) is not null)
                throw new FolderException(FolderFault.BadName, $"{_folder.Address}: {(name is null ? "no file name is given" : RemoteNames.ProblemOf(name))}. The adapter must name each file.");
            if (_options.MakeFolder && _options.Folder.Length > 0)
                await _folder.EnsureFolderAsync(_options.Folder, cancellationToken);
            await PutOneAsync(RemoteNames.Join(_options.Folder, name), content, cancellationToken);
            if (_options.DoneFileName is { } doneFile)
                await PutOneAsync(RemoteNames.Join(_options.Folder, doneFile.For(name)), Content.Empty, cancellationToken);
        }
        catch (FolderException e)
        {
            throw new ChannelException(FileFailures.Of(e, _folder.Address, name), e);
        }
    }

    private async Task PutOneAsync(string path, Content content, CancellationToken cancellationToken)
    {
        // An earlier attempt may have come through without the hub knowing.
        if (await _folder.FindAsync(path, cancellationToken) is { } standing && standing.Size == content.Size
            && await IsSameAsync(path, content, cancellationToken))
            return;
        await _upload.PutAsync(path, content.WriteTo, _options.Conflict, cancellationToken);
    }

    private async Task<bool> IsSameAsync(string path, Content content, CancellationToken cancellationToken)
    {
        if (content.Size == 0)
            return true;
        await using var stream = await _folder.OpenReadAsync(path, 0, cancellationToken);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == content.Sha256();
    }

    private static Func<string> Hash(ReadOnlyMemory<byte> body) => () => Convert.ToHexStringLower(SHA256.HashData(body.Span));

    /// <param name="Sha256">Asked for only where a file of this size stands there already.</param>
    private sealed record Content(long Size, Func<string> Sha256, Func<Stream, CancellationToken, Task> WriteTo)
    {
        public static Content Empty { get; } = new(0, () => "", (_, _) => Task.CompletedTask);
    }
}
