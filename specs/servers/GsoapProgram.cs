namespace Integration.Specs.Servers;

/// <summary>A C++ client made from a served WSDL alone: wsdl2h reads it, soapcpp2 writes the code, g++ compiles it with the caller's own main.</summary>
public sealed class GsoapProgram : IDisposable
{
    private readonly string _folder;

    private GsoapProgram(string folder) => _folder = folder;

    /// <summary>The compiled client.</summary>
    public string File => Path.Combine(_folder, "client");

    /// <param name="wsdl">Where the WSDL is served.</param>
    /// <param name="version">11 or 12.</param>
    /// <param name="source">The program that uses the generated proxy.</param>
    public static async Task<GsoapProgram> BuildAsync(Uri wsdl, string version, string source)
    {
        var program = new GsoapProgram(Directory.CreateTempSubdirectory("hub-gsoap-").FullName);
        await program.RunAsync("wsdl2h", "-o", "care.h", wsdl.ToString());
        await program.RunAsync("soapcpp2", "-C", "-j", "-w", "-x", version == "12" ? "-2" : "-1", "-I/usr/share/gsoap/import", "care.h");
        var proxies = Directory.EnumerateFiles(program._folder, "soap*Proxy.cpp").Select(p => Path.GetFileName(p)!);
        await program.RunAsync("g++", ["-O0", "-w", "-I.", "-o", "client", source, "soapC.cpp", .. proxies, "-lgsoap++"]);
        return program;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task RunAsync(string program, params string[] arguments) => Processes.RunAsync(program, arguments, folder: _folder);
}
