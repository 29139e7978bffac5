using Integration.Hub;
using Integration.Hub.Channels.Files;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>Who is on the other side is checked before anything is told to it, and each refusal says why.</summary>
public sealed class TrustSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unexpected_host_key_is_refused_by_fingerprint_and_by_known_hosts()
    {
        await using var server = await SshdServer.StartAsync();
        await using var other = await SshdServer.StartAsync();
        var options = FolderUnderTest.OptionsOf(server) with { KnownHostsFile = null };
        await AssertWorks(options with { HostKeySha256 = server.HostKeySha256 });
        await AssertWorks(options with { HostKeySha256 = "SHA256:" + server.HostKeySha256 + "=" });
        await AssertWorks(options with { TrustAnyServer = true });

        await AssertDown("file.host-key", options with { HostKeySha256 = other.HostKeySha256 });
        // The right fingerprint does not heal a wrong known-hosts file and the other way round.
        await AssertDown("file.host-key", options with { KnownHostsFile = other.KnownHostsFile });
        await AssertDown("file.host-key", options with { KnownHostsFile = server.KnownHostsFile, HostKeySha256 = other.HostKeySha256 });
    }

    [Fact]
    public async Task A_changed_host_key_is_refused_by_known_hosts()
    {
        await using var server = await SshdServer.StartAsync();
        await using var other = await SshdServer.StartAsync();
        var swapped = (await File.ReadAllTextAsync(other.KnownHostsFile, Cancel)).Replace($":{other.Port} ", $":{server.Port} ", StringComparison.Ordinal);
        await File.WriteAllTextAsync(other.KnownHostsFile, swapped, Cancel);
        await AssertDown("file.host-key", FolderUnderTest.OptionsOf(server) with { KnownHostsFile = other.KnownHostsFile });
    }

    [Fact]
    public async Task A_wrong_key_or_password_is_refused_as_a_login()
    {
        await using var ssh = await SshdServer.StartAsync();
        await using var other = await SshdServer.StartAsync();
        await AssertDown("file.login", FolderUnderTest.OptionsOf(ssh) with { PrivateKeyFile = other.UserKeyFile });
        await using var ftp = await VsftpdServer.StartAsync();
        await AssertDown("file.login", FolderUnderTest.OptionsOf(ftp) with { Password = "secret-and-wrong" });
    }

    [Fact]
    public async Task An_unknown_certificate_and_a_wrong_host_name_are_refused()
    {
        await using var server = await VsftpdServer.StartAsync(tls: true);
        await using var other = await VsftpdServer.StartAsync(tls: true);
        var options = FolderUnderTest.OptionsOf(server);
        await AssertWorks(options with { Host = "localhost" });
        await AssertWorks(options with { CaFile = null, TrustAnyServer = true });
        await AssertDown("file.certificate", options with { CaFile = null });
        await AssertDown("file.certificate", options with { CaFile = other.CertificateFile });
        await using var named = await VsftpdServer.StartAsync(tls: true, certificateName: "ftp.bank.example");
        await AssertDown("file.certificate", FolderUnderTest.OptionsOf(named));
    }

    [Fact]
    public async Task A_server_without_tls_is_refused_where_tls_is_asked_for()
    {
        await using var server = await VsftpdServer.StartAsync();
        await AssertDown("file.certificate", FolderUnderTest.OptionsOf(server) with { Transport = FileTransport.FtpsExplicit });
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        var options = new FileEndpointOptions { Transport = FileTransport.Ftp, Host = "127.0.0.1", Port = Processes.FreePort(), Folder = "/", UserName = "a", Password = "b" };
        await AssertDown("file.unreachable", options);
        await AssertDown("file.unreachable", options with { Transport = FileTransport.Sftp, TrustAnyServer = true });
        await AssertDown("file.unreachable", options with { Host = "no-such-host.invalid" });
    }

    [Fact]
    public void An_sftp_endpoint_without_any_way_to_know_the_server_is_refused_at_the_start()
    {
        var options = new FileEndpointOptions { Transport = FileTransport.Sftp, Host = "bank", Folder = "/", UserName = "a", Password = "b" };
        var fault = Assert.Throws<FolderException>(() => RemoteFolders.Open(options, TimeProvider.System));
        Assert.Equal(FolderFault.Setup, fault.Fault);
        Assert.Contains("fingerprint", fault.Message, StringComparison.Ordinal);
    }

    private static async Task AssertWorks(FileEndpointOptions options)
    {
        await using var channel = new FileSendingChannel(new FileSendingOptions(), RemoteFolders.Open(options, TimeProvider.System));
        await channel.ProbeAsync(Cancel);
    }

    private static async Task AssertDown(string code, FileEndpointOptions options)
    {
        await using var channel = new FileSendingChannel(new FileSendingOptions(), RemoteFolders.Open(options, TimeProvider.System));
        var failure = (await Assert.ThrowsAsync<ChannelException>(() => channel.ProbeAsync(Cancel))).Failure;
        Assert.Equal((FailureKind.EndpointDown, code), (failure.Kind, failure.Code));
        Assert.Contains(options.Host, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message + failure.Detail, StringComparison.Ordinal);
    }
}
