using Integration.Hub;
using Integration.Hub.Core.Recoverability;
using Xunit;

namespace Integration.Specs.Hub;

public sealed class RecoverabilitySpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly RetryPolicy Policy = new(Attempts: 4, First: TimeSpan.FromSeconds(2), Max: TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData(FailureKind.Data)]
    [InlineData(FailureKind.Business)]
    public void What_cannot_get_better_by_itself_is_parked_at_the_first_failure(FailureKind kind) =>
        Assert.IsType<Decision.Park>(Decide(kind, attempt: 1));

    [Theory]
    [InlineData(FailureKind.Transient)]
    [InlineData(FailureKind.UnknownOutcome)]
    [InlineData(FailureKind.Internal)]
    public void What_may_pass_is_tried_again_until_the_attempts_are_used_up(FailureKind kind)
    {
        Assert.IsType<Decision.Retry>(Decide(kind, attempt: 1));
        Assert.IsType<Decision.Retry>(Decide(kind, attempt: 3));
        var parked = Assert.IsType<Decision.Park>(Decide(kind, attempt: 4));
        Assert.Contains("gave up after 4 attempts", parked.Failure.Message);
    }

    [Theory]
    [InlineData(FailureKind.Transient)]
    [InlineData(FailureKind.UnknownOutcome)]
    public void While_the_circuit_is_open_a_failed_probe_costs_no_attempt_and_stands_back_for_others(FailureKind kind)
    {
        var wait = Assert.IsType<Decision.Wait>(Recover.Decide(Some(kind), attempt: 4, Policy, Now, chance: 1, circuitOpen: true));
        Assert.Equal(Now.AddSeconds(5), wait.At);
        Assert.IsType<Decision.Park>(Recover.Decide(Some(FailureKind.Internal), attempt: 4, Policy, Now, chance: 1, circuitOpen: true));
        Assert.IsType<Decision.Park>(Recover.Decide(Some(FailureKind.Business), attempt: 1, Policy, Now, chance: 1, circuitOpen: true));
    }

    [Fact]
    public void The_wait_doubles_up_to_its_limit()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), WaitAfter(1));
        Assert.Equal(TimeSpan.FromSeconds(4), WaitAfter(2));
        Assert.Equal(TimeSpan.FromSeconds(5), WaitAfter(3));
    }

    [Fact]
    public void Chance_spreads_the_wait_between_its_half_and_its_whole()
    {
        var retry = Assert.IsType<Decision.Retry>(Recover.Decide(Some(FailureKind.Transient), 1, Policy, Now, chance: 0));
        Assert.Equal(Now.AddSeconds(1), retry.At);
    }

    [Fact]
    public void An_endpoint_that_is_away_uses_up_no_attempts_however_often() =>
        Assert.IsType<Decision.Wait>(Decide(FailureKind.EndpointDown, attempt: 99));

    [Theory]
    [InlineData(FailureKind.EndpointDown, true)]
    [InlineData(FailureKind.Transient, true)]
    [InlineData(FailureKind.UnknownOutcome, true)]
    [InlineData(FailureKind.Data, false)]
    [InlineData(FailureKind.Business, false)]
    [InlineData(FailureKind.Internal, false)]
    public void Only_failures_of_the_endpoint_count_for_its_circuit(FailureKind kind, bool counts) =>
        Assert.Equal(counts, Recover.CountsForCircuit(Some(kind)));

    [Fact]
    public void An_open_circuit_is_probed_less_and_less_often()
    {
        var policy = new CircuitPolicy(3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        Assert.Equal([5, 10, 20, 30, 30], Enumerable.Range(0, 5).Select(n => (int)(Recover.NextProbe(policy, n, Now, 1) - Now).TotalSeconds));
    }

    private static TimeSpan WaitAfter(int attempt) => ((Decision.Retry)Decide(FailureKind.Transient, attempt)).At - Now;

    private static Decision Decide(FailureKind kind, int attempt) => Recover.Decide(Some(kind), attempt, Policy, Now, chance: 1);

    private static Failure Some(FailureKind kind) => new(kind, "some.code", "something");
}
