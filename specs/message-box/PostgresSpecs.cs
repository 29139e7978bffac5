using System.Collections.Concurrent;
using Integration.Hub;
using Npgsql;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <summary>What only PostgreSQL has: connections that break in mid-commit, partitions, several versions.</summary>
public sealed class PostgresSpecs(PostgresStores stores)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string KillAll =
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    [Fact]
    public async Task Connections_killed_at_any_moment_lose_nothing_and_double_nothing()
    {
        var store = (PostgresStore)await stores.CreateAsync();
        await using var box = store.Open("n1", Some.Clock());
        var accepted = new ConcurrentBag<MessageId>();
        var delivered = new ConcurrentQueue<DeliveryId>();
        const int Callers = 16, PerCaller = 60;
        var callers = Enumerable.Range(0, Callers).Select(c => Task.Run(async () =>
        {
            for (var n = 0; n < PerCaller; n++)
            {
                var result = await box.AcceptAsync(new AcceptItem(Some.Message() with { DuplicateKey = $"{c}/{n}" }, [new("archive", $"key{c}")], []), Stop);
                Assert.Equal(AcceptStatus.Accepted, result.Status);
                accepted.Add(result.Id);
            }
        }, Stop)).ToList();
        var worker = Task.Run(async () =>
        {
            while (delivered.Count < Callers * PerCaller)
                await WorkOnce();
        }, Stop);

        var all = Task.WhenAll([.. callers, worker]);
        for (var kills = 0; kills < 8 && !all.IsCompleted; kills++)
        {
            var seen = delivered.Count;
            while (delivered.Count < seen + 40 && !all.IsCompleted)
                await Task.Yield();
            await store.ScalarAsync(KillAll);
        }
        await all;

        Assert.Equal(Callers * PerCaller, accepted.Distinct().Count());
        Assert.Equal(accepted.Order(), delivered.Select(d => d.Message).Order());
        Assert.Equal(0L, await store.ScalarAsync("SELECT count(*) FROM box.delivery"));
        Assert.Equal((long)(Callers * PerCaller), await store.ScalarAsync("SELECT count(*) FROM box.delivery_history WHERE state = 6"));

        async Task WorkOnce()
        {
            try
            {
                var claimed = await box.ClaimAsync(Some.Claim(), Stop);
                await Task.WhenAll(claimed.Select(async c =>
                {
                    Assert.True(await box.CompleteAsync(c, Some.Delivered(), Stop));
                    delivered.Enqueue(c.Id);
                }));
            }
            catch (NpgsqlException)
            {
                // The claim's own connection was killed: what it may have claimed all the same, comes back when its lease is over.
                await store.ScalarAsync("UPDATE box.delivery SET state = 0, lease_until = NULL, attempts = attempts - 1 WHERE state = 2");
            }
        }
    }

    [Fact]
    public async Task A_batch_whose_commit_was_cut_off_is_not_stored_twice()
    {
        var store = (PostgresStore)await stores.CreateAsync();
        await using var box = store.Open("n1", Some.Clock());
        var file = (await box.ClaimAsync(new TransferKey("BIL-1", TransferDirection.In, "f", 1, null), "n1", TimeSpan.FromMinutes(1), Stop)).Transfer;
        var ended = 0;
        var calls = Enumerable.Range(1, 30).Select(async n =>
        {
            var progress = new TransferProgress(n, n, n, 0, 1);
            var results = await box.AcceptBatchAsync([Some.Item(), Some.Item()], new TransferCheckpoint(file.Id, "n1", progress, TimeSpan.FromMinutes(1), [new TransferReject(n, Some.Failure(), "x")]), Stop);
            Interlocked.Increment(ref ended);
            return results;
        });
        var batches = Task.WhenAll(calls);
        for (var kills = 0; kills < 5 && !batches.IsCompleted; kills++)
        {
            var seen = Volatile.Read(ref ended);
            await store.ScalarAsync(KillAll);
            while (Volatile.Read(ref ended) == seen && !batches.IsCompleted)
                await Task.Yield();
        }

        Assert.All((await batches).SelectMany(b => b), r => Assert.Equal(AcceptStatus.Accepted, r.Status));
        Assert.Equal(60L, await store.ScalarAsync("SELECT count(*) FROM box.message"));
        Assert.Equal(60L, await store.ScalarAsync("SELECT count(*) FROM box.delivery"));
        Assert.Equal(30L, await store.ScalarAsync("SELECT count(DISTINCT line) FROM box.transfer_reject"));
    }

    [Fact]
    public async Task Partitions_are_made_ahead_and_on_demand_and_far_ids_fall_into_the_default()
    {
        var store = (PostgresStore)await stores.CreateAsync();
        var clock = Some.Clock();
        await using var box = store.Open("n1", clock);
        Assert.Equal("{20261122,20261123,20261124}", await Days());

        clock.Advance(TimeSpan.FromDays(5));
        await box.AcceptAsync(Some.Item(envelope: Some.Message(at: clock.GetUtcNow())), Stop);
        await box.AcceptAsync(Some.Item(envelope: Some.Message() with { Id = new MessageId(Guid.NewGuid()) }), Stop);
        await box.AcceptAsync(Some.Item(envelope: Some.Message(at: clock.GetUtcNow().AddYears(-3))), Stop);

        Assert.Contains("20261127", (string)(await Days())!, StringComparison.Ordinal);
        Assert.Equal(1L, await store.ScalarAsync("SELECT count(*) FROM ONLY box.message_20261127"));
        Assert.Equal(2L, await store.ScalarAsync("SELECT count(*) FROM box.message_other"));
        Assert.Equal(3, (await box.ClaimAsync(Some.Claim(), Stop)).Count);

        Task<object?> Days() => store.ScalarAsync(
            "SELECT array_agg(substr(relname, 9) ORDER BY relname)::text FROM pg_class WHERE relname ~ '^message_2[0-9]*$'");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        var store = (PostgresStore)await stores.CreateAsync();
        await store.ScalarAsync("INSERT INTO box.schema_version (version) VALUES (99)");
        await using var box = store.Open("n1", Some.Clock());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => box.MigrateAsync(Stop));
        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_refuses_states_that_cannot_be()
    {
        var store = (PostgresStore)await stores.CreateAsync();
        await using var box = store.Open("n1", Some.Clock());
        await box.AcceptAsync(Some.Item(), Stop);
        foreach (var wrong in new[] { "state = 2", "state = 3", "state = 5", "state = 6", "state = 1", "lease_until = now()", "attempts = -1" })
            Assert.Equal(PostgresErrorCodes.CheckViolation,
                (await Assert.ThrowsAsync<PostgresException>(() => store.ScalarAsync($"UPDATE box.delivery SET {wrong}"))).SqlState);
    }
}
