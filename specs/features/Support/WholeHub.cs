using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Features;

/// <summary>A hub with all its counterparts on loopback, started once for all scenarios; its archive knows the customers of the world.</summary>
public sealed class WholeHub : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Dictionary<string, Receipt> _receipts = [];
    private int _taken;

    private WholeHub(string folder, DemoWorld demo, RunningHub hub)
    {
        (_folder, Demo, Hub) = (folder, demo, hub);
        CustomerService = demo.CustomerService(hub.Config.Http);
        Archive = new ArchiveTables(hub.Stores);
    }

    internal DemoWorld Demo { get; }

    public RunningHub Hub { get; }

    public CustomerServiceCounterpart CustomerService { get; }

    public World World => Demo.World;

    public BillingCounterpart Billing => Demo.Billing;

    public ResourceCounterpart Resource => Demo.Resource;

    public Ninety7Counterpart Ninety7 => Demo.Ninety7;

    public IMessageBoxOperations Operations => Hub.Stores.Operations;

    internal ArchiveTables Archive { get; }

    /// <summary>Where billing keeps the files as it wrote them.</summary>
    public string BillingFolder => Path.Combine(_folder, "billing");

    /// <summary>The folder that the hub looks into.</summary>
    public string DropFolder => Demo.Settings["billing.files"];

    /// <summary>A folder of its own for queues, files and journals.</summary>
    public string Folder => _folder;

    // Results of debits are due when their day begins, so that a feature need not wait for the next one.
    private const string More = "timeZone: Asia/Shanghai\ndebitResults: { days: 0, at: \"00:00\" }\n";

    /// <summary>The world of the features: everything as it is in the repository, the archive filled.</summary>
    public static async Task<WholeHub> StartAsync()
    {
        var whole = await StartAsync((folder, settings) => (settings with { More = settings.More + More }).Write(Impatient.Home(folder)));
        await ArchiveSeed.FillAsync(whole.Hub, whole.World);
        return whole;
    }

    /// <param name="configure">Writes the configuration folder; gets the folder and where everything is.</param>
    internal static async Task<WholeHub> StartAsync(Func<string, DemoSettings, string> configure)
    {
        var folder = Directory.CreateTempSubdirectory("hub-features-").FullName;
        var demo = await DemoWorld.StartAsync(folder, $"http://127.0.0.1:{Processes.FreePort()}", server: false, returnEvery: 0, CancellationToken.None);
        try
        {
            var hub = await RunningHub.StartAsync(configure(folder, demo.Settings), TimeProvider.System, LogLevel.Warning, CancellationToken.None);
            return new WholeHub(folder, demo, hub);
        }
        catch
        {
            await demo.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>A customer that no other scenario has.</summary>
    public WorldCustomer NextCustomer() => World.Customer(_taken++);

    /// <summary>What the core app says; routed like any other message.</summary>
    public async Task<MessageId> PostAsync<T>(T message, string businessKey, string duplicateKey) where T : class =>
        (await Hub.Runtime.PostAsync(Posting.Envelope(message, "core", businessKey, duplicateKey, Hub.Time), TestContext.Current.CancellationToken)).Id;

    public async Task<MessageDetail> MessageAsync(MessageId id) =>
        await Operations.GetAsync(id, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"the box does not know message {id}");

    /// <summary>Messages of the conversation that a message began, of one type.</summary>
    public async Task<IReadOnlyList<MessageSummary>> HeardAsync(MessageId began, string type) =>
        [.. (await Operations.TraceAsync(new TraceQuery((await MessageAsync(began)).Envelope.ConversationId, null), TestContext.Current.CancellationToken)).Where(m => m.Type == type)];

    /// <summary>The hub's receipt for a bill file, once it has come.</summary>
    public async Task<Receipt> ReceiptAsync(string fileName)
    {
        await Patience.UntilAsync($"the receipt of {fileName}", async () =>
        {
            foreach (var receipt in await Billing.Bills.ReadReceiptsAsync(TestContext.Current.CancellationToken))
                _receipts[receipt.FileName] = receipt;
            return (Came: _receipts.ContainsKey(fileName), Hub.Runtime.Receivers["BIL-1"]);
        }, seen => seen.Came);
        return _receipts[fileName];
    }

    /// <summary>Everybody behaves again.</summary>
    public void Calm()
    {
        foreach (var board in Demo.Moods.Append(CustomerService.Moods))
        {
            foreach (var (@interface, _) in board.All)
                board.Clear(@interface);
        }
    }

    public async ValueTask DisposeAsync()
    {
        CustomerService.Dispose();
        await Hub.DisposeAsync();
        await Demo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
