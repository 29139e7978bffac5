using System.Text;
using System.Xml.Linq;
using Integration.Specs.Counterparts;
using Integration.Specs.Servers;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Features.Support;

/// <summary>A data warehouse that subscribes over every channel, by files alone. It looks at what came with its own eyes: queue, PHP, files.</summary>
internal sealed class Warehouse(WholeHub hub, PhpServer php) : IAsyncDisposable
{
    public const string Queue = "the queue", Soap = "SOAP", ByCount = "files by count", ByTime = "files by time";

    private static readonly Dictionary<string, string> Interfaces = new() { [Queue] = "SUB-1", [Soap] = "SUB-2", [ByCount] = "SUB-3", [ByTime] = "SUB-4" };

    private readonly List<JObject> _queued = [];

    /// <summary>Counts within the run, so that what one scenario left cannot be taken for another's.</summary>
    public string Mark { get; } = Guid.NewGuid().ToString("N")[..8];

    private string Adapter => Path.Combine(hub.Folder, "home", "adapters", "warehouse");

    private string HubYaml => Path.Combine(hub.Folder, "config", "hub.yaml");

    private string Files => Path.Combine(hub.Folder, "warehouse-" + Mark);

    public static string IdOf(string form) => Interfaces[form];

    public static async Task<Warehouse> StartAsync(WholeHub hub) => new(hub, await PhpServer.StartAsync(Path.Combine(AppContext.BaseDirectory, "interop", "warehouse.php"),
        folder => new Dictionary<string, string> { ["WSDL"] = Path.Combine(Places.Home, "specs", "how-to", "subscriber.wsdl"), ["JOURNAL"] = Path.Combine(folder, "journal") }));

    /// <summary>Writes its files; nothing of the hub's own is touched but the settings of the site.</summary>
    public void WriteFiles()
    {
        Directory.CreateDirectory(Path.Combine(Adapter, "contract"));
        Directory.CreateDirectory(Files);
        File.Copy(Path.Combine(Places.Home, "specs", "how-to", "subscriber.wsdl"), Path.Combine(Adapter, "contract", "subscriber.wsdl"), overwrite: true);
        File.WriteAllText(Path.Combine(Adapter, "adapter.yaml"), $$"""
            system: warehouse
            name: 数据仓库 data warehouse
            interfaces:
            {{Interface(Queue, "channel: queue\n    address: ${warehouse.queue}\n    format: canonical-json", "")}}
            {{Interface(Soap, "channel: soap\n    address: ${warehouse.soap}\n    contract: contract/subscriber.wsdl\n    soap: { businessFaults: [NotTaken] }\n    format: canonical-xml", "operation: Receive")}}
            {{Interface(ByCount, "channel: file\n    address: ${warehouse.files}\n    file: { folder: count, makeFolder: true }\n    batch: { count: 2, max: 2 }\n    format: canonical-json", "fileName: \"P_{number:000000}.json\"")}}
            {{Interface(ByTime, "channel: file\n    address: ${warehouse.files}\n    file: { folder: time, makeFolder: true }\n    batch: { after: 500ms }\n    format: canonical-xml", "fileName: \"P_{number:000000}.xml\"")}}

            """);
        File.WriteAllText(HubYaml, WithoutOwn(File.ReadAllText(HubYaml)).Replace("settings:\n",
            $"settings:\n  warehouse.queue: sqlite:{Path.Combine(hub.Folder, "queues.db")}#warehouse.{Mark}\n  warehouse.soap: {php.Address}\n  warehouse.files: {Files}\n", StringComparison.Ordinal));
    }

    /// <summary>Customers that it has got so far over one form, in the order in which they came.</summary>
    public async Task<IReadOnlyList<string>> GotAsync(string form) => form switch
    {
        Queue => [.. (await QueuedAsync()).SelectMany(m => m["records"]!).Select(Name)],
        Soap => [.. Called().SelectMany(Names)],
        ByCount => [.. Written("count").SelectMany(f => f.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(l => Name(JObject.Parse(l)))],
        _ => [.. Written("time").SelectMany(f => Names(XElement.Parse(f)))],
    };

    /// <summary>Records of the files by count, by file.</summary>
    public IReadOnlyList<int> RecordsByCount => [.. Written("count").Select(f => f.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length)];

    /// <summary>The bodies of its SOAP calls.</summary>
    public IReadOnlyList<XElement> Called()
    {
        var journal = Path.Combine(php.Folder, "journal");
        return File.Exists(journal) ? [.. File.ReadAllLines(journal).Select(l => XDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(l))).Descendants(Messages + "messages").Single())] : [];
    }

    public async ValueTask DisposeAsync()
    {
        // What still waits would come to the next scenario's warehouse, which has the same interfaces.
        await Patience.UntilAsync("nothing waits for the warehouse", async () => (await hub.Operations.SubscriberFiguresAsync(CancellationToken.None)).Where(f => Interfaces.ContainsValue(f.Subscriber)).ToList(), left => left.Count == 0);
        Directory.Delete(Adapter, recursive: true);
        File.WriteAllText(HubYaml, WithoutOwn(File.ReadAllText(HubYaml)));
        await hub.Hub.ReloadAsync(CancellationToken.None);
        await php.DisposeAsync();
    }

    private static XNamespace Messages => "urn:integration:canonical:messages:v1";

    private string Interface(string form, string channel, string more) => $$"""
          - id: {{IdOf(form)}}
            summary: 高级客户 profiles of the province's best customers
            direction: out
            {{channel}}
            retry: { attempts: 3, first: 300ms, max: 1s }
            subscribe:
              - message: CustomerProfileChanged@1
                {{(more.Length > 0 ? more : "# the canonical type is its name")}}
                filter: { levels: [diamond, gold], orgUnits: [cn.zj], when: 'status == "active" and starts_with(customerNo, "W{{Mark}}")' }
        """;

    private static string WithoutOwn(string yaml) => string.Join('\n', yaml.Split('\n').Where(l => !l.StartsWith("  warehouse.", StringComparison.Ordinal)));

    private async Task<IReadOnlyList<JObject>> QueuedAsync()
    {
        // A look: takes what is there now, and stops when nothing comes for a moment.
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        moment.CancelAfter(TimeSpan.FromSeconds(1));
        await using var port = new SqliteTableQueuePort(Path.Combine(hub.Folder, "queues.db"), "warehouse." + Mark);
        await port.ReceiveAsync((message, _) =>
        {
            _queued.Add(JObject.Parse(Encoding.UTF8.GetString(message.Body.Span)));
            return Task.CompletedTask;
        }, moment.Token);
        return _queued;
    }

    private IEnumerable<string> Written(string folder) => Directory.Exists(Path.Combine(Files, folder))
        ? Directory.EnumerateFiles(Path.Combine(Files, folder), "P_*").Order(StringComparer.Ordinal).Select(File.ReadAllText)
        : [];

    private static string Name(JToken record) => (string)record["name"]!;

    private static IEnumerable<string> Names(XElement messages) => messages.Elements().Select(r => r.Elements().Single(e => e.Name.LocalName == "name").Value);
}
