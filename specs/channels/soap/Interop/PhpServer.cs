using System.Text.Json;

namespace Integration.Specs.Channels.Soap;

/// <summary>PHP's SoapServer on the test contract, on a free loopback port.</summary>
public sealed class PhpServer : IAsyncLifetime
{
    private Servers.PhpServer _server = null!;

    public Uri Address(string query = "") => new(_server.Address, "care" + query);

    public IReadOnlyList<JsonElement> Journal => File.Exists(JournalIn(_server.Folder))
        ? [.. File.ReadAllLines(JournalIn(_server.Folder)).Select(l => JsonDocument.Parse(l).RootElement)]
        : [];

    public async ValueTask InitializeAsync() => _server = await Servers.PhpServer.StartAsync(Path.Combine(Interop.Folder, "php/server.php"),
        folder => new Dictionary<string, string> { ["WSDL"] = SoapHost.Contract.File, ["JOURNAL"] = JournalIn(folder) });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string JournalIn(string folder) => Path.Combine(folder, "journal");
}
