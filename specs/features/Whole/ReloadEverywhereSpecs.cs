using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary><c>hub config reload</c> as a person gives it: once, for all nodes of a database. All take it over, or none.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class ReloadEverywhereSpecs
{
    [Fact]
    public async Task A_subscriber_and_a_file_interface_are_added_by_files_alone_on_two_nodes_and_one_bad_folder_refuses_for_both()
    {
        await using var world = await HubWorld.StartAsync(new OnPostgres());
        await using var first = await world.StartHubAsync();
        await using var second = await world.StartNodeAsync("hub-2");
        var other = Path.Combine(world.Folder, "hub-2");
        var before = await NodesAsync(world);
        Assert.Equal(["hub-1", "hub-2"], before.Select(n => n.Name));
        Assert.Single(before.Select(n => n.Configuration).Distinct());
        Assert.Equal(["hub-1: nothing has changed", "hub-2: nothing has changed"], await ReloadedAsync(world));

        // Only one node's hub.yaml knows the new system's places: the other refuses, and neither changes.
        var places = SixthSystem.AddTo(Path.Combine(world.Folder, "home"), world.Folder);
        AddSettings(world.Config, places);
        Assert.Equal(0, (await HubCommand.RunAsync(null, "config", "check", "--config", world.Config)).Code);
        var refused = await HubCommand.RunAsync(null, "config", "reload", "--config", world.Config);
        Assert.Equal(2, refused.Code);
        Assert.Contains("node hub-2 refused it", refused.Complained);
        Assert.Contains("adapters/points/adapter.yaml:8: interfaces[0].address: setting 'points.files' is not given", refused.Complained);
        Assert.Contains("Node hub-1: found its own folder good; goes on with what it had", refused.Complained);
        Assert.Equal(before.Select(n => n.Configuration), (await NodesAsync(world)).Select(n => n.Configuration));

        AddSettings(other, places);
        Assert.Equal(["hub-1: added PTS-1, PTS-2", "hub-2: added PTS-1, PTS-2"], (await ReloadedAsync(world)).Order());
        var after = await NodesAsync(world);
        Assert.NotEqual(before[0].Configuration, after[0].Configuration);
        Assert.Equal(after[0].Configuration, after[1].Configuration);
        await BringMembersAsync(world);

        var status = await HubCommand.RunAsync(null, "config", "status", "--config", world.Config);
        Assert.Equal(0, status.Code);
        Assert.Contains("added PTS-1, PTS-2", status.Said);
        using var client = new HttpClient();
        var page = await client.GetStringAsync(world.Http + "/", TestContext.Current.CancellationToken);
        Assert.Contains("<td>hub-2<td>", page);
        Assert.Contains("Taken: added PTS-1, PTS-2", page);

        // What cannot be taken over while the node runs is said, and nothing else is touched.
        await File.AppendAllTextAsync(Path.Combine(other, "hub.yaml"), $$"""

            orgUnit: cn
            peers:
              - { unit: cn.zj, send: "sqlite:{{world.Folder}}/peer.db#a", receive: "sqlite:{{world.Folder}}/peer.db#b", credential: n97-queue }

            """, TestContext.Current.CancellationToken);
        refused = await HubCommand.RunAsync(null, "config", "reload", "--config", world.Config);
        Assert.Equal(2, refused.Code);
        Assert.Contains("peers (which there are) has changed, and is only read at start: put it back to reload, or restart the node", refused.Complained);

        // A node that has stopped is not asked.
        Assert.Equal(0, (await second.TerminateAsync(TestContext.Current.CancellationToken)).Code);
        Assert.Equal(["hub-1: nothing has changed"], await ReloadedAsync(world));
    }

    [Fact]
    public async Task One_node_on_SQLite_takes_it_over_too_and_a_mistake_is_told_with_its_line()
    {
        await using var world = await HubWorld.StartAsync(new OnSqlite());
        Assert.Contains("No node runs on this database", (await HubCommand.RunAsync(null, "config", "reload", "--config", world.Config)).Complained);
        await using var hub = await world.StartHubAsync();
        AddSettings(world.Config, SixthSystem.AddTo(Path.Combine(world.Folder, "home"), world.Folder));
        Assert.Equal(["hub-1: added PTS-1, PTS-2"], await ReloadedAsync(world));
        await BringMembersAsync(world);

        var adapter = Path.Combine(world.Folder, "home/adapters/points/adapter.yaml");
        await File.WriteAllTextAsync(adapter, SixthSystem.Adapter.Replace("channel: file", "channel: fax"), TestContext.Current.CancellationToken);
        var refused = await HubCommand.RunAsync(null, "config", "reload", "--config", world.Config);
        Assert.Equal(2, refused.Code);
        Assert.Contains("adapter.yaml:7: interfaces[0].channel is 'fax'", refused.Complained);
        Directory.Delete(Path.GetDirectoryName(adapter)!, recursive: true);
        Assert.Equal(["hub-1: removed PTS-1, PTS-2"], await ReloadedAsync(world));
    }

    private static async Task<IReadOnlyList<string>> ReloadedAsync(HubWorld world)
    {
        var done = await HubCommand.RunAsync(null, "config", "reload", "--config", world.Config);
        Assert.True(done.Code == 0, done.Complained + done.Said);
        return [.. done.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Replace("Node ", "", StringComparison.Ordinal).TrimEnd('.'))];
    }

    private static Task<IReadOnlyList<HubNode>> NodesAsync(HubWorld world) => world.Stores.Hub.Nodes.NodesAsync(TestContext.Current.CancellationToken);

    /// <summary>A file of the new interface is taken by one of the nodes.</summary>
    private static async Task BringMembersAsync(HubWorld world)
    {
        await SixthSystem.WriteMembersAsync(world.Folder, "MEMBERS_1.dat", ("C9900000001", "东方旅行社（杭州）", 'A'));
        var transfers = await Patience.UntilAsync("the members are in", () => world.Stores.Hub.Transfers.ListAsync(new TransferQuery("PTS-1"), TestContext.Current.CancellationToken), t => t is [{ State: TransferState.Done }]);
        Assert.Equal(1, transfers[0].Progress.Accepted);
    }

    private static void AddSettings(string config, string settings)
    {
        var file = Path.Combine(config, "hub.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("settings:\n", settings));
    }
}
