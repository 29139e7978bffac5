namespace Integration.Hub.Channels.Files;

/// <summary>
/// The written form of a folder's address: a local path, <c>file:///path</c>, <c>ftp://host/path</c>, <c>ftpes://</c> (explicit TLS),
/// <c>ftps://</c> (implicit TLS), <c>sftp://</c>. A path is absolute unless it starts with <c>/~/</c>: then it is relative to the
/// folder that the sign-in leads to.
/// </summary>
public static class FileAddress
{
    /// <exception cref="FormatException">Not an address of these kinds, or with credentials in it.</exception>
    public static FileEndpointOptions Parse(string address)
    {
        if (!address.Contains("://", StringComparison.Ordinal))
            return new FileEndpointOptions { Transport = FileTransport.Local, Folder = address };
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            throw new FormatException($"\"{address}\" is not an address. Expected for example sftp://host:22/folder.");
        if (uri.UserInfo.Length > 0)
            throw new FormatException($"The address of {uri.Host} carries a user name. Give user name and password by their own options.");
        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        return new FileEndpointOptions
        {
            Transport = TransportOf(uri.Scheme),
            Host = uri.Host,
            Port = uri.Port > 0 && !uri.IsDefaultPort ? uri.Port : null,
            Folder = path is "/~" ? "" : path.StartsWith("/~/", StringComparison.Ordinal) ? path[3..] : path,
        };
    }

    internal static string Format(FileEndpointOptions options)
    {
        if (options.Transport == FileTransport.Local)
            return options.Folder;
        var port = options.Port is { } number ? $":{number}" : "";
        var path = options.Folder.StartsWith('/') ? options.Folder : "/~/" + options.Folder;
        return $"{Scheme(options.Transport)}://{options.Host}{port}{path}";
    }

    private static FileTransport TransportOf(string scheme) => scheme switch
    {
        "file" => FileTransport.Local,
        "ftp" => FileTransport.Ftp,
        "ftpes" => FileTransport.FtpsExplicit,
        "ftps" => FileTransport.FtpsImplicit,
        "sftp" => FileTransport.Sftp,
        _ => throw new FormatException($"\"{scheme}\" is not a way to a folder. Expected file, ftp, ftpes (explicit TLS), ftps (implicit TLS) or sftp."),
    };

    private static string Scheme(FileTransport transport) => transport switch
    {
        FileTransport.Ftp => "ftp",
        FileTransport.FtpsExplicit => "ftpes",
        FileTransport.FtpsImplicit => "ftps",
        FileTransport.Sftp => "sftp",
        _ => "file",
    };
}
