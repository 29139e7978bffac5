using Microsoft.Win32.SafeHandles;

namespace Integration.Hub.Channels.Files;

/// <summary>One libcurl easy handle with the connections it keeps.</summary>
internal sealed class CurlHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private CurlHandle(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    public static CurlHandle Create()
    {
        LibCurl.Require();
        var handle = LibCurl.Create();
        return handle != 0 ? new CurlHandle(handle) : throw new FolderException(FolderFault.Setup, "libcurl gave no handle: out of memory?");
    }

    protected override bool ReleaseHandle()
    {
        LibCurl.Destroy(handle);
        return true;
    }
}
