namespace Integration.Specs.Channels.Soap;

/// <summary>A C++ client: wsdl2h reads the served WSDL, soapcpp2 makes the code, g++ compiles it. Once per version for all tests of a run.</summary>
internal sealed class GsoapClient : IDisposable
{
    private readonly string _folder;

    private GsoapClient(string folder) => _folder = folder;

    /// <param name="version">11 or 12.</param>
    public static async Task<GsoapClient> BuildAsync(SoapHost host, string version)
    {
        var client = new GsoapClient(Directory.CreateTempSubdirectory("hub-gsoap-").FullName);
        await client.RunAsync("wsdl2h", "-o", "care.h", host.Wsdl.ToString());
        await client.RunAsync("soapcpp2", ["-C", "-j", "-w", "-x", version == "12" ? "-2" : "-1", "-I/usr/share/gsoap/import", "care.h"]);
        await client.RunAsync("g++", "-O0", "-w", "-I.", "-o", "client", Path.Combine(Interop.Folder, "gsoap/client.cpp"), "soapC.cpp", "soapCustomerCareSoap11Proxy.cpp", "-lgsoap++");
        return client;
    }

    /// <summary>What it printed, as (name, value) lines.</summary>
    public async Task<ILookup<string, string>> CallAsync(SoapHost host) =>
        (await Interop.RunAsync(Path.Combine(_folder, "client"), [host.Address.ToString()], _folder))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToLookup(l => l[0], l => l[1]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<string> RunAsync(string program, params string[] arguments) => Interop.RunAsync(program, arguments, _folder);
}
