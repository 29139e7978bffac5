using Integration.Hub;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Recoverability;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Hub;

public sealed class EndpointGateSpecs
{
    private const string Type = "OpenBillingAccount";
    private static readonly Failure Down = new(FailureKind.EndpointDown, "soap.refused", "connection refused");
    private readonly ManualTimeProvider _time = new();
    private readonly RecordedStates _states = new();
    private readonly EndpointGate _gate;

    public EndpointGateSpecs() => _gate = new EndpointGate("BIL-4", new CircuitPolicy(3, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)), _states, _time);

    [Fact]
    public async Task It_opens_after_so_many_failures_in_a_row_and_is_written_down()
    {
        await FailAsync(2);
        Assert.True(_gate.TryEnter(Type));
        await FailAsync(1);
        Assert.False(_gate.TryEnter(Type));
        Assert.Equal([("BIL-4", Type, CircuitStatus.Open)], _states.Set);
    }

    [Fact]
    public async Task A_success_between_failures_starts_the_count_anew()
    {
        await FailAsync(2);
        await _gate.SucceededAsync(Type);
        await FailAsync(2);
        Assert.True(_gate.TryEnter(Type));
        Assert.Empty(_states.Set);
    }

    [Fact]
    public async Task A_business_fault_shows_that_the_endpoint_is_there()
    {
        await FailAsync(2);
        await _gate.FailedAsync(Type, new Failure(FailureKind.Business, "soap.fault", "no such customer"));
        await FailAsync(2);
        Assert.True(_gate.TryEnter(Type));
    }

    [Fact]
    public async Task While_open_its_type_is_left_out_of_claims_and_other_types_go_on()
    {
        await FailAsync(3);
        Assert.Equal([Type], _gate.Look().ExceptTypes);
        Assert.True(_gate.TryEnter("CloseBillingAccount"));
    }

    [Fact]
    public async Task When_the_wait_is_over_exactly_one_delivery_goes_out_as_a_probe()
    {
        await FailAsync(3);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.True(_gate.Look() is { ProbeOnly: true, ExceptTypes.Count: 0 });
        Assert.True(_gate.TryEnter(Type));
        Assert.False(_gate.TryEnter(Type));
        Assert.Equal([Type], _gate.Look().ExceptTypes);
    }

    [Fact]
    public async Task A_good_probe_closes_it()
    {
        await FailAsync(3);
        _time.Advance(TimeSpan.FromSeconds(11));
        _gate.TryEnter(Type);
        await _gate.SucceededAsync(Type);
        Assert.True(_gate.TryEnter(Type));
        Assert.Equal(CircuitStatus.Closed, _states.Set[^1].Status);
    }

    [Fact]
    public async Task A_failed_probe_opens_it_again_for_longer()
    {
        await FailAsync(3);
        _time.Advance(TimeSpan.FromSeconds(11));
        _gate.TryEnter(Type);
        await FailAsync(1);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_gate.TryEnter(Type));
        _time.Advance(TimeSpan.FromSeconds(12));
        Assert.True(_gate.TryEnter(Type));
    }

    [Fact]
    public async Task A_probe_that_said_nothing_about_the_endpoint_lets_the_next_one_probe()
    {
        await FailAsync(3);
        _time.Advance(TimeSpan.FromSeconds(11));
        _gate.TryEnter(Type);
        _gate.Left(Type);
        Assert.True(_gate.TryEnter(Type));
    }

    [Fact]
    public async Task A_circuit_that_cannot_be_written_down_does_not_make_a_good_delivery_a_bad_one()
    {
        await FailAsync(3);
        _time.Advance(TimeSpan.FromSeconds(11));
        _gate.TryEnter(Type);
        _states.Away = true;
        await _gate.SucceededAsync(Type);
        Assert.True(_gate.TryEnter(Type));
    }

    [Fact]
    public void It_takes_over_what_another_node_found()
    {
        _gate.Refresh(new EndpointState("BIL-4", true, "month-end", [new CircuitState(Type, CircuitStatus.Open, _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), 2, "refused")]));
        Assert.True(_gate.Look().Paused);
        Assert.False(_gate.TryEnter(Type));
        _gate.Refresh(null);
        Assert.False(_gate.Look().Paused);
        Assert.True(_gate.TryEnter(Type));
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
            await _gate.FailedAsync(Type, Down);
    }

    private sealed class RecordedStates : IEndpointStates
    {
        public List<(string Endpoint, string Type, CircuitStatus Status)> Set { get; } = [];

        public bool Away { get; set; }

        public Task<IReadOnlyList<EndpointState>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<EndpointState>>([]);

        public Task PauseAsync(string endpoint, Actor actor, string reason, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task UnpauseAsync(string endpoint, Actor actor, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SetCircuitAsync(string endpoint, string messageType, CircuitStatus status, DateTimeOffset? probeAt, int failures, string? reason, CancellationToken cancellationToken)
        {
            if (Away)
                throw new TimeoutException("the store is away");
            Set.Add((endpoint, messageType, status));
            return Task.CompletedTask;
        }
    }
}
