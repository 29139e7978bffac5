using System.Diagnostics;
using System.Net.Sockets;

namespace Integration.Specs.Servers;

/// <summary>
/// A server program as a child with a session of its own. It dies with this process, however this one ends: the shell between them
/// holds a pipe, and its end is the sign to kill the whole group.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _shell;
    private readonly string _log;

    private ServerProcess(Process shell, string log) => (_shell, _log) = (shell, log);

    public static async Task<ServerProcess> StartAsync(string program, IReadOnlyList<string> arguments, string log, int port)
    {
        var start = new ProcessStartInfo("setsid", ["--wait", "/bin/sh", "-c", "log=$1; shift; \"$@\" >>\"$log\" 2>&1 </dev/null & cat >/dev/null; kill -KILL 0", "sh", log, program, .. arguments])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/tmp",
        };
        var server = new ServerProcess(Process.Start(start)!, log);
        try
        {
            await server.WaitForAsync(port);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL to the server and all its sessions; ends when they are gone.</summary>
    public void Kill()
    {
        // The tree, not the group: sessions of servers are often leaders of groups of their own.
        _shell.Kill(entireProcessTree: true);
        _shell.WaitForExit();
    }

    public void Dispose()
    {
        if (!_shell.HasExited)
            Kill();
        _shell.Dispose();
    }

    private async Task WaitForAsync(int port)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
        throw new InvalidOperationException($"The server did not open port {port}. It said:\n{(File.Exists(_log) ? await File.ReadAllTextAsync(_log) : "nothing")}");
    }
}
