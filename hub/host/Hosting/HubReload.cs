using Integration.Hub.Contracts;
using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Running;
using Integration.Hub.Host.Channels;

namespace Integration.Hub.Host.Hosting;

/// <summary>The configuration that runs now, and its exchange for what stands in the folder: whole, checked before anything is touched.</summary>
internal sealed class HubReload(string folder, HubConfig config, ConfigCheck loaded, HubRuntime runtime, Stores stores, SoapPaths paths, ILoggerFactory logs)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private Lazy<ContractSite> _site = new(() => ContractSites.Of(config, loaded.Mappings));
    private HubConfig _config = config;

    public HubConfig Config => Volatile.Read(ref _config);

    public ContractSite Contracts => Volatile.Read(ref _site).Value;

    /// <summary>Throws <see cref="ConfigurationException"/> with everything that is wrong; then all goes on as before.</summary>
    public async Task<WiringChange> ReloadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var (next, check) = ConfigCheck.Load(folder);
            RefuseFixed(Config, next);
            var wiring = check.Wire(stores.QueryHandlers, stores.Customers);
            var change = await runtime.ChangeAsync(wiring, cancellationToken);
            stores.Route(wiring);
            paths.Take(SoapServerBinder.Services(wiring, runtime, stores.Hub.UsedOnce, stores.Time, logs));
            Volatile.Write(ref _config, next);
            Volatile.Write(ref _site, new Lazy<ContractSite>(() => ContractSites.Of(next, check.Mappings)));
            return change;
        }
        finally
        {
            _one.Release();
        }
    }

    // What the process itself stands on cannot be exchanged under it.
    private void RefuseFixed(HubConfig now, HubConfig next)
    {
        (string Key, object? Old, object? New)[] settings =
        [
            ("node", now.Node, next.Node), ("http", now.Http, next.Http), ("store", now.Store, next.Store), ("tls", now.Tls?.Credential.Name, next.Tls?.Credential.Name),
            ("lease", now.Lease, next.Lease), ("retention", now.Retention, next.Retention), ("archive", now.Archive, next.Archive), ("orgUnit", now.OrgUnit, next.OrgUnit),
        ];
        var errors = settings.Where(s => !Equals(s.Old, s.New))
            .Select(s => new ConfigError(Path.Combine(folder, "hub.yaml"), 0, $"{s.Key} has changed, and is only read at start: put it back to reload, or restart the node")).ToList();
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
    }
}
