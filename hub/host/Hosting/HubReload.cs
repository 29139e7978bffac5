using Integration.Hub.Contracts;
using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Running;
using Integration.Hub.Host.Channels;

namespace Integration.Hub.Host.Hosting;

/// <summary>What stood in the folder when it was looked at: checked whole, ready to be taken over.</summary>
internal sealed record CheckedConfiguration(HubConfig Config, ConfigCheck Loaded, Wiring Wiring);

/// <summary>The configuration that runs now, and its exchange for what stands in the folder: whole, checked before anything is touched.</summary>
internal sealed class HubReload(string folder, CheckedConfiguration first, HubRuntime runtime, Stores stores, SoapPaths paths, ILoggerFactory logs)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly FixedSettings _fixed = FixedSettings.Of(first.Config);
    private Lazy<ContractSite> _site = new(() => ContractSites.Of(first.Config, first.Loaded.Mappings));
    private CheckedConfiguration _now = first;
    private DateTimeOffset _takenAt = stores.Time.GetUtcNow();

    public HubConfig Config => Volatile.Read(ref _now).Config;

    /// <summary>Hash of what all interfaces work by.</summary>
    public string Fingerprint => Volatile.Read(ref _now).Wiring.Fingerprint;

    public DateTimeOffset TakenAt => _takenAt;

    /// <summary>All that runs now.</summary>
    public CheckedConfiguration Now => Volatile.Read(ref _now);

    public ContractSite Contracts => Volatile.Read(ref _site).Value;

    /// <summary>Looks at the folder and touches nothing. Throws <see cref="ConfigurationException"/> with everything that is wrong.</summary>
    public async Task<CheckedConfiguration> CheckAsync(CancellationToken cancellationToken) => Check(await stores.Instead.OfAsync(cancellationToken));

    /// <summary>As above, with these texts in the place of files of mappings.</summary>
    public CheckedConfiguration Check(RevisedTexts instead)
    {
        var (next, loaded) = ConfigCheck.Load(folder, instead.In);
        _fixed.Refuse(Path.Combine(folder, "hub.yaml"), next);
        return new CheckedConfiguration(next, loaded, loaded.Wire(stores.QueryHandlers, stores.Customers));
    }

    /// <summary>Takes over what was checked. If it throws, all goes on as before.</summary>
    public async Task<WiringChange> TakeAsync(CheckedConfiguration next, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var services = SoapServerBinder.Services(next.Wiring, runtime, stores.Hub.UsedOnce, stores.Time, logs);
            var change = await runtime.ChangeAsync(next.Wiring, cancellationToken);
            stores.Route(next.Wiring);
            paths.Take(services);
            Volatile.Write(ref _now, next);
            _takenAt = stores.Time.GetUtcNow();
            Volatile.Write(ref _site, new Lazy<ContractSite>(() => ContractSites.Of(next.Config, next.Loaded.Mappings)));
            return change;
        }
        finally
        {
            _one.Release();
        }
    }
}
