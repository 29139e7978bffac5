using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Integration.Specs.Servers;

/// <summary>A PostgreSQL of its own in a temporary folder on a free loopback port; fsync on. Gone with <see cref="DisposeAsync"/>.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _bin;
    private readonly bool _keep;

    private PostgresServer(string folder, string bin, int port, bool keep) => (_folder, _bin, Port, _keep) = (folder, bin, port, keep);

    public int Port { get; }

    /// <summary>Connection string of a database on this server.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=hub;Database={database};Maximum Pool Size=40;Include Error Detail=true";

    /// <param name="folder">Keep the data in this folder over restarts; null: a temporary one, removed at the end.</param>
    /// <param name="port">Fixed port; null: a free one.</param>
    public static async Task<PostgresServer> StartAsync(string? folder = null, int? port = null)
    {
        var bin = Processes.FindFolder("initdb", Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))]
            : [])
            ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        var data = folder ?? Directory.CreateTempSubdirectory("hub-pg-").FullName;
        var server = new PostgresServer(data, bin, port ?? Processes.FreePort(), keep: folder is not null);
        Directory.CreateDirectory(data);
        if (Environment.IsPrivilegedProcess)
            await Processes.RunAsync("chown", ["-R", "postgres", data]);
        var cluster = Path.Combine(data, "data");
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
            await server.RunAsync("initdb", ["-D", cluster, "-U", "hub", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        await server.RunAsync("pg_ctl", ["-D", cluster, "-w", "-t", "60", "-l", Path.Combine(data, "log"), "-o",
            $"-p {server.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c max_connections=300 -c shared_buffers=256MB -c max_wal_size=2GB", "start"]);
        return server;
    }

    public async Task<string> CreateDatabaseAsync(string name)
    {
        await RunAsync("createdb", ["-h", "127.0.0.1", "-p", Port.ToString(), "-U", "hub", name]);
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"]);
        if (!_keep)
            Directory.Delete(_folder, recursive: true);
    }

    // initdb and the server refuse to run as root; then they run as the package's own user.
    private Task RunAsync(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? Processes.RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_bin, program), .. arguments])
        : Processes.RunAsync(Path.Combine(_bin, program), arguments);
}
