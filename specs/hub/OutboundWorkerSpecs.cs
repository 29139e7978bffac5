using System.Text;
using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Mappings;
using Integration.Specs.Hub.Configuration;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Integration.Specs.Hub;

public sealed class OutboundWorkerSpecs : IAsyncDisposable
{
    private const string Type = "OpenBillingAccount";
    private readonly ConfigFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly NamedMapping _now = new("billing/open", 2), _old = new("billing/open", 1);
    private readonly FakeChannel _channel = new();
    private readonly FakeBox _box = new();
    private readonly EndpointGate _gate;
    private readonly OutboundWorker _worker;

    public OutboundWorkerSpecs()
    {
        var mappings = new Library([_now, _old]);
        var section = YamlSection.Load(Path.Combine(_folder.Root, "hub.yaml"), Settings.Empty, [])!;
        var config = new InterfaceConfig { Id = "BIL-4", System = "billing", Summary = "", Direction = InterfaceDirection.Out, Channel = "soap", Section = section };
        var route = new OutboundRoute(Type, 1, _now, "OpenAccount", null, null, new Dictionary<string, IInboundMapping>());
        var endpoint = new OutboundInterface(config, new Dictionary<string, OutboundRoute> { [Type] = route });
        var translation = new Translation(_time, _ => 1);
        var wiring = Wiring.Make(HubConfigLoader.Load(Prepared()), mappings, null, []);
        var replies = new Replies(translation, new Router(wiring, [], []), _time);
        _gate = new EndpointGate("BIL-4", new(1, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)), new NoStates(), _time);
        _worker = new OutboundWorker(endpoint, _channel, _gate, _box, replies, translation, mappings, _time, NullLogger<OutboundWorker>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return _channel.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_never_left_the_hub_says_nothing_good_about_an_endpoint_that_is_down()
    {
        await SendAsync(new ChannelException(new Failure(FailureKind.EndpointDown, "soap.refused", "connection refused")));
        Assert.False(_gate.TryEnter(Type));
        _time.Advance(TimeSpan.FromSeconds(11));
        await SendAsync(Local());
        Assert.IsType<DeliveryOutcome.Park>(_box.Outcome);
        // Still open: its next delivery is a probe, and the only one.
        Assert.True(_gate.TryEnter(Type));
        Assert.False(_gate.TryEnter(Type));
    }

    [Fact]
    public async Task A_message_that_never_left_the_hub_says_nothing_bad_about_an_endpoint_that_is_up()
    {
        await SendAsync(new ChannelException(new Failure(FailureKind.Transient, "soap.deadline", "too late")) { NothingSent = true });
        Assert.True(_gate.TryEnter(Type));
        Assert.True(_gate.TryEnter(Type));
    }

    [Fact]
    public async Task What_is_in_flight_goes_out_under_the_mapping_it_was_accepted_under()
    {
        await SendAsync(null, "billing/open@1", "OpenAccountOldName");
        Assert.Equal(("billing/open@1", "OpenAccountOldName"), (_channel.Body, _channel.Operation));
        await SendAsync(null, "billing/open@2");
        Assert.Equal(("billing/open@2", "OpenAccount"), (_channel.Body, _channel.Operation));
    }

    [Fact]
    public async Task A_message_accepted_before_mappings_were_kept_goes_out_under_the_configured_one()
    {
        await SendAsync(null);
        Assert.Equal("billing/open@2", _channel.Body);
    }

    [Fact]
    public async Task A_mapping_that_is_gone_parks_the_message_and_says_what_to_do()
    {
        await SendAsync(null, "billing/open@0");
        var park = Assert.IsType<DeliveryOutcome.Park>(_box.Outcome);
        Assert.Equal("mapping.gone", park.Failure.Code);
        Assert.Contains("hub resume --mapping billing/open@2", park.Failure.Message, StringComparison.Ordinal);
        Assert.Null(_channel.Body);
    }

    private static ChannelException Local() => new(new Failure(FailureKind.Data, "soap.request-invalid", "does not follow the contract")) { NothingSent = true };

    private string Prepared()
    {
        _folder.Write("adapters/billing/adapter.yaml", "system: billing\ninterfaces:\n  - { id: X-1, direction: out, channel: queue, address: a, subscribe: [ { message: Y@1, mapping: m@1 } ] }\n");
        return _folder.Root;
    }

    private Task SendAsync(ChannelException? failure, string? mapping = null, string? operation = null)
    {
        _channel.Failure = failure;
        var id = MessageId.New(_time.GetUtcNow());
        var envelope = new Envelope { Id = id, Type = Type, Source = "core", Body = "{}"u8.ToArray(), ConversationId = id.ToString(), ReceivedAt = _time.GetUtcNow() };
        var delivery = new ClaimedDelivery(new DeliveryId(id, "BIL-4"), 1, 1, null, "n1", _time.GetUtcNow(), envelope) { Mapping = mapping, Operation = operation };
        return _worker.WorkAsync([delivery], CancellationToken.None);
    }

    private sealed class FakeChannel : ISendingChannel
    {
        public ChannelException? Failure { get; set; }

        public string? Body { get; private set; }

        public string? Operation { get; private set; }

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
        {
            if (Failure is not null)
                throw Failure;
            (Body, Operation) = (Encoding.UTF8.GetString(message.Body.Span), message.Operation);
            return Task.FromResult(new SendResult(null));
        }

        public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Writes its own name, so that a test sees which one was used.</summary>
    private sealed class NamedMapping(string name, int version) : IOutboundMapping
    {
        public string Name => name;

        public int Version => version;

        public string Reference => $"{name}@{version}";

        public string Title => name;

        public string File => name;

        public MappingLineage Lineage { get; } = new([]);

        public string Consumes => $"{Type}@1";

        public string ContentType => "text/plain";

        public ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context) => Encoding.UTF8.GetBytes(Reference);

        public bool WritesMany => false;

        public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream target, MappingContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Library(IReadOnlyList<IMapping> all) : IMappingLibrary
    {
        public IReadOnlyList<IMapping> All => all;

        public IMapping? Find(string reference) => all.FirstOrDefault(m => m.Reference == reference);

        public bool IsBroken(string reference) => false;
    }

    private sealed class FakeBox : IMessageBox
    {
        public DeliveryOutcome? Outcome { get; private set; }

        public ValueTask<bool> CompleteAsync(ClaimedDelivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken)
        {
            Outcome = outcome;
            return new(true);
        }

        public ValueTask<AcceptResult> AcceptAsync(AcceptItem item, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<AcceptResult>> AcceptBatchAsync(IReadOnlyList<AcceptItem> items, TransferCheckpoint? checkpoint, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<DeliveryId>> RunInBoxAsync(IReadOnlyList<ClaimedDelivery> deliveries, Func<IInBoxTransaction, IReadOnlyList<ClaimedDelivery>, CancellationToken, Task> work, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RunInBoxAsync(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<DeliveryId>> RenewAsync(IReadOnlyList<ClaimedDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task WaitForWorkAsync(string subscriber, TimeSpan atMost, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long> NextNumberAsync(string sequence, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Payload?> FindAnswerAsync(string source, string? @interface, string duplicateKey, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoStates : IEndpointStates
    {
        public Task<IReadOnlyList<EndpointState>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<EndpointState>>([]);

        public Task PauseAsync(string endpoint, Actor actor, string reason, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task UnpauseAsync(string endpoint, Actor actor, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SetCircuitAsync(string endpoint, string messageType, CircuitStatus status, DateTimeOffset? probeAt, int failures, string? reason, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
