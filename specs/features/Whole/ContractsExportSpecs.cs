using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary><c>hub contracts export</c> as a fresh clone has it: nothing was started, nothing is configured.</summary>
public sealed class ContractsExportSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_fresh_clone_writes_the_contracts_of_all_its_interfaces_with_their_hours()
    {
        var site = Path.Combine(_folder, "site");
        var done = await HubCommand.RunAsync(Path.Combine(_folder, "no-data"), "contracts", "export", site);

        Assert.True(done.Code == 0, done.Complained);
        Assert.Contains(Path.Combine(site, "index.html"), done.Said);
        var index = await File.ReadAllTextAsync(Path.Combine(site, "index.html"), TestContext.Current.CancellationToken);
        foreach (var page in new[] { "billing/BIL-1", "resource/RES-2", "n97/N97-2", "customer-service/CS-1", "bank-a/BNK-1-A", "peer/NAT-1-PEER-OUT" })
        {
            Assert.Contains($"href=\"{page}.html\"", index);
            Assert.True(File.Exists(Path.Combine(site, page + ".html")), page);
        }
        var debits = await File.ReadAllTextAsync(Path.Combine(site, "bank-a/BNK-1-A.html"), TestContext.Current.CancellationToken);
        Assert.Contains("at 17:30 the hub&#39;s own time", debits);
        Assert.Contains("at most 20000 messages a file; one file for each collectOn", debits);
        Assert.Contains("PAIN008_{date:yyyyMMdd}_{number:000000}.xml", debits);
        Assert.False(Directory.Exists(Path.Combine(_folder, "no-data")), "an export must not start a world");
    }

    [Fact]
    public async Task A_configuration_that_was_named_and_is_not_there_is_a_mistake()
    {
        var done = await HubCommand.RunAsync(null, "contracts", "export", Path.Combine(_folder, "site"), "--config", Path.Combine(_folder, "none"));

        Assert.Equal(2, done.Code);
        Assert.Contains("hub.yaml", done.Complained);
    }
}
