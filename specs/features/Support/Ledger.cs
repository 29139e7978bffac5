namespace Integration.Specs.Features.Support;

/// <summary>The hub's store beside the books of the counterparts: what was lost, doubled, stuck, parked.</summary>
internal static class Ledger
{
    public static async Task AgreesAsync(HubWorld world, BillFile file, IReadOnlyList<string> workOrders)
    {
        await BillsAsync(world, file);
        Orders(world, workOrders);
        await EventsAsync(world, workOrders);
        Assert.Equal(0, await world.UnfinishedAsync());
        Assert.DoesNotContain(world.Demo.Ninety7.Books.Entries().Concat(world.Demo.Billing.Books.Entries()), e => e.Kind == BookKind.Wrong);
    }

    private static async Task BillsAsync(HubWorld world, BillFile file)
    {
        Assert.Equal((file.Bills, file.TotalFen), await world.Archive.BillTotalsAsync());
        var query = new MessageQuery { Key = file.Name, KeyKind = "file", Type = nameof(CustomerBillIssued), Limit = 10_000 };
        var messages = (await world.Stores.Operations.SearchAsync(query, TestContext.Current.CancellationToken)).Messages;
        Assert.Equal(file.Bills, messages.Sum(m => m.Count));
        var transfer = await world.TransferAsync();
        Assert.Equal((TransferState.Done, file.Bills, 0L), (transfer!.State, transfer.Progress.Accepted, transfer.Progress.Rejected));
    }

    // A work order may reach 97 again after a kill, always under its own number: 97 books that as a duplicate and does nothing.
    private static void Orders(HubWorld world, IReadOnlyList<string> workOrders)
    {
        var entries = world.Demo.Ninety7.Books.Entries("N97-1");
        Assert.Equal(workOrders.Order(), entries.Where(e => e.Kind == BookKind.Received).Select(e => e.Id).Order());
        Assert.Empty(entries.Where(e => e.Kind == BookKind.Duplicate).Select(e => e.Id).Except(workOrders));
    }

    private static async Task EventsAsync(HubWorld world, IReadOnlyList<string> workOrders)
    {
        var sent = world.Demo.Ninety7.Books.Entries("N97-2").Where(e => e.Kind == BookKind.Sent).Select(e => e.Id).ToList();
        Assert.Equal(workOrders.Count * 4, sent.Distinct().Count());
        var figures = await world.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken);
        var events = figures.Single(f => f.Interface == "N97-2");
        Assert.Equal((sent.Distinct().Count(), 0L), (events.Received, events.Parked));
        Assert.Equal(workOrders.Count, await world.Archive.WorkOrdersAsync("completed"));
    }
}
