using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Integration.Specs.Servers;

/// <summary>Small helpers for starting real servers.</summary>
public static class Processes
{
    // Below the ports that systems give to outgoing connections (from 32768 on Linux): one of those may be taken by a connection between
    // its choice and the server's start. Each process has a block of its own, so that two do not choose alike.
    private const int FirstPort = 18_000, Blocks = 97, PortsInBlock = 144;
    private static int _chosen = Random.Shared.Next(PortsInBlock);

    /// <summary>A port on loopback that nobody listens on and that is not chosen again soon.</summary>
    public static int FreePort()
    {
        var block = FirstPort + (Environment.ProcessId % Blocks * PortsInBlock);
        for (var tries = 0; tries < PortsInBlock; tries++)
        {
            var port = block + (int)((uint)Interlocked.Increment(ref _chosen) % PortsInBlock);
            if (IsFree(port))
                return port;
        }
        throw new InvalidOperationException($"No port from {block} to {block + PortsInBlock - 1} is free on loopback.");
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Folder of a program, looked for in the given folders and then on PATH; null if it is nowhere.</summary>
    public static string? FindFolder(string program, IEnumerable<string> folders) =>
        folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Concat(["/usr/sbin", "/usr/local/sbin"])
            .FirstOrDefault(f => f.Length > 0 && File.Exists(Path.Combine(f, program)));

    /// <summary>Runs to the end; throws with what it printed when it fails.</summary>
    /// <param name="folder">Where it runs; null: a folder that every user may enter.</param>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        // Output goes to a file, not a pipe: a daemon started by the program would keep a pipe open for ever.
        var log = Path.GetTempFileName();
        try
        {
            var line = string.Join(' ', arguments.Prepend(program).Select(a => "'" + a.Replace("'", "'\\''") + "'"));
            var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {line} >'{log}' 2>&1 </dev/null"]) { WorkingDirectory = folder ?? "/tmp" };
            foreach (var (name, value) in environment ?? new Dictionary<string, string>())
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            var output = await File.ReadAllTextAsync(log);
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
        }
        finally
        {
            File.Delete(log);
        }
    }
}
