using System.Text;

namespace Integration.Hub.Channels.Files;

/// <summary>SFTP, by libcurl's own commands (rename, rm, mkdir), which take quoted paths.</summary>
internal sealed class SftpDialect(FileEndpointOptions options, NameCodec codec) : CurlDialect(options, codec)
{
    private readonly string _server = $"sftp://{UrlHost.Of(options)}/";

    // ~ is the folder that the sign-in leads to.
    protected override string Prefix => Absolute ? _server : _server + "~/";

    public override CurlRequest List(string folder) => new(Url(folder, isFolder: true));

    public override CurlRequest Move(string from, string to) => Command("rename ", from, to);

    public override CurlRequest Delete(string path) => Command("rm ", path);

    /// <summary>Each folder from the top; those above may exist, which the star says. The last one's answer tells.</summary>
    public override CurlRequest EnsureFolder(string folder)
    {
        var names = RemoteNames.Join(Root.Trim('/'), folder).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var commands = Enumerable.Range(1, names.Length).Select(depth =>
        {
            var path = (Absolute ? "/" : "") + string.Join('/', names.Take(depth));
            return (byte[])[.. Encoding.ASCII.GetBytes(depth < names.Length ? "*mkdir " : "mkdir "), .. Quoted(path)];
        });
        return Nothing([.. commands]);
    }

    private CurlRequest Command(string verb, params string[] paths)
    {
        var line = new List<byte>(Encoding.ASCII.GetBytes(verb));
        foreach (var path in paths)
            line.AddRange([.. Quoted(FullPath(path)), (byte)' ']);
        line.RemoveAt(line.Count - 1);
        return Nothing([[.. line]]);
    }

    private CurlRequest Nothing(IReadOnlyList<byte[]> commands) => new(Prefix) { NoBody = true, Before = commands };

    private string FullPath(string path) => Absolute ? RemoteNames.Join(Root, path) : RemoteNames.Join(Root.Trim('/'), path).TrimStart('/');

    // By bytes, not characters: the second byte of a GBK character can be a backslash.
    private byte[] Quoted(string path)
    {
        var quoted = new List<byte> { (byte)'"' };
        foreach (var b in Bytes(path))
        {
            if (b is (byte)'"' or (byte)'\\')
                quoted.Add((byte)'\\');
            quoted.Add(b);
        }
        quoted.Add((byte)'"');
        return [.. quoted];
    }
}
