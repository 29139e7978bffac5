namespace Integration.Specs.Hub.Configuration;

/// <summary>A configuration folder in a temporary place: good as it stands, so that a test writes only what it wants wrong.</summary>
internal sealed class ConfigFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hub-config-").FullName;

    public ConfigFolder()
    {
        Directory.CreateDirectory(Path.Combine(_root, "mappings"));
        Directory.CreateDirectory(Path.Combine(_root, "adapters"));
        Write("hub.yaml", """
            node: node-1
            store: { kind: sqlite, file: hub.db }
            mappings: mappings
            adapters: [adapters]
            settings:
              billing.host: 127.0.0.1
              billing.soap: http://${billing.host}:9/soap
            credentials:
              billing: { user: hub, password: secret }
            """);
    }

    public string Root => _root;

    public void Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>The text without the folder, so that tests read <c>adapters/billing/adapter.yaml:4: …</c>.</summary>
    public string Short(string text) => text.Replace(_root + "/", "");

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
