namespace Integration.Hub.Channels.Files;

/// <summary>
/// FTP. Every request first changes to a folder; commands then use names relative to it, as all servers understand, also those whose
/// full paths are not Unix's.
/// </summary>
internal sealed class FtpDialect(FileEndpointOptions options, NameCodec codec) : CurlDialect(options, codec)
{
    private readonly string _server = $"{(options.Transport == FileTransport.FtpsImplicit ? "ftps" : "ftp")}://{UrlHost.Of(options)}/";

    // %2F first: the path begins at the server's own root.
    protected override string Prefix => Absolute ? _server + "%2F" : _server;

    public override CurlRequest List(string folder) => new(Url(folder, isFolder: true));

    public CurlRequest ListExactly(string folder) => List(folder) with { ListCommand = "MLSD" };

    public override CurlRequest Move(string from, string to) => InRoot([.. "RNFR "u8, .. Bytes(from)], [.. "RNTO "u8, .. Bytes(to)]);

    public override CurlRequest Delete(string path) => InRoot([.. "DELE "u8, .. Bytes(path)]);

    public override CurlRequest EnsureFolder(string folder) => new(Url(folder, isFolder: true)) { NoBody = true, MakeFolders = true };

    private CurlRequest InRoot(params byte[][] commands) => new(Url("", isFolder: true)) { NoBody = true, After = commands };
}
