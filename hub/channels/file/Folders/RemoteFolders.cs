namespace Integration.Hub.Channels.Files;

/// <summary>Opens the folder that the options name. Nothing connects before the first operation.</summary>
public static class RemoteFolders
{
    /// <exception cref="FolderException">The options are wrong (<see cref="FolderFault.Setup"/>); the message lists every problem.</exception>
    public static IRemoteFolder Open(FileEndpointOptions options, TimeProvider time)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0)
            throw new FolderException(FolderFault.Setup, $"{options.Address}: {string.Join(" ", problems)}");
        return options.Transport == FileTransport.Local
            ? new LocalFolder(options.Folder)
            : new CurlFolder(options, time);
    }
}
