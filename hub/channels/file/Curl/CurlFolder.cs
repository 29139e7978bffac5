using System.Buffers;

namespace Integration.Hub.Channels.Files;

/// <summary>A folder on an FTP, FTPS or SFTP server, through libcurl.</summary>
internal sealed class CurlFolder : IRemoteFolder
{
    private readonly FileEndpointOptions _options;
    private readonly TimeProvider _time;
    private readonly NameCodec _codec;
    private readonly CurlSessions _sessions;
    private readonly CurlRunner _runner;
    private readonly CurlDialect _dialect;
    private bool _noMlsd;

    public CurlFolder(FileEndpointOptions options, TimeProvider time)
    {
        LibCurl.Require();
        (_options, _time, _codec) = (options, time, new NameCodec(options.NameEncoding));
        _sessions = new CurlSessions(options, time);
        _runner = new CurlRunner(_sessions);
        _dialect = options.Transport == FileTransport.Sftp ? new SftpDialect(options, _codec) : new FtpDialect(options, _codec);
    }

    public string Address => _options.Address;

    public ValueTask DisposeAsync()
    {
        _sessions.Dispose();
        return ValueTask.CompletedTask;
    }

    public async Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken)
    {
        Check(folder);
        if (_dialect is FtpDialect ftp && !_noMlsd)
        {
            var (exact, listing) = await ListAsync(ftp.ListExactly(folder), cancellationToken);
            if (exact.Ok)
                return new ListingReader(_codec, _time.GetUtcNow()).ReadMlsd(listing.WrittenSpan);
            if (!IsUnknownCommand(exact))
                throw Fault(exact, $"listing \"{folder}\"");
            _noMlsd = true;
        }
        var (answer, bytes) = await ListAsync(_dialect.List(folder), cancellationToken);
        if (!answer.Ok && !SaysEmpty(answer))
            throw Fault(answer, $"listing \"{folder}\"");
        return new ListingReader(_codec, _time.GetUtcNow()).ReadList(bytes.WrittenSpan);
    }

    public async Task<RemoteFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        Check(path);
        var answer = await _runner.AskAsync(_dialect.Find(path), cancellationToken);
        var (folder, name) = RemoteNames.Split(path);
        DateTimeOffset? time = answer.FileTime >= 0 ? DateTimeOffset.FromUnixTimeSeconds(answer.FileTime) : null;
        if (answer.Ok && answer.Size >= 0)
            return new RemoteFile(name, answer.Size, time);
        var kind = answer.Ok ? (FolderFault?)null : CurlFaults.KindOf(answer, _dialect is SftpDialect);
        if (kind == FolderFault.NotFound || (answer.Ok && SaysNoSuchFile(answer)))
            return null;
        if (kind is not null and not FolderFault.Denied)
            throw Fault(answer, $"looking for \"{path}\"");
        // Where size or access is not told (FTP servers without SIZE; libcurl's SFTP for empty files), the listing tells.
        return await FindInListingAsync(folder, name, cancellationToken) is { } listed
            ? listed with { ModifiedAt = time ?? listed.ModifiedAt }
            : null;
    }

    public Task<Stream> OpenReadAsync(string path, long offset, CancellationToken cancellationToken)
    {
        Check(path);
        return CurlDownload.OpenAsync(async (take, stop) =>
        {
            var answer = await _runner.OnceAsync(_dialect.Read(path, offset, take), stop);
            if (!answer.Ok)
                throw Fault(answer, $"reading \"{path}\" from byte {offset}");
        }, cancellationToken);
    }

    public Task<long> WriteAsync(string path, Func<Stream, CancellationToken, Task> writeTo, CancellationToken cancellationToken)
    {
        Check(path);
        return CurlUpload.RunAsync(writeTo, async (give, stop) =>
        {
            var answer = await _runner.OnceAsync(_dialect.Write(path, give), stop);
            if (!answer.Ok)
                throw Fault(answer, $"writing \"{path}\"");
        }, cancellationToken);
    }

    public async Task MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        Check(from);
        Check(to);
        // Many servers replace without a word; asking first is the best that the protocols allow.
        if (await FindAsync(to, cancellationToken) is not null)
            throw new FolderException(FolderFault.AlreadyExists, $"{Address}: \"{to}\" is there already; \"{from}\" was not moved.");
        var answer = await _runner.OnceAsync(_dialect.Move(from, to), cancellationToken);
        if (!answer.Ok)
            throw Fault(answer, $"moving \"{from}\" to \"{to}\"");
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        Check(path);
        var answer = await _runner.AskAsync(_dialect.Delete(path), cancellationToken);
        if (!answer.Ok && (answer.Code != CurlCode.QuoteError || await FindAsync(path, cancellationToken) is not null))
            throw Fault(answer, $"deleting \"{path}\"");
    }

    public async Task EnsureFolderAsync(string folder, CancellationToken cancellationToken)
    {
        Check(folder);
        var answer = await _runner.AskAsync(_dialect.EnsureFolder(folder), cancellationToken);
        // SFTP servers say only "failure" when the folder is there; whether it is, its listing tells.
        if (!answer.Ok && answer.Code == CurlCode.QuoteError && (await ListAsync(_dialect.List(folder), cancellationToken)).Answer.Ok)
            return;
        if (!answer.Ok)
            throw Fault(answer, $"making folder \"{folder}\"");
    }

    private async Task<RemoteFile?> FindInListingAsync(string folder, string name, CancellationToken cancellationToken) =>
        (await ListAsync(folder, cancellationToken)).Files.FirstOrDefault(f => f.Name == name);

    private async Task<(CurlAnswer Answer, ArrayBufferWriter<byte> Bytes)> ListAsync(CurlRequest request, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var answer = await _runner.AskAsync(request with
        {
            Take = piece =>
            {
                bytes.Write(piece);
                return true;
            },
        }, bytes.Clear, cancellationToken);
        return (answer, bytes);
    }

    // Some servers refuse to list an empty folder; entering it has worked before that.
    private static bool SaysEmpty(CurlAnswer answer) =>
        answer is { Code: CurlCode.CouldNotRetrieveFile, Response: 450 or 550, LastLine: { } line }
        && (line.Contains("No files", StringComparison.OrdinalIgnoreCase) || line.Contains("No such file", StringComparison.OrdinalIgnoreCase));

    // The answer to SIZE.
    private static bool SaysNoSuchFile(CurlAnswer answer) => answer.Lines.Any(l => l.StartsWith("550", StringComparison.Ordinal));

    private static bool IsUnknownCommand(CurlAnswer answer) => answer.Response is 500 or 501 or 502 or 504;

    private void Check(string path) => RemoteNames.Check(path, Address);

    private FolderException Fault(CurlAnswer answer, string doing) => CurlFaults.Of(answer, _options, doing);
}
