using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Work orders (N97-1) and what comes back of them (N97-2).</summary>
internal sealed class Ninety7Chapter(DemoScene scene) : IDemoChapter
{
    private readonly Ninety7Counterpart _ninety7 = scene.Demo.Ninety7;

    public void Misbehave()
    {
        _ninety7.Moods.Set("N97-2", new Mood(MoodKind.Duplicate, Times: 5));
        _ninety7.Moods.Set("N97-2", new Mood(MoodKind.BadLines, Times: 2));
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Morning
        ? [new($"{scene.Plan.WorkOrders} work orders sent to 97 and answered", WorkOrdersAsync)]
        : [];

    public Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        books.Add("N97-1", "work orders", books.Sent("N97-1"), _ninety7.Books.Summary("N97-1").Received);
        var events = _ninety7.Books.Summary("N97-2");
        books.Add("N97-2", "events taken", books.Taken("N97-2"), events.Sent);
        books.Add("N97-2", "events that cannot be read, kept", books.In("N97-2")?.Parked ?? 0, events.Failed);
        books.NothingWrong("N97", _ninety7.Books);
        return Task.CompletedTask;
    }

    private async Task WorkOrdersAsync(CancellationToken cancellationToken)
    {
        var world = scene.Demo.World;
        for (var n = 0; n < scene.Plan.WorkOrders; n++)
        {
            var service = world.Service(n * 7 % (world.Customers * 4));
            var order = DemoFacts.WorkOrder(n, scene.Run, service, world.Customer(service.CustomerIndex), scene.Now);
            await scene.PostAsync(order, order.WorkOrderNo.Value, order.WorkOrderNo.Value, cancellationToken);
        }
        await _ninety7.Books.WaitAsync(b => b.Summary("N97-1").Received >= scene.Plan.WorkOrders, cancellationToken);
        await scene.Hub.RestAsync(cancellationToken);
    }
}
