using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.Host.Channels;
using Integration.Specs.Servers;

namespace Integration.Hub.Host.Hosting;

public sealed record Finding(bool Good, string What, string Found, string ToDo);

/// <summary>Looks at the machine and, where there is a configuration, at everything it points to.</summary>
public static class HubDoctor
{
    public static async Task<IReadOnlyList<Finding>> LookAsync(string configFolder, CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { new(true, ".NET", Environment.Version.ToString(), "") };
        findings.AddRange(Programs());
        if (!File.Exists(Path.Combine(configFolder, "hub.yaml")))
        {
            findings.Add(new Finding(true, "configuration", $"none at {configFolder}", "./run makes one; or give --config DIR"));
            return findings;
        }
        try
        {
            var (config, _) = ConfigCheck.Load(configFolder);
            findings.Add(new Finding(true, "configuration", $"{config.Interfaces.Count()} interfaces", ""));
            findings.AddRange(await StoreAsync(config, cancellationToken));
            foreach (var one in config.Interfaces.Where(i => i.Direction == InterfaceDirection.Out))
                findings.Add(await ReachAsync(one, cancellationToken));
        }
        catch (ConfigurationException e)
        {
            findings.AddRange(e.Errors.Select(error => new Finding(false, "configuration", error.ToString(), "mend the file")));
        }
        return findings;
    }

    private static IEnumerable<Finding> Programs()
    {
        yield return Libcurl();
        foreach (var (program, folders, package, use) in new (string, string[], string, string)[]
        {
            ("initdb", Directory.Exists("/usr/lib/postgresql") ? [.. Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin"))] : [], "postgresql", "./run server, ./test"),
            ("rabbitmq-server", [], "rabbitmq-server", "./run server, ./test"),
            ("vsftpd", [], "vsftpd", "./run server, ./test"),
            ("sshd", [], "openssh-server", "./run server, ./test"),
        })
        {
            var found = Processes.FindFolder(program, folders);
            // Only the demo and the tests start servers of their own; a hub does without these programs.
            yield return new Finding(true, program, found ?? $"not installed; only {use} need it", found is null ? $"apt-get install {package}" : "");
        }
    }

    private static Finding Libcurl()
    {
        var found = System.Runtime.InteropServices.NativeLibrary.TryLoad("libcurl.so.4", out var handle);
        if (found)
            System.Runtime.InteropServices.NativeLibrary.Free(handle);
        return new Finding(found, "libcurl", found ? "found" : "not installed: no FTP, FTPS, SFTP", found ? "" : "apt-get install libcurl4");
    }

    private static async Task<IReadOnlyList<Finding>> StoreAsync(HubConfig config, CancellationToken cancellationToken)
    {
        try
        {
            await using var stores = await Stores.OpenAsync(config, TimeProvider.System, "doctor", cancellationToken);
            await stores.Operations.SubscriberFiguresAsync(cancellationToken);
            var files = await new ExpectedFiles(config, stores.Hub.Transfers, TimeProvider.System).LookAsync(cancellationToken);
            var overdue = (await stores.Overdue.ListAsync(10_000, cancellationToken)).GroupBy(d => (d.Bank, d.Day)).Select(g => new Finding(
                false, "debits", $"{g.Count()} of {g.Key.Day:yyyy-MM-dd} at bank {g.Key.Bank} without a result, due by {g.First().DueAt:yyyy-MM-dd HH:mm zzz}", "ask the bank; hub payments overdue shows them"));
            return [new Finding(true, "store", config.Store.Kind, ""), .. overdue, .. files.Where(f => f.IsMissing).Select(f => new Finding(false, f.Interface.Id, f.Words, $"ask {f.Interface.System}; hub files list --if {f.Interface.Id} shows what came"))];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [new Finding(false, "store", e.Message, "is the database there, and does store: in hub.yaml point to it?")];
        }
    }

    private static async Task<Finding> ReachAsync(InterfaceConfig config, CancellationToken cancellationToken)
    {
        try
        {
            await using var channels = new ChannelFactory(TimeProvider.System);
            await using var sender = channels.CreateSender(config);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(10));
            await sender.ProbeAsync(limit.Token);
            return new Finding(true, config.Id, $"reached {config.ShownAddress}", "");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new Finding(false, config.Id, $"{config.ShownAddress}: {e.Message}", "is the other side up, and is the address right?");
        }
    }
}
