using System.Text;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Journeys.Through;
using Integration.Hub.MessageBox;
using Integration.Mappings;
using Integration.Specs.Hub.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Specs.Hub.Through;

/// <summary>An interface that carries questions, over a scripted channel and a real store.</summary>
internal sealed class ThroughWorld : IAsyncDisposable
{
    private readonly ConfigFolder _folder = new();
    private readonly Wiring _wiring;
    private QueryThrough? _through;

    public ThroughWorld(MessageBoxStore store, TimeSpan timeout)
    {
        Store = store;
        _folder.Write("adapters/billing/contract.wsdl", "<x/>");
        _folder.Write("adapters/billing/adapter.yaml", $$"""
            system: billing
            interfaces:
              - id: BIL-5
                direction: out
                channel: soap
                address: ${billing.soap}
                contract: contract.wsdl
                timeout: {{timeout.TotalMilliseconds}}ms
                concurrency: 2
                circuit: { after: 2, probe: 1h }
                operations:
                  - operation: Ask
                    message: FindCurrentCharges@1
                    query: true
                    request: billing/ask@1
                    answer: billing/charges@1
                    faults: { BusinessFault: billing/no@1 }
            """);
        var errors = new List<ConfigError>();
        _wiring = Wiring.Make(HubConfigLoader.Load(_folder.Root), new ScriptedMappings(), null, errors);
        Xunit.Assert.Empty(errors);
    }

    public MessageBoxStore Store { get; }

    public ScriptedChannel Channel { get; } = new();

    /// <summary>The journey of one node; a new one is a restarted node.</summary>
    public QueryThrough Through(IMessageBoxOperations? kept = null)
    {
        var time = TimeProvider.System;
        var endpoint = _wiring.Outbound["BIL-5"];
        var translation = new Translation(time, _ => 1);
        var replies = new Replies(translation, new Router(_wiring, [], CanonicalCatalog.Messages), time);
        var gate = new EndpointGate("BIL-5", endpoint.Config.Circuit, Store, time);
        return _through = new QueryThrough(endpoint, Channel, gate, Store, kept ?? Store, replies, translation, time, NullLogger.Instance);
    }

    public static FindCurrentCharges Question(int number, string customer = "C1") =>
        new() { RequestId = new RequestId($"Q{number}"), CustomerNo = new CustomerNumber(customer) };

    public async ValueTask DisposeAsync()
    {
        Channel.Release();
        if (_through is not null)
            await _through.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Answers with charges that say how often it was asked, or as it is told.</summary>
internal sealed class ScriptedChannel : ISendingChannel
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private int _inside;

    public int Calls => _calls;

    /// <summary>Most calls that were under way at once.</summary>
    public int Most { get; private set; }

    public Failure? Fails { get; set; }

    /// <summary>Deaf to cancellation as well: the worst that a channel can do.</summary>
    public bool Hangs { get; set; }

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _released.TrySetResult();

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _calls);
        Most = Math.Max(Most, Interlocked.Increment(ref _inside));
        Entered.TrySetResult();
        try
        {
            if (Hangs)
                await _released.Task;
            if (Fails is { } failure)
                throw new ChannelException(failure, null, Answer($"{{\"requestId\":\"Q\",\"code\":\"B001\",\"reason\":\"unknown\"}}")) { FaultName = failure.Kind == FailureKind.Business ? "BusinessFault" : null };
            return new SendResult(Answer($$"""{"requestId":"Q","customerNo":"C1","period":"2026-11","total":{"fen":{{number}},"currency":"CNY"},"accounts":[],"asOf":"2026-11-22T10:00:00+08:00","stale":false}"""));
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Payload Answer(string json) => new(PayloadKind.Answer, Encoding.UTF8.GetBytes(json), "application/json");
}

/// <summary>Mappings that change nothing.</summary>
internal sealed class ScriptedMappings : IMappingLibrary
{
    public IReadOnlyList<IMapping> All => [];

    public bool IsBroken(string reference) => false;

    public IMapping? Find(string reference) => reference switch
    {
        "billing/ask@1" => new Out(),
        "billing/charges@1" => new In("CurrentCharges"),
        "billing/no@1" => new In("BillingRequestRejected"),
        _ => null,
    };

    private abstract class Named(string name) : IMapping
    {
        public string Name => name;

        public int Version => 1;

        public string Reference => $"{name}@1";

        public string Title => name;

        public string File => name;

        public MappingLineage Lineage => new([]);
    }

    private sealed class Out() : Named("billing/ask"), IOutboundMapping
    {
        public string Consumes => "FindCurrentCharges@1";

        public string ContentType => "application/json";

        public ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context) => canonicalJson;

        public bool WritesMany => false;

        public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream target, MappingContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class In(string type) : Named("billing/" + type), IInboundMapping
    {
        public IReadOnlyList<string> Produces => [$"{type}@1"];

        public bool Streams => false;

        public IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context) => [new CanonicalRecord(type, 1, source, null, "C1", null, [new("customer", "C1")])];

        public Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<RecordRead> ReadAsync(Stream source, FilePosition from, FileCheck check, MappingContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
