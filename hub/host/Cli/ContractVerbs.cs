using System.CommandLine;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>Contracts: the pages that other systems' teams build against.</summary>
public static class ContractVerbs
{
    public static IEnumerable<Command> All() => [new Command("contracts", "Contract pages: operations, fields, codes, samples, times, failures, scenarios, versions.") { Export() }];

    private static Command Export()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where the site is written; it is made where it is missing" };
        return Verb.Make("export", "Write the contracts of all interfaces as one static site, with the contract files and samples. Needs no running hub; without a configuration, those that the program brings.",
            ["contracts export /srv/contracts", "contracts export /srv/contracts --config /etc/hub"],
            async (parse, output, cancellationToken) =>
            {
                var site = parse.GetValue(Verb.Config)!;
                // A folder that somebody names has to be good; the one that ./run would make may be missing.
                var (config, loaded) = parse.GetResult(Verb.Config) is { Implicit: false } || File.Exists(Path.Combine(site.FullName, "hub.yaml"))
                    ? ConfigCheck.Load(site.FullName)
                    : ConfigCheck.OfNoSite(Places.Home);
                var target = parse.GetValue(folder)!.FullName;
                var files = await ContractSites.Of(config, loaded.Mappings).WriteAsync(target, cancellationToken);
                output.Said($"{files} files, {config.Interfaces.Count()} interfaces: {Path.Combine(target, "index.html")}", new { files, interfaces = config.Interfaces.Count(), folder = target });
                return 0;
            }, folder);
    }
}
