using System.Runtime.InteropServices;

namespace Integration.Hub.Channels.Files;

/// <summary>A rename is durable only when its folder is flushed too; .NET has no call for that.</summary>
internal static partial class DirectorySync
{
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        const int readOnlyCloseOnExec = 0x80000;
        var descriptor = Open(folder, readOnlyCloseOnExec);
        if (descriptor < 0)
            return;
        // Some network file systems cannot flush a folder; the rename itself has worked.
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
