using System.Text;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Features.Whole;

/// <summary>A system is added with files alone, and no other adapter is touched.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class SixthSystemSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-sixth-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sixth_system_with_a_file_and_a_queue_is_added_by_files_alone()
    {
        var home = Impatient.Copy(_folder);
        await using var hub = await WholeHub.StartAsync((folder, settings) => Configure(settings, SixthSystem.AddTo(home, folder)));

        await SixthSystem.WriteMembersAsync(hub.Folder, "MEMBERS_1.dat", ("C9900000001", "东方旅行社（杭州）", 'A'), ("C9900000002", "瑞祥大酒楼", 'C'));
        var found = await Patience.UntilAsync("the second member in the archive", () => FindAsync(hub, "C9900000002"), c => c is not null);
        Assert.Equal(("瑞祥大酒楼", ServiceLevel.Silver, "cn.zj.hz"), (found!.Name, found.ServiceLevel, found.OrgUnit.Value));
        Assert.Equal(("东方旅行社（杭州）", ServiceLevel.Diamond), ((await FindAsync(hub, "C9900000001"))!.Name, (await FindAsync(hub, "C9900000001"))!.ServiceLevel));

        var order = DemoFacts.WorkOrder(1, "S", hub.World.Service(2), hub.World.Customer(0), hub.Hub.Time.GetUtcNow());
        await hub.PostAsync(order, order.WorkOrderNo.Value, order.WorkOrderNo.Value);
        var message = await NextAsync(hub, "points.installed");
        Assert.Equal(("INSTALLED", order.WorkOrderNo.Value), ((string?)message["event"], (string?)message["order"]));

        Assert.Empty(ChangedAgainst(home));
    }

    [Fact]
    public async Task A_sixth_system_with_mistakes_is_told_all_of_them_with_their_lines_and_nothing_starts()
    {
        var home = Impatient.Copy(_folder);
        var adapter = SixthSystem.Adapter
            .Replace("address: ${points.files}", "adress: ${points.files}")
            .Replace("points/pts-1-members@1", "points/pts-1-membres@1")
            .Replace("interval: 200ms", "interval: often")
            .Replace("${points.queue}", "${points.qeue}")
            .Replace("WorkOrderCompleted@1", "WorkOrderCompletd@1");
        DemoSettings? written = null;

        var thrown = await Assert.ThrowsAsync<ConfigurationException>(() => WholeHub.StartAsync((folder, settings) =>
        {
            written = settings with { Store = $"{{ kind: sqlite, file: \"{_folder}/hub.db\" }}" };
            return Configure(written, SixthSystem.AddTo(home, folder, adapter), home);
        }));

        var told = thrown.Errors.Select(e => e.ToString().Replace(home + "/", "")).ToList();
        foreach (var (line, word) in new[] { (8, "adress"), (4, "address"), (9, "often"), (10, "pts-1-membres@1"), (15, "points.qeue"), (18, "WorkOrderCompletd") })
            Assert.True(told.Exists(t => t.StartsWith($"adapters/points/adapter.yaml:{line}:", StringComparison.Ordinal) && t.Contains(word, StringComparison.Ordinal)), $"nothing about {word} on line {line} in:\n{string.Join('\n', told)}");
        Assert.All(told, t => Assert.StartsWith("adapters/points/adapter.yaml:", t));
        Assert.False(File.Exists(Path.Combine(_folder, "hub.db")), "the store was opened");
        Assert.True(Processes.IsFree(new Uri(written!.Http).Port), "the web server was started");
    }

    private string Configure(DemoSettings settings, string added, string? home = null)
    {
        var folder = settings.Write(home ?? Path.Combine(_folder, "home"));
        var file = Path.Combine(folder, "hub.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("settings:\n", added));
        return folder;
    }

    private static Task<CustomerOverview?> FindAsync(WholeHub hub, string customerNo) =>
        hub.Hub.Stores.Archive.FindByCustomerNumberAsync(new CustomerNumber(customerNo), null, TestContext.Current.CancellationToken);

    private static async Task<JObject> NextAsync(WholeHub hub, string queue)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        await using var port = new SqliteTableQueuePort(Path.Combine(hub.Folder, "queues.db"), queue);
        QueueMessage? received = null;
        await port.ReceiveAsync((message, _) =>
        {
            received = message;
            return patience.CancelAsync();
        }, patience.Token);
        Assert.True(received is not null, $"nothing came over {queue}");
        return JObject.Parse(Encoding.UTF8.GetString(received.Body.Span));
    }

    /// <summary>Files of the repository that are another in this home, or gone.</summary>
    private static IEnumerable<string> ChangedAgainst(string home) => Directory.EnumerateFiles(Path.Combine(Places.Home, "adapters"), "*", SearchOption.AllDirectories)
        .Where(file => !File.ReadAllBytes(file).SequenceEqual(File.ReadAllBytes(Path.Combine(home, Path.GetRelativePath(Places.Home, file)))));
}
