using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Host.Hosting;

/// <summary>A hub seen from beside it: its configuration and its database are open, while it runs in another process or not at all.</summary>
internal sealed class HubAside : IAsyncDisposable
{
    private readonly Wiring _wiring;

    private HubAside(Stores stores, Wiring wiring) => (Stores, _wiring) = (stores, wiring);

    public Stores Stores { get; }

    /// <param name="node">Name of who looks.</param>
    public static async Task<HubAside> OpenAsync(string configFolder, string node, CancellationToken cancellationToken)
    {
        var (config, loaded) = ConfigCheck.Load(configFolder);
        var stores = await Stores.OpenAsync(config, TimeProvider.System, node, cancellationToken);
        var wiring = loaded.Wire(stores.QueryHandlers, stores.Customers);
        stores.Route(wiring);
        return new HubAside(stores, wiring);
    }

    /// <summary>Puts what a system or part of this hub says into its box.</summary>
    public async Task<MessageId> PostAsync<T>(T message, string key, string duplicateKey, CancellationToken cancellationToken, string system = "core", Origin origin = default)
        where T : class
    {
        var envelope = Posting.Envelope(message, system, key, duplicateKey, Stores.Time, origin);
        return (await Stores.Hub.Box.AcceptAsync(new AcceptItem(envelope, Stores.Router(_wiring).Plan(envelope), []), cancellationToken)).Id;
    }

    /// <summary>Figures of one of its interfaces; null before its first message.</summary>
    public async Task<InterfaceFigures?> FiguresAsync(string @interface, CancellationToken cancellationToken) =>
        (await Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, cancellationToken)).FirstOrDefault(f => f.Interface == @interface);

    /// <summary>Deliveries that will still move by themselves. Not what is wanted later, such as the reminders of running orders: it moves when its time comes.</summary>
    public async Task<long> UnfinishedAsync(CancellationToken cancellationToken) =>
        (await Stores.Operations.SubscriberFiguresAsync(cancellationToken)).Sum(f => f.Ready + f.Waiting + f.Claimed + f.Retry);

    public ValueTask DisposeAsync() => Stores.DisposeAsync();
}
