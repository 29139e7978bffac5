using System.Buffers.Text;

namespace Integration.Hub.Channels.Files;

/// <summary>Says what is wrong with endpoint options before anything connects.</summary>
internal static class FileEndpointCheck
{
    public static IEnumerable<string> Problems(FileEndpointOptions options) =>
        options.Transport == FileTransport.Local ? LocalProblems(options) : RemoteProblems(options);

    private static IEnumerable<string> LocalProblems(FileEndpointOptions options)
    {
        if (!Path.IsPathFullyQualified(options.Folder))
            yield return $"folder \"{options.Folder}\": expected an absolute path.";
    }

    private static IEnumerable<string> RemoteProblems(FileEndpointOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
            yield return "host is missing.";
        if (options.Port is < 1 or > 65535)
            yield return $"port {options.Port}: expected 1 to 65535.";
        if (RemoteNames.ProblemOfPath(options.Folder.Trim('/')) is { } problem)
            yield return $"folder \"{options.Folder}\": {problem}.";
        if (string.IsNullOrEmpty(options.UserName))
            yield return "user name is missing.";
        if (NameCodec.Find(options.NameEncoding) is null)
            yield return $"name encoding \"{options.NameEncoding}\" is not known: expected utf-8, gbk, gb18030 …";
        foreach (var file in new[] { options.PrivateKeyFile, options.KnownHostsFile, options.CaFile })
        {
            if (file is not null && !File.Exists(file))
                yield return $"file \"{file}\" is not there.";
        }
        foreach (var text in options.Transport == FileTransport.Sftp ? SftpProblems(options) : FtpProblems(options))
            yield return text;
    }

    private static IEnumerable<string> SftpProblems(FileEndpointOptions options)
    {
        if (options.Password is null && options.PrivateKeyFile is null)
            yield return "neither password nor private key file is given.";
        if (options.HostKeySha256 is { } fingerprint && !IsFingerprint(Fingerprint(fingerprint)))
            yield return $"host key fingerprint \"{fingerprint}\": expected 43 base64 characters, as ssh-keygen -lf prints them.";
        if (options.KnownHostsFile is null && options.HostKeySha256 is null && !options.TrustAnyServer)
            yield return "no known-hosts file and no host key fingerprint: the server could be anybody. Give one of them (or trustAnyServer, for tests only).";
    }

    private static IEnumerable<string> FtpProblems(FileEndpointOptions options)
    {
        if (options.Password is null)
            yield return "password is missing.";
        if (options.PrivateKeyFile is not null)
            yield return "a private key is for SFTP only.";
        // The names go into protocol lines.
        if ((options.UserName + options.Password).AsSpan().IndexOfAny('\r', '\n') >= 0)
            yield return "user name or password has a line break in it.";
    }

    public static string Fingerprint(string text) =>
        (text.StartsWith("SHA256:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text).TrimEnd('=');

    private static bool IsFingerprint(string text) => text.Length == 43 && Base64.IsValid(text + "=");
}
