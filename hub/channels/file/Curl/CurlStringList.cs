namespace Integration.Hub.Channels.Files;

/// <summary>A list of protocol commands in libcurl's own form; must live until the transfer has ended.</summary>
internal sealed unsafe class CurlStringList : IDisposable
{
    public CurlStringList(IEnumerable<byte[]> lines)
    {
        foreach (var line in lines)
        {
            // libcurl copies up to the terminating zero.
            fixed (byte* text = (byte[])[.. line, 0])
                Pointer = LibCurl.ListAppend(Pointer, text);
        }
    }

    /// <summary>0 for an empty list.</summary>
    public nint Pointer { get; private set; }

    public void Dispose()
    {
        if (Pointer != 0)
            LibCurl.ListFree(Pointer);
        Pointer = 0;
    }
}
