using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// What libcurl calls back during one request. An exception must not run through C code: it is kept, the transfer is broken off, and
/// <see cref="ThrowIfFailed"/> throws it afterwards.
/// </summary>
internal sealed unsafe class CurlCallbacks(CurlRequest request, TimeProvider time, TimeSpan stallTimeout, CancellationToken cancellationToken)
{
    // Both are libcurl's: a size no callback can have written, and the read callback's abort.
    private const nuint WriteFailed = 0xFFFFFFFF;
    private const nuint ReadAborted = 0x10000000;
    private const int KeptLines = 20;

    private readonly Queue<string> _lines = new();
    private ExceptionDispatchInfo? _failure;
    private long _lastMoved = time.GetTimestamp();
    private (long Down, long Up) _moved;

    public bool Stalled { get; private set; }

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Attach(CurlHandle handle, nint self)
    {
        LibCurl.Set(handle, CurlOption.WriteFunction, (delegate* unmanaged[Cdecl]<byte*, nuint, nuint, nint, nuint>)&OnWrite);
        LibCurl.Set(handle, CurlOption.WriteData, self);
        LibCurl.Set(handle, CurlOption.ReadFunction, (delegate* unmanaged[Cdecl]<byte*, nuint, nuint, nint, nuint>)&OnRead);
        LibCurl.Set(handle, CurlOption.ReadData, self);
        LibCurl.Set(handle, CurlOption.HeaderFunction, (delegate* unmanaged[Cdecl]<byte*, nuint, nuint, nint, nuint>)&OnLine);
        LibCurl.Set(handle, CurlOption.HeaderData, self);
        LibCurl.Set(handle, CurlOption.ProgressFunction, (delegate* unmanaged[Cdecl]<nint, long, long, long, long, int>)&OnProgress);
        LibCurl.Set(handle, CurlOption.ProgressData, self);
        LibCurl.Set(handle, CurlOption.NoProgress, (nint)0);
    }

    public void ThrowIfFailed() => _failure?.Throw();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint OnWrite(byte* bytes, nuint size, nuint count, nint self)
    {
        var length = checked((int)(size * count));
        return Of(self).Take(new ReadOnlySpan<byte>(bytes, length)) ? (nuint)length : WriteFailed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint OnRead(byte* bytes, nuint size, nuint count, nint self)
    {
        var given = Of(self).Give(new Span<byte>(bytes, (int)(size * count)));
        return given < 0 ? ReadAborted : (nuint)given;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint OnLine(byte* bytes, nuint size, nuint count, nint self)
    {
        Of(self).Keep(new ReadOnlySpan<byte>(bytes, (int)(size * count)));
        return size * count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnProgress(nint self, long downTotal, long down, long upTotal, long up) => Of(self).MayGoOn(down, up) ? 0 : 1;

    private static CurlCallbacks Of(nint self) => (CurlCallbacks)GCHandle.FromIntPtr(self).Target!;

    private bool Take(ReadOnlySpan<byte> bytes)
    {
        try
        {
            // Without a taker it is an answer nobody asked for (a listing's body where only commands were meant).
            return request.Take?.Invoke(bytes) ?? true;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            return false;
        }
        finally
        {
            _lastMoved = time.GetTimestamp();
        }
    }

    private int Give(Span<byte> buffer)
    {
        try
        {
            return request.Give?.Invoke(buffer) ?? 0;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            return -1;
        }
        finally
        {
            _lastMoved = time.GetTimestamp();
        }
    }

    private void Keep(ReadOnlySpan<byte> line)
    {
        if (_lines.Count == KeptLines)
            _lines.Dequeue();
        _lines.Enqueue(Encoding.Latin1.GetString(line).TrimEnd());
    }

    private bool MayGoOn(long down, long up)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;
        if ((down, up) != _moved)
        {
            _moved = (down, up);
            _lastMoved = time.GetTimestamp();
        }
        Stalled = time.GetElapsedTime(_lastMoved) > stallTimeout;
        return !Stalled;
    }
}
