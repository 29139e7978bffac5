using System.Text;

namespace Integration.Hub.Channels.Files;

/// <summary>How the operations of a folder are said in one protocol. Pure: makes requests, runs nothing.</summary>
internal abstract class CurlDialect(FileEndpointOptions options, NameCodec codec)
{
    protected string Root { get; } = options.Folder.TrimEnd('/');

    protected bool Absolute { get; } = options.Folder.StartsWith('/');

    public abstract CurlRequest List(string folder);

    public CurlRequest Find(string path) => new(Url(path, isFolder: false)) { NoBody = true, AskFileTime = true };

    public CurlRequest Read(string path, long offset, TakeBytes take) => new(Url(path, isFolder: false)) { Offset = offset, Take = take };

    public CurlRequest Write(string path, GiveBytes give) => new(Url(path, isFolder: false)) { Give = give };

    public abstract CurlRequest Move(string from, string to);

    public abstract CurlRequest Delete(string path);

    public abstract CurlRequest EnsureFolder(string folder);

    /// <summary>Text before the path.</summary>
    protected abstract string Prefix { get; }

    /// <summary>The names are encoded byte by byte, so that any server encoding comes through.</summary>
    protected string Url(string path, bool isFolder)
    {
        var full = RemoteNames.Join(Root.TrimStart('/'), path).Trim('/');
        var url = new StringBuilder(Prefix);
        foreach (var name in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
            url.Append(Escaped(codec.Encode(name))).Append('/');
        if (!isFolder)
            url.Length--;
        return url.ToString();
    }

    protected byte[] Bytes(string text) => codec.Encode(text);

    private static string Escaped(byte[] name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var b in name)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_')
                text.Append((char)b);
            else
                text.Append('%').Append(b.ToString("X2", null));
        }
        return text.ToString();
    }
}
