using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>A hub, and SOAP stacks that are not ours, each a program under <c>interop/</c> that knows nothing but the address of the WSDL.</summary>
public sealed class IndependentClients : IAsyncLifetime
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "interop");
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-interop-").FullName;
    private readonly Dictionary<string, GsoapProgram> _gsoap = [];

    public WholeHub Hub { get; private set; } = null!;

    private Uri Wsdl => new($"{Hub.Hub.Config.Http}/soap/customer-service?wsdl");

    public async ValueTask InitializeAsync() => Hub = await WholeHub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _gsoap.Values)
            program.Dispose();
        await Hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What the client printed: JSON.</summary>
    /// <param name="stack">zeep, php, gsoap or node.</param>
    /// <param name="version">11 or 12.</param>
    /// <param name="arguments">User, password, phone, id of the request.</param>
    public async Task<string> CallAsync(string stack, string version, params string[] arguments) => stack switch
    {
        "zeep" => await Processes.RunAsync("/usr/bin/python3", [Path.Combine(Scripts, "client.py"), Wsdl.ToString(), version, .. arguments]),
        "php" => await Processes.RunAsync("php", [Path.Combine(Scripts, "client.php"), Wsdl.ToString(), version, .. arguments]),
        "node" => await Processes.RunAsync("node", [Path.Combine(await NodeAsync(), "client.js"), Wsdl.ToString(), version, .. arguments]),
        "gsoap" => await Processes.RunAsync((await GsoapAsync(version)).File, [Wsdl.GetLeftPart(UriPartial.Path), .. arguments]),
        _ => throw new ArgumentOutOfRangeException(nameof(stack), stack, "zeep, php, gsoap or node"),
    };

    private async Task<GsoapProgram> GsoapAsync(string version)
    {
        if (!_gsoap.TryGetValue(version, out var program))
            _gsoap[version] = program = await GsoapProgram.BuildAsync(Wsdl, version, Path.Combine(Scripts, "gsoap/client.cpp"));
        return program;
    }

    // The packages of the lock file, to the letter, and no scripts of theirs.
    private async Task<string> NodeAsync()
    {
        var folder = Path.Combine(_folder, "node");
        if (Directory.Exists(folder))
            return folder;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Scripts, "node")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await Processes.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], folder: folder);
        return folder;
    }
}
