namespace Integration.Hub.Channels.Files;

/// <summary>The one decision from libcurl's result and the server's answer to the kind of fault.</summary>
internal static class CurlFaults
{
    public static FolderException Of(CurlAnswer answer, FileEndpointOptions options, string doing)
    {
        var fault = KindOf(answer, options.Transport == FileTransport.Sftp);
        var said = answer.LastLine is { } line && answer.Response >= 400 ? $"server: \"{line}\"" : answer.Error;
        var stalled = answer.Stalled ? $"no byte moved for {options.StallTimeout.TotalSeconds:0} s; " : "";
        return new FolderException(fault, $"{options.Address}: {doing}: {stalled}{said} [{answer.Code}]. {Advice(fault, options)}");
    }

    public static FolderFault KindOf(CurlAnswer answer, bool sftp) => answer.Code switch
    {
        CurlCode.UnsupportedProtocol or CurlCode.NotBuiltIn or CurlCode.UnknownOption
            or CurlCode.CaCertBadFile or CurlCode.LocalCertificate => FolderFault.Setup,
        CurlCode.CouldNotResolveProxy or CurlCode.CouldNotResolveHost or CurlCode.CouldNotConnect => FolderFault.Unreachable,
        CurlCode.PeerFailedVerification => sftp ? FolderFault.HostKey : FolderFault.Certificate,
        CurlCode.SslConnectError or CurlCode.UseSslFailed => FolderFault.Certificate,
        CurlCode.LoginDenied => IsBusy(answer) ? FolderFault.Unreachable : FolderFault.Login,
        CurlCode.RemoteFileNotFound => FolderFault.NotFound,
        CurlCode.RemoteFileExists => FolderFault.AlreadyExists,
        CurlCode.RemoteDiskFull => FolderFault.Full,
        CurlCode.TimedOut when NeverConnected(answer) => FolderFault.Unreachable,
        CurlCode.TimedOut or CurlCode.PartialFile or CurlCode.GotNothing or CurlCode.SendError or CurlCode.ReceiveError
            or CurlCode.AbortedByCallback or CurlCode.WriteError or CurlCode.ReadError => FolderFault.Broken,
        CurlCode.Ssh => FolderFault.Broken,
        CurlCode.WeirdServerReply when IsBusy(answer) => FolderFault.Unreachable,
        _ => ByWords(answer, sftp),
    };

    // The codes left say only which command failed; the reason is in the server's answer.
    private static FolderFault ByWords(CurlAnswer answer, bool sftp) => sftp ? BySftpText(answer.Error) : answer.Response switch
    {
        421 => FolderFault.Unreachable,
        425 or 426 or 451 => FolderFault.Broken,
        452 or 552 => FolderFault.Full,
        530 or 532 => FolderFault.Login,
        550 when answer.Code is CurlCode.CouldNotRetrieveFile or CurlCode.RemoteAccessDenied or CurlCode.QuoteError => FolderFault.NotFound,
        550 or 553 => FolderFault.Denied,
        _ => FolderFault.Protocol,
    };

    private static FolderFault BySftpText(string text)
    {
        bool Says(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
        return Says("No such") || Says("not exist") ? FolderFault.NotFound
            : Says("Permission denied") || Says("Write protected") ? FolderFault.Denied
            : Says("already exists") ? FolderFault.AlreadyExists
            : Says("space") || Says("quota") ? FolderFault.Full
            : Says("Connection lost") || Says("no connection") ? FolderFault.Broken
            : FolderFault.Protocol;
    }

    private static bool NeverConnected(CurlAnswer answer) =>
        answer.Error.Contains("onnection tim", StringComparison.Ordinal) || answer.Error.StartsWith("Resolving", StringComparison.Ordinal);

    private static bool IsBusy(CurlAnswer answer) => answer.Response == 421;

    private static string Advice(FolderFault fault, FileEndpointOptions options) => fault switch
    {
        FolderFault.Unreachable => "Check host, port and whether the server runs.",
        FolderFault.HostKey => "The server's key is not the expected one: ask the partner whether it was changed before trusting it (hostKeySha256, knownHostsFile).",
        FolderFault.Certificate => "The certificate is not trusted for this host name, or TLS is not offered: ask the partner, set caFile.",
        FolderFault.Login => $"Signing in as \"{options.UserName}\" was refused: check user name, password or key.",
        FolderFault.Full => "Ask the partner to make room.",
        FolderFault.Denied => "Ask the partner for the right to do this.",
        FolderFault.Setup => "Check this machine's libcurl and the files named in the options.",
        FolderFault.Broken => "It is tried again.",
        _ => "",
    };
}
