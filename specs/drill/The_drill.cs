namespace Integration.Specs.Drill;

/// <summary>
/// Every fault that the counterparts can play, against a hub on real servers with the waits of life: each is to be seen on the map within 15 s of its first
/// effect, has one alert, and is gone by itself or by the one action of the runbook after the other side is well again.
/// </summary>
public sealed class The_drill(DrillHub hub) : IClassFixture<DrillHub>
{
    private readonly Systems _systems = new(hub);

    [Fact]
    public Task Systems_that_cannot_be_reached_or_refuse_all_calls() => new Round(hub,
    [
        _systems.Fails("BIL-4", MoodKind.Down), _systems.Fails("RES-1", MoodKind.Unavailable), _systems.Fails("RES-2", MoodKind.SignInRefused), _systems.Hangs("CS-3", MoodKind.Slow),
        _systems.Unread(), _systems.BadFile("BIL-1", MoodKind.WrongTotal), _systems.BadFile("RES-4", MoodKind.Truncated), _systems.Garbage("N97-3"), _systems.OutOfOrder("CS-4"),
    ]).PlayAsync();

    // What is counted over a minute takes its minute to be over: all of it in one round.
    [Fact]
    public Task Systems_that_answer_what_is_no_answer_and_say_what_is_not_in_the_contract() => new Round(hub,
    [
        _systems.Hangs("BIL-4", MoodKind.MonthEnd), _systems.Fails("RES-1", MoodKind.SystemFault), _systems.Fails("RES-2", MoodKind.Truncated), _systems.Refuses("CS-3"),
        _systems.BadLines("BIL-1"), _systems.BadLines("RES-4"), _systems.Twice("BIL-3"), _systems.Twice("CS-4"), _systems.Twice("N97-3"), _systems.DeadLetters(),
    ]).PlayAsync();

    [Fact]
    public Task Systems_whose_answers_are_lost() => new Round(hub,
    [
        _systems.HangsAndCannotTell("BIL-4"), _systems.Hangs("RES-1", MoodKind.AmbiguousTimeout), _systems.Hangs("CS-3", MoodKind.Lost), _systems.Garbage("BIL-3"), _systems.Garbage("CS-4"),
        _systems.BadFile("BIL-1", MoodKind.Empty), _systems.BadFile("RES-4", MoodKind.WrongEncoding),
    ]).PlayAsync();

    [Fact]
    public Task Broker_and_file_server_away() => new Round(hub, [.. _systems.BrokerAway(["N97-2", "CS-4"], "N97-1"), .. _systems.FilesAway("BIL-1", "RES-4")]).PlayAsync(others: true);

    [Fact]
    public async Task A_file_that_has_not_come_is_missed_until_it_comes()
    {
        Assert.Equal("missing", (await hub.LinkAsync("BIL-2")).GetProperty("state").GetString());
        await _systems.BringUsageAsync();
        // Its server may have been away before: that is an alert of its own.
        await Polling.UntilAsync(async () => (await hub.AlertsAsync()).Where(a => a.Subject == "BIL-2").ToList() is { Count: > 0 } told && told.TrueForAll(a => a.Over) && (await hub.LinkAsync("BIL-2")).GetProperty("state").GetString() is "ok" or "idle",
            "the file is there and its alert is over", TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(250));
    }
}
