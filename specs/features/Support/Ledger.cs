using System.Text;
using Newtonsoft.Json.Linq;

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

    /// <summary>Ends when billing has its receipt, 97 has sent all its events, and nothing is left to do.</summary>
    public static async Task SettledAsync(HubWorld world, BillFile file, IReadOnlyList<string> workOrders, TimeSpan limit)
    {
        await Patience.UntilAsync("the receipt", async () =>
        {
            var receipts = await world.Demo.Billing.Bills.ReadReceiptsAsync(TestContext.Current.CancellationToken);
            return (Receipt: receipts.FirstOrDefault(r => r.FileName == file.Name), Transfer: await world.TransferAsync());
        }, seen => seen.Receipt is { Status: "ACCEPTED" } receipt && receipt.Accepted == file.Bills, limit);
        await Patience.UntilAsync("97 has sent all its events", world.Demo.Ninety7.Books, b => Sent(b).Count == workOrders.Count * 4, limit);
        await Patience.UntilAsync("all completed in the archive", () => world.Archive.WorkOrdersAsync("completed"), n => n == workOrders.Count, limit);
        await Patience.UntilAsync("nothing is unfinished", world.UnfinishedAsync, n => n == 0, limit);
    }

    /// <summary>The events of each work order were accepted, and then taken into the archive, in the order in which 97 made them.</summary>
    public static async Task InOrderAsync(HubWorld world, IEnumerable<string> workOrders)
    {
        foreach (var order in workOrders)
        {
            var trace = await world.Stores.Operations.TraceAsync(new TraceQuery(null, order), TestContext.Current.CancellationToken);
            var events = trace.Where(m => m.Interface == "N97-2").OrderBy(m => m.Sequence).ToList();
            Assert.Equal(4, events.Count);
            Assert.Equal(nameof(WorkOrderCompleted), events[^1].Type);
            var made = await Task.WhenAll(events[..^1].Select(e => NumberAsync(world, e.Id)));
            Assert.Equal(made.Order(), made);
            var archived = events.Select(e => e.Deliveries.Single(d => d.Subscriber == "archive").EndedAt!.Value).ToList();
            Assert.True(archived.Order().SequenceEqual(archived), $"{order}: {string.Join(", ", archived.Select(a => a.ToString("O")))}");
        }
    }

    private static async Task<int> NumberAsync(HubWorld world, MessageId stateChange)
    {
        var message = await world.Stores.Operations.GetAsync(stateChange, TestContext.Current.CancellationToken);
        return (int)JObject.Parse(Encoding.UTF8.GetString(message!.Envelope.Body.Span))["sequence"]!;
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
        var sent = Sent(world.Demo.Ninety7.Books);
        Assert.Equal(workOrders.Count * 4, sent.Count);
        var figures = await world.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken);
        var events = figures.Single(f => f.Interface == "N97-2");
        Assert.Equal((sent.Count, 0L), (events.Received, events.Parked));
        Assert.Equal(workOrders.Count, await world.Archive.WorkOrdersAsync("completed"));
    }

    // After a restart of 97 or a broken confirmation the same event may have been sent more than once.
    private static HashSet<string> Sent(Books books) => [.. books.Entries("N97-2").Where(e => e.Kind == BookKind.Sent).Select(e => e.Id)];
}
