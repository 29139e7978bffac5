using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "RES-5")]
public sealed class CircuitEventSteps(WholeHub hub)
{
    private const string Interface = "RES-5";
    private static int _told;
    private readonly DateTimeOffset _since = hub.Hub.Time.GetUtcNow();
    private string _circuit = "";

    [Given("resource management sends its next {int} events twice")]
    public void GivenTwice(int events) => hub.Resource.Moods.Set(Interface, MoodKind.Duplicate, events);

    [Given("resource management sends its next events in the wrong order")]
    public void GivenWrongOrder() => hub.Resource.Moods.Set(Interface, MoodKind.OutOfOrder, times: 1);

    [Given("resource management sends {int} event that cannot be read")]
    public void GivenUnreadable(int events) => hub.Resource.Moods.Set(Interface, MoodKind.BadLines, events);

    [When("resource management tells an outage and the repair of a circuit")]
    public Task WhenDownAndUp()
    {
        var (n, at) = Next();
        return hub.Resource.Events.TellAsync(
        [
            new CircuitEvent($"REF{n:D5}-1", "OUTAGE", $"GZF{n:D5}", _circuit, at.AddHours(-3), "光缆中断", To: at.AddHours(1)),
            new CircuitEvent($"REF{n:D5}-2", "REPAIR", $"GZF{n:D5}", _circuit, at.AddHours(-1), "重新熔接"),
        ], TestContext.Current.CancellationToken);
    }

    [When("resource management tells a cut-over of a circuit")]
    public Task WhenCutOver()
    {
        var (n, at) = Next();
        return hub.Resource.Events.TellAsync([new CircuitEvent($"REF{n:D5}-1", "CUTOVER", $"GJF{n:D5}", _circuit, at, From: at.AddDays(3), To: at.AddDays(3).AddHours(4))], TestContext.Current.CancellationToken);
    }

    [Then("the hub knows the outage with its cause and the expected repair")]
    public async Task ThenOutage()
    {
        var outage = await Known.OneAsync<CircuitOutageStarted>(hub, "circuit", _circuit);
        Assert.Equal(("光缆中断", TimeSpan.FromHours(4)), (outage.Cause, outage.ExpectedRepairAt - outage.OccurredAt));
    }

    [Then("the hub knows the repair with what was done")]
    public async Task ThenRepair() => Assert.Equal("重新熔接", (await Known.OneAsync<CircuitRepaired>(hub, "circuit", _circuit)).Solution);

    [Then("the archive shows the outage as repaired")]
    public Task ThenRepaired() => Patience.UntilAsync("the outage with its cause and its repair", () => hub.Archive.OutageAsync(_circuit), o => o is { Cause: "光缆中断", Solution: "重新熔接" });

    [Then("the hub knows the window in which the circuit may be interrupted")]
    public async Task ThenWindow()
    {
        var cutOver = await Known.OneAsync<CircuitCutOverPlanned>(hub, "circuit", _circuit);
        Assert.Equal(TimeSpan.FromHours(4), cutOver.EndsAt - cutOver.StartsAt);
    }

    [Then("the hub has taken {int} events of the circuit")]
    public async Task ThenTaken(int events)
    {
        await Patience.UntilAsync($"{events} events of {_circuit}", CountAsync, n => n >= events);
        // One more event behind them proves that a repeat would be here by now.
        var marker = _circuit;
        await WhenCutOver();
        await Known.OneAsync<CircuitCutOverPlanned>(hub, "circuit", _circuit);
        _circuit = marker;
        Assert.Equal(events, await CountAsync());
    }

    [Then("the unreadable circuit event is parked raw")]
    public async Task ThenParked() => Assert.Equal("{\"version\":1,\"event\":", await Known.UnreadableAsync(hub, Interface, _since));

    private async Task<int> CountAsync() =>
        (await Known.AllAsync<CircuitOutageStarted>(hub, "circuit", _circuit)).Count + (await Known.AllAsync<CircuitRepaired>(hub, "circuit", _circuit)).Count;

    private (int Number, DateTimeOffset At) Next()
    {
        var n = Interlocked.Increment(ref _told);
        _circuit = $"0571-ZX-7{n:D5}";
        return (n, hub.Hub.Time.GetUtcNow());
    }
}
