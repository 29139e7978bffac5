using System.Runtime.InteropServices;
using System.Text;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// One libcurl handle with its connection to one server. Runs one request at a time, blocking its thread; the connection stays open
/// for the next.
/// </summary>
internal sealed unsafe class CurlSession : IDisposable
{
    private const int ErrorSize = 256;
    private readonly CurlHandle _handle = CurlHandle.Create();
    private readonly CurlSetup _setup;
    private readonly TimeProvider _time;
    private readonly byte* _error = (byte*)NativeMemory.AllocZeroed(ErrorSize);
    private bool _disposed;

    public CurlSession(CurlSetup setup, TimeProvider time) => (_setup, _time) = (setup, time);

    /// <summary>Has this session's connection done something before? Then the server may have closed it since.</summary>
    public bool Used { get; private set; }

    /// <exception cref="OperationCanceledException">Cancelled; the connection is closed.</exception>
    public CurlAnswer Perform(CurlRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var callbacks = new CurlCallbacks(request, _time, _setup.StallTimeout, cancellationToken);
        var self = GCHandle.Alloc(callbacks);
        using var before = new CurlStringList(request.Before);
        using var after = new CurlStringList(request.After);
        try
        {
            LibCurl.Reset(_handle);
            _setup.Apply(_handle);
            Prepare(request, before, after);
            callbacks.Attach(_handle, GCHandle.ToIntPtr(self));
            *_error = 0;
            var code = (CurlCode)LibCurl.Perform(_handle);
            Used = true;
            callbacks.ThrowIfFailed();
            if (code != CurlCode.Ok)
                cancellationToken.ThrowIfCancellationRequested();
            return Answer(code, callbacks);
        }
        finally
        {
            // Nothing of this request may be reachable for libcurl once its memory is gone.
            LibCurl.Reset(_handle);
            self.Free();
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _handle.Dispose();
        NativeMemory.Free(_error);
    }

    private void Prepare(CurlRequest request, CurlStringList before, CurlStringList after)
    {
        CurlSetup.Set(_handle, CurlOption.Url, request.Url);
        LibCurl.Set(_handle, CurlOption.ErrorBuffer, _error);
        Flag(CurlOption.NoBody, request.NoBody);
        Flag(CurlOption.FileTime, request.AskFileTime);
        Flag(CurlOption.Upload, request.Give is not null);
        Flag(CurlOption.FreshConnect, request.FreshConnection);
        // 2: make the folder, and try to enter it again even if another made it meanwhile.
        LibCurl.Set(_handle, CurlOption.FtpCreateMissingDirs, request.MakeFolders ? 2 : 0);
        LibCurl.Set(_handle, CurlOption.ResumeFromLarge, (nint)request.Offset);
        LibCurl.Set(_handle, CurlOption.Quote, before.Pointer);
        LibCurl.Set(_handle, CurlOption.PostQuote, after.Pointer);
        if (request.ListCommand is { } command)
            CurlSetup.Set(_handle, CurlOption.CustomRequest, command);
    }

    private void Flag(CurlOption option, bool on)
    {
        if (on)
            LibCurl.Set(_handle, option, 1);
    }

    private CurlAnswer Answer(CurlCode code, CurlCallbacks callbacks)
    {
        LibCurl.Get(_handle, CurlInfo.ResponseCode, out var response);
        LibCurl.Get(_handle, CurlInfo.ContentLengthDownload, out var size);
        LibCurl.Get(_handle, CurlInfo.FileTime, out var fileTime);
        var text = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_error));
        var error = code == CurlCode.Ok ? "" : text.Length > 0 ? text : LibCurl.Describe(code);
        return new CurlAnswer(code, (int)response, error, callbacks.Lines, size, fileTime, callbacks.Stalled);
    }
}
