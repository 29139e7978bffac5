namespace Integration.Hub.Channels.Files;

/// <summary>Settings that every request to one endpoint has: sign-in, trust, time limits.</summary>
internal sealed class CurlSetup(FileEndpointOptions options)
{
    public TimeSpan StallTimeout => options.StallTimeout;

    public void Apply(CurlHandle handle)
    {
        // Time-outs by signals would hit the whole process.
        LibCurl.Set(handle, CurlOption.NoSignal, 1);
        // A proxy out of the environment would carry the partner's credentials elsewhere.
        Set(handle, CurlOption.Proxy, "");
        LibCurl.Set(handle, CurlOption.ConnectTimeoutMs, (nint)options.ConnectTimeout.TotalMilliseconds);
        LibCurl.Set(handle, CurlOption.ServerResponseTimeout, (nint)Math.Max(1, options.StallTimeout.TotalSeconds));
        LibCurl.Set(handle, CurlOption.TcpKeepAlive, 1);
        LibCurl.Set(handle, CurlOption.BufferSize, 128 * 1024);
        LibCurl.Set(handle, CurlOption.UploadBufferSize, 128 * 1024);
        if (options.Port is { } port)
            LibCurl.Set(handle, CurlOption.Port, port);
        Set(handle, CurlOption.UserName, options.UserName!);
        if (options.Password is { } password)
            Set(handle, CurlOption.Password, password);
        if (options.Transport == FileTransport.Sftp)
            ApplySftp(handle);
        else
            ApplyFtp(handle);
    }

    /// <exception cref="FolderException">This libcurl does not know the option: going on without it could mean going on unchecked.</exception>
    public static void Set(CurlHandle handle, CurlOption option, string value)
    {
        var code = (CurlCode)LibCurl.Set(handle, option, value);
        if (code != CurlCode.Ok)
            throw new FolderException(FolderFault.Setup, $"This machine's libcurl cannot do what is asked ({option}): {LibCurl.Describe(code)}. Expected libcurl 7.80 or later with libssh2: apt-get install libcurl4");
    }

    private void ApplyFtp(CurlHandle handle)
    {
        const int tlsForControlAndData = 3;
        const int tls12 = 6;
        // The address in a PASV answer is often a private one behind a NAT, and could point anywhere.
        LibCurl.Set(handle, CurlOption.FtpSkipPasvIp, 1);
        if (options.Transport == FileTransport.Ftp)
            return;
        LibCurl.Set(handle, CurlOption.UseSsl, tlsForControlAndData);
        LibCurl.Set(handle, CurlOption.SslVersion, options.AllowTls13 ? tls12 : tls12 | tls12 << 16);
        LibCurl.Set(handle, CurlOption.SslVerifyPeer, options.TrustAnyServer ? 0 : 1);
        LibCurl.Set(handle, CurlOption.SslVerifyHost, options.TrustAnyServer ? 0 : 2);
        if (options.CaFile is { } authorities)
            Set(handle, CurlOption.CaInfo, authorities);
    }

    private void ApplySftp(CurlHandle handle)
    {
        if (options.PrivateKeyFile is { } key)
            Set(handle, CurlOption.SshPrivateKeyFile, key);
        if (options.PrivateKeyPassphrase is { } passphrase)
            Set(handle, CurlOption.KeyPassword, passphrase);
        if (options.TrustAnyServer)
            return;
        if (options.HostKeySha256 is { } fingerprint)
            Set(handle, CurlOption.SshHostPublicKeySha256, FileEndpointCheck.Fingerprint(fingerprint));
        if (options.KnownHostsFile is { } known)
            Set(handle, CurlOption.SshKnownHosts, known);
    }
}
