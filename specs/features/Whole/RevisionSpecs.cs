using System.Text;
using System.Text.RegularExpressions;
using Integration.Hub.Core.Configuration;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>A code table is mended while the hub runs: tried on what is stored, taken over by all nodes or none, taken back.</summary>
[Collection(WholeHubCollection.Name)]
public sealed partial class RevisionSpecs
{
    private const string Table = "n97/codes/state.yaml";

    [Fact]
    public async Task A_state_that_97_has_new_is_added_to_the_table_on_two_nodes_and_what_waited_for_it_goes_on()
    {
        await using var world = await HubWorld.StartAsync(new OnPostgres());
        await using var first = await world.StartHubAsync();
        await using var second = await world.StartNodeAsync("hub-2");
        await SendAsync(world, "r-1", "WOR00001", 1, "60");
        var parked = await Patience.UntilAsync("the event is parked", () => ParkedAsync(world), p => p.Count == 1);
        Assert.Contains("unknown code \"60\"", parked[0].Failure!.Message);

        var file = Path.Combine(world.Folder, "state.yaml");
        var text = await File.ReadAllTextAsync(Path.Combine(world.Folder, "home/mappings", Table), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace("codes:\n", "codes:\n  \"60\": suspended\n"), TestContext.Current.CancellationToken);

        // What it would do is told before anything is done.
        var tried = await HubCommand.RunAsync(null, "mapping", "try", Table, file, "--config", world.Config);
        Assert.True(tried.Code == 0, tried.Complained);
        Assert.Contains("works", tried.Said);
        Assert.Single(await ParkedAsync(world));

        var activated = await HubCommand.RunAsync(null, "mapping", "activate", Table, file, "--reason", "97 has a new state", "--config", world.Config);
        Assert.True(activated.Code == 0, activated.Complained + activated.Said);
        var running = await world.Stores.Hub.Nodes.NodesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, running.Count);
        Assert.Single(running.Select(n => n.Configuration).Distinct());

        await world.Stores.Operations.ResumeAsync(new DeliverySelection(Subscriber: "intake:N97-2"), new Actor("specs", "test"), TestContext.Current.CancellationToken);
        await Patience.UntilAsync("the event is taken", () => EventsAsync(world, "WOR00001"), n => n == 1);
        await SendAsync(world, "r-2", "WOR00002", 1, "60");
        await Patience.UntilAsync("the next one is taken at once", () => EventsAsync(world, "WOR00002"), n => n == 1);

        // What is wrong is told with its line, and stands nowhere.
        await File.WriteAllTextAsync(file, text.Replace("codes:", "code:"), TestContext.Current.CancellationToken);
        var refused = await HubCommand.RunAsync(null, "mapping", "activate", Table, file, "--reason", "a slip", "--config", world.Config);
        Assert.Equal(2, refused.Code);
        Assert.Contains("codes", refused.Complained);
        Assert.Equal(["active"], (await world.Stores.Revisions.ListAsync(null, 10, TestContext.Current.CancellationToken)).Select(r => r.State));

        // A node that starts later has it too.
        Assert.Equal(0, (await second.TerminateAsync(TestContext.Current.CancellationToken)).Code);
        await using var third = await world.StartNodeAsync("hub-3");
        var nodes = await world.Stores.Hub.Nodes.NodesAsync(TestContext.Current.CancellationToken);
        Assert.Single(nodes.Where(n => n.IsThere(TimeProvider.System.GetUtcNow())).Select(n => n.Configuration).Distinct());

        var number = Number().Match(activated.Said).Value;
        var back = await HubCommand.RunAsync(null, "mapping", "back", number, "--reason", "it was another state", "--config", world.Config);
        Assert.True(back.Code == 0, back.Complained);
        await SendAsync(world, "r-3", "WOR00003", 1, "60");
        await Patience.UntilAsync("it is unknown again", () => ParkedAsync(world), p => p.Count == 1);
    }

    [Fact]
    public async Task A_folder_with_a_newer_file_wins_over_what_was_changed_on_the_older_one()
    {
        await using var world = await HubWorld.StartAsync(new OnSqlite());
        var file = Path.Combine(world.Folder, "state.yaml");
        var shipped = Path.Combine(world.Folder, "home/mappings", Table);
        var text = await File.ReadAllTextAsync(shipped, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace("codes:\n", "codes:\n  \"60\": suspended\n"), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await HubCommand.RunAsync(null, "mapping", "activate", Table, file, "--reason", "a new state", "--config", world.Config)).Code);
        Assert.Equal([Table], (await world.Stores.Instead.OfAsync(TestContext.Current.CancellationToken)).Standing.Keys);

        await File.WriteAllTextAsync(shipped, text.Replace("codes:\n", "codes:\n  \"61\": suspended\n"), TestContext.Current.CancellationToken);
        var now = await world.Stores.Instead.OfAsync(TestContext.Current.CancellationToken);

        Assert.Empty(now.Standing);
        Assert.Equal([Table], now.Superseded);
    }

    private static async Task SendAsync(HubWorld world, string id, string workOrder, int seq, string state)
    {
        await using var port = new SqliteTableQueuePort(Path.Combine(world.Folder, "queues.db"), "n97.events");
        var body = $"{{\"version\":1,\"eventId\":\"{id}\",\"event\":\"STATE\",\"workOrderNo\":\"{workOrder}\",\"seq\":{seq},\"state\":\"{state}\",\"occurredAt\":\"2026-11-22T08:0{seq}:00+08:00\"}}";
        await port.SendAsync(new QueueMessage(id, "N97.WorkOrderEvent", Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<DeliverySummary>> ParkedAsync(HubWorld world) =>
        [.. (await world.Stores.Operations.SearchAsync(new MessageQuery { Subscriber = "intake:N97-2", State = DeliveryState.Parked }, TestContext.Current.CancellationToken)).Messages.SelectMany(m => m.Deliveries)];

    private static async Task<int> EventsAsync(HubWorld world, string workOrder) =>
        (await world.Stores.Operations.TraceAsync(new TraceQuery(null, workOrder), TestContext.Current.CancellationToken)).Count(m => m.Type == nameof(WorkOrderStateChanged));

    [GeneratedRegex("(?<=Revision )[0-9]+")]
    private static partial Regex Number();
}
