using System.Text;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Core;
using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Recoverability;
using Integration.Hub.MessageBox;
using Integration.Mappings;
using Integration.Specs.Hub.Configuration;
using Integration.Specs.Hub.Support;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Integration.Specs.Hub;

/// <summary>The outbound file journey of many messages, over the embedded store and a made-up bank.</summary>
public sealed class BatchSpecs : IAsyncLifetime
{
    // Monday 9:00 in China.
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.FromHours(8)));
    private readonly string _folder = Directory.CreateTempSubdirectory("batch-").FullName;
    private readonly Bank _bank = new();
    private MessageBoxStore _box = null!;
    private OutboundInterface _endpoint = null!;
    private EndpointGate _gate = null!;
    private Router _router = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _box = SqliteMessageBox.Open(Path.Combine(_folder, "box.db"), "n1", _time);
        await _box.MigrateAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _bank.DisposeAsync();
        await _box.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private BatchPump Pump(string batch, string node = "n1")
    {
        using var folder = new BatchFolder(batch);
        var mappings = MappingLibrary.Load(folder.Mappings, CanonicalCatalog.Messages);
        var errors = new List<ConfigError>();
        var wiring = Wiring.Make(folder.Load(), mappings, null, errors);
        Assert.Empty(errors);
        _endpoint = wiring.Outbound["BNK-1"];
        _router = new Router(wiring, [], CanonicalCatalog.Messages);
        _gate = new EndpointGate("BNK-1", CircuitPolicy.Default, _box, _time);
        var renderer = new BatchRenderer(_endpoint, _box, new Translation(_time, _ => 1));
        var lease = TimeSpan.FromMinutes(1);
        var sender = new BatchSender(_endpoint, _bank, _gate, _box, renderer, _router, lease, _time, NullLogger.Instance);
        return new BatchPump("BNK-1", new BatchPlanner(_endpoint), sender, _gate, _box, false, node, lease, _time, NullLogger<BatchPump>.Instance);
    }

    private async Task<MessageId> Debit(int n, string bank = "ICBC", string? no = null)
    {
        var json = $$$"""{"debitNo":"{{{no ?? $"D{n}"}}}","accountNo":"A{{{n}}}","debtor":{"bank":"{{{bank}}}","number":"62220{{{n}}}","holder":"客户{{{n}}}"},"amount":{"fen":{{{n}}},"currency":"CNY"},"collectOn":"2026-11-03"}""";
        var id = MessageId.New(_time.GetUtcNow());
        var envelope = new Envelope { Id = id, Type = "CollectDirectDebit", Source = "core", Body = Encoding.UTF8.GetBytes(json), ConversationId = id.ToString(), BusinessKey = $"A{n}", ReceivedAt = _time.GetUtcNow() };
        return (await _box.AcceptAsync(new AcceptItem(envelope, _router.Plan(envelope), []), Stop)).Id;
    }

    private static Task<bool> Turn(BatchPump pump) => pump.TurnAsync(CancellationToken.None, Stop);

    [Fact]
    public async Task What_waits_at_the_hour_goes_out_together()
    {
        var pump = Pump("{ at: [\"17:30\"] }");
        Assert.False(await Turn(pump));
        await Debit(1);
        await Debit(2);
        Assert.False(await Turn(pump));
        _time.Advance(TimeSpan.FromHours(8.5));
        Assert.True(await Turn(pump));
        Assert.Equal("H|BNK-1-20261102-000001|2|0.03\nD|D1|0.01\nD|D2|0.02\n", _bank.Files["DD_20261102_001.txt"]);
        await Debit(3);
        Assert.False(await Turn(pump));
    }

    [Fact]
    public async Task An_hour_that_passed_while_the_hub_was_down_is_made_up_for_once()
    {
        await Turn(Pump("{ at: [\"17:30\"] }"));
        await Debit(1);
        _time.Advance(TimeSpan.FromHours(20));
        var late = await Debit(2);
        var pump = Pump("{ at: [\"17:30\"] }");
        Assert.True(await Turn(pump));
        Assert.False(await Turn(pump));
        Assert.Equal(DeliveryState.Ready, (await _box.GetAsync(late, Stop))!.Summary.Deliveries[0].State);
        Assert.Equal("H|BNK-1-20261103-000001|1|0.01\nD|D1|0.01\n", Assert.Single(_bank.Files).Value);
    }

    [Fact]
    public async Task So_many_or_so_old_close_a_batch()
    {
        var pump = Pump("{ count: 2, after: 10m }");
        for (var n = 1; n <= 5; n++)
            await Debit(n);
        Assert.True(await Turn(pump));
        Assert.True(await Turn(pump));
        Assert.False(await Turn(pump));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await Turn(pump));
        Assert.Equal(["DD_20261102_001.txt", "DD_20261102_002.txt", "DD_20261102_003.txt"], _bank.Files.Keys);
        Assert.EndsWith("|1|0.05\nD|D5|0.05\n", _bank.Files["DD_20261102_003.txt"]);
    }

    [Fact]
    public async Task Killed_after_the_upload_the_same_bytes_go_out_under_the_same_name()
    {
        var pump = Pump("{ count: 2 }");
        var id = await Debit(1);
        await Debit(2);
        _bank.After = () => throw new BatchLostException(_box.ListAsync(new BatchQuery("BNK-1"), Stop).GetAwaiter().GetResult()[0]);
        await Turn(pump);
        var first = Assert.Single(_bank.Files).Value;
        Assert.Equal(DeliveryState.Claimed, (await _box.GetAsync(id, Stop))!.Summary.Deliveries[0].State);
        _bank.After = null;
        Assert.True(await Turn(Pump("{ count: 2 }")));
        Assert.Equal((2, first), (_bank.Uploads, Assert.Single(_bank.Files).Value));
        Assert.Equal(DeliveryState.Done, (await _box.GetAsync(id, Stop))!.Summary.Deliveries[0].State);
        Assert.False(await Turn(pump));
    }

    [Fact]
    public async Task One_that_cannot_be_mapped_is_parked_and_the_others_go()
    {
        var pump = Pump("{ count: 3 }");
        await Debit(1);
        var bad = await Debit(2, no: "D|2");
        await Debit(3);
        await Turn(pump);
        Assert.Equal("H|BNK-1-20261102-000001|2|0.04\nD|D1|0.01\nD|D3|0.03\n", Assert.Single(_bank.Files).Value);
        var parked = (await _box.GetAsync(bad, Stop))!.Summary.Deliveries[0];
        Assert.Equal((DeliveryState.Parked, "mapping.delimiter"), (parked.State, parked.Failure?.Code));
    }

    [Fact]
    public async Task Each_group_has_a_file_of_its_own()
    {
        var pump = Pump("{ count: 1, groupBy: debtor.bank }");
        await Debit(1, "ICBC");
        await Debit(2, "ABC");
        Assert.True(await Turn(pump));
        Assert.True(await Turn(pump));
        Assert.Equal(2, _bank.Files.Count);
    }

    [Fact]
    public async Task A_bank_that_is_down_gets_its_batch_later_and_no_attempt_is_used_up()
    {
        var pump = Pump("{ count: 1 }");
        await Debit(1);
        _bank.After = () => throw new ChannelException(new Failure(FailureKind.EndpointDown, "file.unreachable", "no connection"));
        await Turn(pump);
        var waiting = Assert.Single(await _box.ListAsync(new BatchQuery("BNK-1"), Stop));
        Assert.Equal((BatchState.Rendered, 0, "file.unreachable"), (waiting.State, waiting.Attempt, waiting.Failure!.Code));
        _bank.After = null;
        Assert.False(await Turn(pump));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await Turn(pump));
        Assert.Equal(BatchState.Sent, Assert.Single(await _box.ListAsync(new BatchQuery("BNK-1"), Stop)).State);
    }

    [Fact]
    public async Task A_paused_endpoint_closes_nothing()
    {
        var pump = Pump("{ count: 1 }");
        await Debit(1);
        await _box.PauseAsync("BNK-1", new Actor("li.na", "cli"), "holiday", Stop);
        _gate.Refresh((await ((IEndpointStates)_box).ListAsync(Stop)).Single(s => s.Endpoint == "BNK-1"));
        Assert.False(await Turn(pump));
        Assert.Empty(await _box.ListAsync(new BatchQuery("BNK-1"), Stop));
    }

    /// <summary>Keeps what it gets; <see cref="After"/> is what happens once the file is there.</summary>
    private sealed class Bank : IFileSendingChannel
    {
        public SortedDictionary<string, string> Files { get; } = [];

        public int Uploads { get; private set; }

        public Action? After { get; set; }

        public async Task SendFileAsync(OutgoingFile file, long size, string sha256, CancellationToken cancellationToken)
        {
            var bytes = new MemoryStream();
            await file.WriteTo(bytes, cancellationToken);
            Assert.Equal(size, bytes.Length);
            Files[file.Name] = Encoding.UTF8.GetString(bytes.ToArray());
            Uploads++;
            After?.Invoke();
        }

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
