using System.Diagnostics;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Hub.Through;

public sealed class QueryThroughOnSqlite : QueryThroughSpecs
{
    private readonly string _folder = Directory.CreateTempSubdirectory("through-").FullName;

    protected override Task<MessageBoxStore> OpenAsync() => Task.FromResult(SqliteMessageBox.Open(Path.Combine(_folder, "box.db"), "specs", TimeProvider.System));

    protected override ValueTask CloseAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class QueryThroughOnPostgres : QueryThroughSpecs
{
    private PostgresServer? _server;

    protected override async Task<MessageBoxStore> OpenAsync()
    {
        _server = await PostgresServer.StartAsync();
        return PostgresMessageBox.Open(await _server.CreateDatabaseAsync("box"), "specs", TimeProvider.System);
    }

    protected override ValueTask CloseAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>What a question through the hub promises, on both stores.</summary>
public abstract class QueryThroughSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(6);

    // What a busy machine adds to a deadline that was kept.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);
    private static readonly Failure Down = new(FailureKind.EndpointDown, "soap.connect", "billing cannot be reached");
    private ThroughWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var store = await OpenAsync();
        await store.MigrateAsync(Token);
        _world = new ThroughWorld(store, Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_answer_outlives_the_node_and_is_told_stale_with_its_age_when_the_other_system_is_away()
    {
        await AnswerOnceAsync();
        _world.Channel.Fails = Down;
        var told = await _world.Through().AskAsync(ThroughWorld.Question(2), "core", Token);
        Assert.True(told is { Stale: true, Why.Code: "soap.connect" });
        Assert.True(told.Age > TimeSpan.Zero && told.AnsweredAt < TimeProvider.System.GetUtcNow());
        var charges = CanonicalJson.Deserialize<CurrentCharges>(told.Body);
        Assert.Equal((true, 1), (charges.Stale, charges.Total.Fen));
    }

    [Fact]
    public async Task What_one_asker_was_told_the_next_can_be_told_at_once()
    {
        var through = _world.Through();
        for (var n = 1; n < 20; n += 2)
        {
            _world.Channel.Fails = null;
            await through.AskAsync(ThroughWorld.Question(n, $"N{n}"), "core", Token);
            _world.Channel.Fails = new Failure(FailureKind.Transient, "soap.fault.SystemFault", "月结中");
            Assert.True((await through.AskAsync(ThroughWorld.Question(n + 1, $"N{n}"), "core", Token)).Stale);
        }
    }

    [Fact]
    public async Task The_newest_answer_to_the_same_question_is_the_last_known_one()
    {
        await AnswerOnceAsync();
        await AnswerOnceAsync();
        _world.Channel.Fails = Down;
        var told = await _world.Through().AskAsync(ThroughWorld.Question(9), "core", Token);
        Assert.Equal(2, CanonicalJson.Deserialize<CurrentCharges>(told.Body).Total.Fen);
        var other = await Assert.ThrowsAsync<RequestRefusedException>(() => _world.Through().AskAsync(ThroughWorld.Question(9, "C2"), "core", Token));
        Assert.Equal("query.no-answer", other.Code);
    }

    [Fact]
    public async Task A_channel_that_hangs_and_is_deaf_keeps_nobody_beyond_the_deadline()
    {
        await AnswerOnceAsync();
        _world.Channel.Hangs = true;
        var clock = Stopwatch.StartNew();
        var told = await _world.Through().AskAsync(ThroughWorld.Question(2), "core", Token);
        Assert.True(told is { Stale: true, Why.Code: "query.no-answer-in-time" }, told.Why?.Code);
        Assert.True(clock.Elapsed < Deadline + Slack, $"it took {clock.Elapsed}");
    }

    [Fact]
    public async Task So_many_questions_are_with_the_other_system_at_once_and_the_others_are_answered_in_time_too()
    {
        await AnswerOnceAsync();
        _world.Channel.Hangs = true;
        var through = _world.Through();
        var clock = Stopwatch.StartNew();
        var told = await Task.WhenAll(Enumerable.Range(2, 10).Select(n => through.AskAsync(ThroughWorld.Question(n), "core", Token)));
        Assert.True(clock.Elapsed < Deadline + Slack, $"it took {clock.Elapsed}");
        Assert.All(told, t => Assert.True(t.Stale));
        Assert.Equal(8, told.Count(t => t.Why?.Code is "query.busy" or "query.circuit-open"));
        Assert.Equal(2, _world.Channel.Most);
    }

    [Fact]
    public async Task Behind_an_open_circuit_the_other_system_is_left_alone()
    {
        await AnswerOnceAsync();
        _world.Channel.Fails = Down;
        var through = _world.Through();
        for (var n = 2; n < 6; n++)
            await through.AskAsync(ThroughWorld.Question(n), "core", Token);
        Assert.Equal(3, _world.Channel.Calls);
        var told = await through.AskAsync(ThroughWorld.Question(6), "core", Token);
        Assert.Equal((true, "query.circuit-open"), (told.Stale, told.Why?.Code));
    }

    [Fact]
    public async Task An_asker_who_leaves_does_not_take_the_question_along()
    {
        _world.Channel.Hangs = true;
        var through = _world.Through();
        using var leaving = new CancellationTokenSource();
        var asking = through.AskAsync(ThroughWorld.Question(1), "core", leaving.Token);
        await _world.Channel.Entered.Task.WaitAsync(Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        _world.Channel.Release();
        await through.DisposeAsync();
        var page = await _world.Store.SearchAsync(new MessageQuery { Type = nameof(CurrentCharges) }, Token);
        Assert.Single(page.Messages);
    }

    [Fact]
    public async Task The_others_own_no_is_told_and_not_an_old_answer()
    {
        await AnswerOnceAsync();
        _world.Channel.Fails = new Failure(FailureKind.Business, "soap.fault.BusinessFault", "客户不存在");
        var through = _world.Through();
        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => through.AskAsync(ThroughWorld.Question(2), "core", Token));
        Assert.Equal(("billing.B001", "unknown"), (refusal.Code, refusal.Message));
        await through.DisposeAsync();
        var page = await _world.Store.SearchAsync(new MessageQuery { Type = nameof(BillingRequestRejected) }, Token);
        Assert.Single(page.Messages);
    }

    [Fact]
    public async Task Every_question_is_on_record_with_what_became_of_it()
    {
        await AnswerOnceAsync();
        _world.Channel.Fails = Down;
        var through = _world.Through();
        await through.AskAsync(ThroughWorld.Question(2), "core", Token);
        await through.DisposeAsync();
        var questions = (await _world.Store.SearchAsync(new MessageQuery { Type = nameof(FindCurrentCharges) }, Token)).Messages;
        Assert.Equal(2, questions.Count);
        Assert.Empty(questions[0].Deliveries);
        Assert.Equal(DeliveryState.Done, Assert.Single(questions[1].Deliveries).State);
        var payloads = await _world.Store.GetPayloadsAsync(questions[0].Id, Token);
        Assert.Contains(payloads, p => System.Text.Encoding.UTF8.GetString(p.Payload.Bytes.Span).Contains("billing cannot be reached", StringComparison.Ordinal));
    }

    protected abstract Task<MessageBoxStore> OpenAsync();

    protected abstract ValueTask CloseAsync();

    // On a node that is stopped afterwards: what it recorded is in the store.
    private async Task AnswerOnceAsync()
    {
        var through = _world.Through();
        Assert.False((await through.AskAsync(ThroughWorld.Question(1), "core", Token)).Stale);
        await through.DisposeAsync();
    }
}
