using System.Globalization;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Demo;

/// <summary>What every chapter works with.</summary>
internal sealed class DemoScene(RunningHub hub, DemoWorld demo, DemoPlan plan)
{
    public RunningHub Hub => hub;

    public DemoWorld Demo => demo;

    public DemoPlan Plan => plan;

    /// <summary>Makes numbers of this run different from those of earlier ones in a kept world.</summary>
    public string Run { get; } = hub.Time.GetUtcNow().ToString("yyMMddHHmmss", CultureInfo.InvariantCulture);

    public DateTimeOffset Now => hub.Time.GetUtcNow();

    /// <summary>What the core app would say; routed like any other message.</summary>
    public async Task PostAsync<T>(T message, string businessKey, string duplicateKey, CancellationToken cancellationToken) where T : class =>
        await hub.Runtime.PostAsync(Posting.Envelope(message, "core", businessKey, duplicateKey, hub.Time), cancellationToken);
}
