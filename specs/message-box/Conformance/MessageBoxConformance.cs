using System.Text;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <summary>What every store of the message box has to do, whatever it stands on. One empty database per test.</summary>
public abstract partial class MessageBoxConformance(IStores stores) : IAsyncLifetime
{
    private readonly List<MessageBoxStore> _opened = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected ManualTimeProvider Time { get; } = Some.Clock();

    protected IStore Store { get; private set; } = null!;

    /// <summary>Node n1.</summary>
    protected MessageBoxStore Box { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Store = await stores.CreateAsync();
        Box = Node("n1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var box in _opened)
            await box.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_archive, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Another node on the same database.</summary>
    protected MessageBoxStore Node(string name)
    {
        var box = Store.Open(name, Time);
        _opened.Add(box);
        return box;
    }

    protected async Task<MessageId> Accept(AcceptItem item)
    {
        var result = await Box.AcceptAsync(item, Stop);
        Assert.Equal(AcceptStatus.Accepted, result.Status);
        return result.Id;
    }

    protected async Task<ClaimedDelivery> ClaimOne(string subscriber = "archive", bool skipParked = false) =>
        Assert.Single(await Box.ClaimAsync(Some.Claim(subscriber, skipParked: skipParked), Stop));

    protected async Task NothingToClaim(string subscriber = "archive", bool skipParked = false) =>
        Assert.Empty(await Box.ClaimAsync(Some.Claim(subscriber, skipParked: skipParked), Stop));

    protected Task<bool> Complete(ClaimedDelivery delivery, DeliveryOutcome? outcome = null) =>
        Box.CompleteAsync(delivery, outcome ?? Some.Delivered(), Stop).AsTask();

    protected async Task<DeliverySummary> Delivery(MessageId id, string subscriber = "archive") =>
        Assert.Single((await Box.GetAsync(id, Stop))!.Summary.Deliveries, d => d.Subscriber == subscriber);

    protected async Task<DeliveryState> State(MessageId id, string subscriber = "archive") => (await Delivery(id, subscriber)).State;

    /// <summary>A parked delivery of a new message.</summary>
    protected async Task<MessageId> Parked(string subscriber = "archive", string? orderKey = null, Failure? failure = null)
    {
        var id = await Accept(Some.Item(subscriber, orderKey));
        var delivery = await ClaimOne(subscriber);
        Assert.Equal(id, delivery.Id.Message);
        Assert.True(await Complete(delivery, new DeliveryOutcome.Park(failure ?? Some.Failure(), [], [])));
        return id;
    }

    protected static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

public sealed class PostgresMessageBox_(PostgresStores stores) : MessageBoxConformance(stores);

public sealed class SqliteMessageBox_(SqliteStores stores) : MessageBoxConformance(stores);
