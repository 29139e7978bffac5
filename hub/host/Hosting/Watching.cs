using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Alerts;
using Integration.Hub.Operations.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Integration.Hub.Host.Hosting;

/// <summary>What watches over a running node: figures are written, alerts raised and told, traces and metrics sent where the configuration says.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger<Watching> _log;
    private readonly IReadOnlyList<IAlertRoute> _routes;
    private readonly DateTimeOffset _startedAt;
    private readonly List<IDisposable> _exports = [];
    private readonly Stores _stores;
    private readonly HubRuntime _runtime;
    private Task _work = Task.CompletedTask;
    private volatile bool _started;

    public Watching(Stores stores, HubRuntime runtime, Func<HubConfig> current, ILoggerFactory logs)
    {
        (_stores, _runtime, _log, _startedAt) = (stores, runtime, logs.CreateLogger<Watching>(), stores.Time.GetUtcNow());
        Desk = stores.Desk(current);
        _routes = AlertRoutes.Make(stores.Config.Alerts, stores.Config, runtime.PostAsync, stores.Time);
        if (stores.Config.Telemetry is { } telemetry)
            Export(telemetry, stores.Config.Node);
    }

    public OperationsDesk Desk { get; }

    public Task<IReadOnlyList<RouteState>> RoutesAsync(CancellationToken cancellationToken) => Desk.Teller(_routes, _log).StatesAsync(cancellationToken);

    public void Start()
    {
        _work = Task.WhenAll(Task.Run(() => Desk.RunAsync(() => new NodeHealth(_runtime.Receivers, _runtime.Senders), _log, _stop.Token)), Task.Run(() => Desk.WatchAsync(_routes, _log, _stop.Token)));
        _started = true;
    }

    /// <summary>For whoever keeps the process alive, decides where to send requests, and draws curves.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", async (CancellationToken cancellationToken) =>
        {
            var reasons = await NotReadyAsync(cancellationToken);
            return Results.Json(new { ready = reasons.Count == 0, reasons }, statusCode: reasons.Count == 0 ? 200 : 503);
        });
        routes.MapGet("/metrics", async (CancellationToken cancellationToken) =>
            Results.Text(MetricsText.Of(Desk.Counter, await Desk.Map.LookAsync(cancellationToken), _startedAt), MetricsText.ContentType));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var export in _exports)
            export.Dispose();
        Desk.Dispose();
        _stop.Dispose();
    }

    // That another system is away is no reason: the hub takes what comes and keeps what waits.
    private async Task<IReadOnlyList<string>> NotReadyAsync(CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        if (!_started)
            reasons.Add("the node is starting: its receivers do not run yet");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestLook);
        try
        {
            await _stores.Hub.States.ListAsync(limit.Token);
            // A table of the newest part: where it cannot be read, the database is of another version.
            await Desk.Alerts.RulesAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reasons.Add($"the store does not answer within {LongestLook.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _log.LogWarning(e, "Not ready: the store cannot be used");
            reasons.Add($"the store cannot be used ({e.GetType().Name}); the log has the reason");
        }
        return reasons;
    }

    private void Export(TelemetryConfig config, string node)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService(config.Service, serviceInstanceId: node);
        _exports.Add(new HubMeter(_stores.Counter));
        _exports.Add(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Operations.Figures.HubTraces.SourceName).SetSampler(new TraceIdRatioBasedSampler(config.TracesPercent / 100.0))
            .AddOtlpExporter(o => To(o, config, "v1/traces")).Build());
        _exports.Add(Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(HubMeter.Name).AddOtlpExporter((o, reader) =>
        {
            To(o, config, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)config.MetricsEvery.TotalMilliseconds;
        }).Build());
    }

    private static void To(OtlpExporterOptions options, TelemetryConfig config, string path)
    {
        options.Protocol = config.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = config.Http ? new Uri($"{config.Endpoint.ToString().TrimEnd('/')}/{path}") : config.Endpoint;
    }
}
