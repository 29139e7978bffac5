using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Work orders (N97-1), what comes back of them (N97-2), their cancellation and amendment (N97-4), changes at 97's counters (N97-3).</summary>
internal sealed class Ninety7Chapter(DemoScene scene) : IDemoChapter
{
    private readonly Ninety7Counterpart _ninety7 = scene.Demo.Ninety7;
    private int _requests;

    public void Misbehave()
    {
        _ninety7.Moods.Set("N97-2", new Mood(MoodKind.Duplicate, Times: 5));
        _ninety7.Moods.Set("N97-2", new Mood(MoodKind.BadLines, Times: 2));
        _ninety7.Moods.Set("N97-3", new Mood(MoodKind.Duplicate, Times: 2));
        DemoScene.Once(_ninety7.Moods, "N97-1", MoodKind.Slow, MoodKind.Return);
        DemoScene.Once(_ninety7.Moods, "N97-2", MoodKind.Late, MoodKind.Slow, MoodKind.OutOfOrder);
        DemoScene.Once(_ninety7.Moods, "N97-3", MoodKind.BadLines);
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage switch
    {
        DemoStage.Morning =>
        [
            new($"{scene.Plan.WorkOrders} work orders sent to 97 and answered", WorkOrdersAsync),
            new($"{Changes} lines changed at 97's counters", ChangesAsync),
        ],
        DemoStage.Afternoon => [new("work orders cancelled and amended while 97 is closed", CancelAsync)],
        _ => [],
    };

    private int Changes => scene.Plan.WorkOrders / 3;

    public Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var (orders, requests) = (_ninety7.Books.Summary("N97-1"), _ninety7.Books.Summary("N97-4"));
        books.Add("N97-1", "work orders and requests about them", books.Sent("N97-1"), orders.Received + requests.Received, DemoComparison.Flow.Out);
        books.Add("N97-4", "cancelled, amended or refused", _requests, requests.Accepted + requests.Rejected, DemoComparison.Flow.Out);
        var events = _ninety7.Books.Summary("N97-2");
        books.Add("N97-2", "events taken", books.Taken("N97-2"), events.Sent, DemoComparison.Flow.In);
        books.Add("N97-2", "events that cannot be read, kept", books.In("N97-2")?.Parked ?? 0, events.Failed);
        var changes = _ninety7.Books.Summary("N97-3");
        books.Add("N97-3", "changes taken", books.Taken("N97-3"), changes.Sent, DemoComparison.Flow.In);
        books.Add("N97-3", "changes that cannot be read, kept", books.In("N97-3")?.Parked ?? 0, changes.Failed);
        books.NothingWrong("N97", _ninety7.Books);
        return Task.CompletedTask;
    }

    private async Task WorkOrdersAsync(CancellationToken cancellationToken)
    {
        if (scene.Plan.Faults)
            _ninety7.Moods.Set("N97-2", MoodKind.Down);
        for (var n = 0; n < scene.Plan.WorkOrders; n++)
            await PostAsync(Order(n), cancellationToken);
        // It has taken work orders and says nothing about them until now.
        await _ninety7.Books.WaitAsync(b => b.Summary("N97-1").Received > 0, cancellationToken);
        _ninety7.Moods.Clear("N97-2", MoodKind.Down);
        await _ninety7.Books.WaitAsync(b => b.Summary("N97-1").Received >= scene.Plan.WorkOrders, cancellationToken);
    }

    // 97 finds the work orders and the requests about them in its queue when it opens again, in their order.
    private async Task CancelAsync(CancellationToken cancellationToken)
    {
        var before = _ninety7.Books.Summary("N97-4").Received;
        _ninety7.Moods.Set("N97-1", MoodKind.Down);
        for (var n = 0; n < 3; n++)
        {
            var order = Order(scene.Plan.WorkOrders + n);
            var (amend, cancel) = (DemoFacts.Amend(order), DemoFacts.Cancel(order.WorkOrderNo));
            await PostAsync(order, cancellationToken);
            await scene.PostAsync(amend, order.WorkOrderNo.Value, amend.RequestId.Value, cancellationToken);
            await scene.PostAsync(cancel, order.WorkOrderNo.Value, cancel.RequestId.Value, cancellationToken);
            _requests += 2;
        }
        _ninety7.Moods.Clear("N97-1", MoodKind.Down);
        if (scene.Plan.Faults)
            await CancelTooLateAsync(cancellationToken);
        await _ninety7.Books.WaitAsync(b => b.Summary("N97-4").Received >= before + _requests, cancellationToken);
        _requests += (int)before;
    }

    // What was completed or returned in the morning cannot be cancelled any more: 97 refuses.
    private async Task CancelTooLateAsync(CancellationToken cancellationToken)
    {
        var cancel = DemoFacts.Cancel(Order(0).WorkOrderNo);
        await scene.PostAsync(cancel, cancel.WorkOrderNo.Value, cancel.RequestId.Value, cancellationToken);
        _requests++;
        scene.Faults.Played("N97-4", DemoFaults.Words(MoodKind.BusinessFault));
    }

    private async Task ChangesAsync(CancellationToken cancellationToken)
    {
        if (scene.Plan.Faults)
            await DemoScene.ClosedAsync(_ninety7.Moods, "N97-3", () => ChangeAllAsync(cancellationToken));
        else
            await ChangeAllAsync(cancellationToken);
    }

    private async Task ChangeAllAsync(CancellationToken cancellationToken)
    {
        var world = scene.Demo.World;
        for (var n = 0; n < Changes; n++)
        {
            var line = world.Service((((n * 5) + 1) % world.Customers * 4) + 3);
            await _ninety7.Counters.ChangeAsync(new LineChange($"GT{scene.Run}{n:D5}", "CHANGE", line.Number, world.Customer(line.CustomerIndex).Number, scene.Now, line.Kind, line.BandwidthKbps * 2, line.AEnd), cancellationToken);
        }
    }

    private CanonicalModel.CreateWorkOrder Order(int n)
    {
        var world = scene.Demo.World;
        var service = world.Service(n * 7 % (world.Customers * 4));
        return DemoFacts.WorkOrder(n, scene.Run, service, world.Customer(service.CustomerIndex), scene.Now);
    }

    private Task PostAsync(CanonicalModel.CreateWorkOrder order, CancellationToken cancellationToken) =>
        scene.PostAsync(order, order.WorkOrderNo.Value, order.WorkOrderNo.Value, cancellationToken);
}
