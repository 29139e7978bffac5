using Integration.Specs.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(Integration.Specs.Channels.Files.SharedServers))]

namespace Integration.Specs.Channels.Files;

/// <summary>One server of each kind for all tests that only need a folder of their own on it; started when first asked for.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    private readonly Lazy<Task<VsftpdServer>> _ftp = new(() => VsftpdServer.StartAsync());
    private readonly Lazy<Task<VsftpdServer>> _ftps = new(() => VsftpdServer.StartAsync(tls: true));
    private readonly Lazy<Task<SshdServer>> _sftp = new(() => SshdServer.StartAsync());

    public SharedServers() => Current = this;

    public static SharedServers Current { get; private set; } = null!;

    public Task<VsftpdServer> FtpAsync() => _ftp.Value;

    public Task<VsftpdServer> FtpsAsync() => _ftps.Value;

    public Task<SshdServer> SftpAsync() => _sftp.Value;

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_ftp);
        await StopAsync(_ftps);
        await StopAsync(_sftp);
    }

    private static async Task StopAsync<T>(Lazy<Task<T>> server)
        where T : IAsyncDisposable
    {
        if (server.IsValueCreated)
            await (await server.Value).DisposeAsync();
    }
}
