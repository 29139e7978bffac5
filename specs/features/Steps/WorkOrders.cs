using Integration.Hub.Host.Demo;

namespace Integration.Specs.Features.Steps;

/// <summary>The work orders of a scenario.</summary>
public sealed class WorkOrders(WholeHub hub)
{
    private static int _created;

    public List<CreateWorkOrder> All { get; } = [];

    public CreateWorkOrder Last => All[^1];

    public DateTimeOffset Since { get; } = hub.Hub.Time.GetUtcNow();

    /// <summary>A work order for a new leased line; 97 chooses the number.</summary>
    public async Task CreateAsync(WorldCustomer? customer = null)
    {
        customer ??= hub.NextCustomer();
        var line = hub.World.Service((customer.Index * 4) + 2);
        All.Add(DemoFacts.WorkOrder(Interlocked.Increment(ref _created), "F", line, customer, hub.Hub.Time.GetUtcNow()) with { ServiceNo = null });
        await SendLastAsync();
    }

    public Task SendLastAsync() => hub.PostAsync(Last, Last.WorkOrderNo.Value, Last.WorkOrderNo.Value);

    public IReadOnlyList<BookEntry> BooksOf(CreateWorkOrder order) => [.. hub.Ninety7.Books.Entries("N97-1").Where(e => e.Id == order.WorkOrderNo.Value)];

    /// <summary>Events of the last work order as the box has them, oldest first.</summary>
    public async Task<IReadOnlyList<MessageSummary>> EventsAsync() =>
        [.. (await hub.Operations.TraceAsync(new TraceQuery(null, Last.WorkOrderNo.Value), TestContext.Current.CancellationToken)).Where(m => m.Interface == "N97-2")];
}
