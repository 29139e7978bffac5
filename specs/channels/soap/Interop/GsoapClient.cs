using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Soap;

/// <summary>A C++ client that gSOAP made from the served WSDL alone.</summary>
internal sealed class GsoapClient(GsoapProgram program) : IDisposable
{
    /// <param name="version">11 or 12.</param>
    public static async Task<GsoapClient> BuildAsync(SoapHost host, string version) =>
        new(await GsoapProgram.BuildAsync(host.Wsdl, version, Path.Combine(Interop.Folder, "gsoap/client.cpp")));

    /// <summary>What it printed, as (name, value) lines.</summary>
    public async Task<ILookup<string, string>> CallAsync(SoapHost host) =>
        (await Interop.RunAsync(program.File, [host.Address.ToString()]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToLookup(l => l[0], l => l[1]);

    public void Dispose() => program.Dispose();
}
