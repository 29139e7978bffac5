namespace Integration.Hub.Host.Demo;

/// <summary>Where everything of a demo world is; becomes its hub.yaml.</summary>
internal sealed record DemoSettings(
    string Folder, string Http, string Store, string BillingFiles, string BillingSoap, string ResourceSoap, string WorkOrders, string WorkEvents,
    string FilesCredential, string QueueCredential)
{
    public string ConfigFolder => Path.Combine(Folder, "config");

    /// <summary>Passwords of a world that lives on loopback and for a day; a real deployment refers to the environment or to files.</summary>
    public const string CustomerServicePassword = "kefu-2026";

    public string Write(string home)
    {
        Directory.CreateDirectory(ConfigFolder);
        File.WriteAllText(Path.Combine(ConfigFolder, "hub.yaml"), $$"""
            # Written anew at each start by ./run: the demo world on loopback.
            node: hub-1
            http: {{Http}}
            store: {{Store}}
            mappings: {{Path.Combine(home, "mappings")}}
            adapters:
              - {{Path.Combine(home, "adapters")}}
            settings:
              billing.files: "{{BillingFiles}}"
              billing.soap: {{BillingSoap}}
              resource.soap: {{ResourceSoap}}
              n97.work-orders: "{{WorkOrders}}"
              n97.events: "{{WorkEvents}}"
            credentials:
              billing-files: {{FilesCredential}}
              billing-soap: { user: hub, password: hub-2026 }
              resource-soap: { user: hub, password: hub-2026 }
              n97-queue: {{QueueCredential}}
              customer-service: { user: kefu, password: {{CustomerServicePassword}} }
            """);
        return ConfigFolder;
    }
}
