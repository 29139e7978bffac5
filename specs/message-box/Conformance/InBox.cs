using System.Data.Common;
using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>In-box work, waiting for work, numbers.</content>
public abstract partial class MessageBoxConformance
{
    private static async Task Sql(IInBoxTransaction box, string sql)
    {
        await using var command = box.Connection.CreateCommand();
        command.Transaction = box.Transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task<int> CustomerCount()
    {
        await Accept(Some.Item("counter"));
        var count = 0;
        await Box.RunInBoxAsync([await ClaimOne("counter")], async (box, _, _) =>
        {
            await using DbCommand command = box.Connection.CreateCommand();
            command.Transaction = box.Transaction;
            command.CommandText = "SELECT count(*) FROM customer";
            count = Convert.ToInt32(await command.ExecuteScalarAsync(Stop));
        }, Stop);
        return count;
    }

    private async Task MakeCustomerTable()
    {
        await Accept(Some.Item("setup"));
        await Box.RunInBoxAsync([await ClaimOne("setup")], (box, _, _) => Sql(box, "CREATE TABLE customer (name TEXT NOT NULL)"), Stop);
    }

    [Fact]
    public async Task In_box_work_its_messages_and_the_completion_are_one()
    {
        await MakeCustomerTable();
        var id = await Accept(Some.Item());
        var born = Some.Item("orders");
        var lost = await Box.RunInBoxAsync([await ClaimOne()], async (box, deliveries, _) =>
        {
            Assert.Equal(id, Assert.Single(deliveries).Id.Message);
            await Sql(box, "INSERT INTO customer VALUES ('北京第一机床厂')");
            box.Publish(born);
        }, Stop);

        Assert.Empty(lost);
        Assert.Equal(DeliveryState.Done, await State(id));
        Assert.Equal(born.Envelope.Id, (await ClaimOne("orders")).Id.Message);
        Assert.Equal(1, await CustomerCount());
    }

    [Fact]
    public async Task Work_that_no_delivery_asked_for_and_its_messages_are_one()
    {
        await MakeCustomerTable();
        var born = Some.Item("orders");
        await Box.RunInBoxAsync(async (box, _) =>
        {
            await Sql(box, "INSERT INTO customer VALUES ('北京第一机床厂')");
            box.Publish(born);
        }, Stop);
        Assert.Equal(born.Envelope.Id, (await ClaimOne("orders")).Id.Message);
        Assert.Equal(1, await CustomerCount());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Box.RunInBoxAsync(async (box, _) =>
        {
            await Sql(box, "INSERT INTO customer VALUES ('x')");
            box.Publish(Some.Item("orders"));
            throw new InvalidOperationException("no");
        }, Stop));
        Assert.Equal("no", error.Message);
        await NothingToClaim("orders");
        Assert.Equal(1, await CustomerCount());
        // It is over before the next may begin.
        await Assert.ThrowsAsync<InvalidOperationException>(() => Box.RunInBoxAsync((_, _) => Box.RunInBoxAsync((_, _) => Task.CompletedTask, Stop), Stop));
    }

    [Fact]
    public async Task In_box_work_that_throws_leaves_nothing()
    {
        await MakeCustomerTable();
        var id = await Accept(Some.Item());
        var claimed = await ClaimOne();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Box.RunInBoxAsync([claimed], async (box, _, _) =>
        {
            await Sql(box, "INSERT INTO customer VALUES ('x')");
            box.Publish(Some.Item("orders"));
            throw new InvalidOperationException("no");
        }, Stop));

        Assert.Equal("no", error.Message);
        Assert.Equal(DeliveryState.Claimed, await State(id));
        await NothingToClaim("orders");
        Assert.Equal(0, await CustomerCount());
        Assert.True(await Complete(claimed, new DeliveryOutcome.Retry(Some.Noon.AddMinutes(1), Some.Failure(), [])));
    }

    [Fact]
    public async Task In_box_work_does_not_get_deliveries_that_were_lost()
    {
        await Accept(Some.Item());
        await Accept(Some.Item());
        var late = await Box.ClaimAsync(Some.Claim(), Stop);
        Time.Advance(TimeSpan.FromSeconds(20));
        await Box.RenewAsync([late[1]], TimeSpan.FromMinutes(1), Stop);
        Time.Advance(TimeSpan.FromSeconds(20));
        await Box.RescueAsync(Stop);
        var given = new List<DeliveryId>();

        var lost = await Box.RunInBoxAsync(late, (_, deliveries, _) =>
        {
            given.AddRange(deliveries.Select(d => d.Id));
            return Task.CompletedTask;
        }, Stop);

        Assert.Equal([late[0].Id], lost);
        Assert.Equal([late[1].Id], given);
    }

    [Fact]
    public async Task What_in_box_work_publishes_again_is_dropped_silently()
    {
        await Accept(Some.Keyed("k", to: "orders"));
        await Accept(Some.Item());
        await Box.RunInBoxAsync([await ClaimOne()], (box, _, _) =>
        {
            box.Publish(Some.Keyed("k", to: "orders"));
            box.Publish(Some.Keyed("k", "{\"other\":1}", to: "orders"));
            return Task.CompletedTask;
        }, Stop);
        Assert.Single(await Box.ClaimAsync(Some.Claim("orders"), Stop));
    }

    [Fact]
    public async Task In_box_work_may_draw_numbers_but_not_accept_beside_its_transaction()
    {
        await Accept(Some.Item());
        var number = 0L;
        await Box.RunInBoxAsync([await ClaimOne()], async (_, _, _) =>
        {
            number = await Box.NextNumberAsync("ticket", Stop);
            var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Box.AcceptAsync(Some.Item(), Stop));
            Assert.Contains("Publish", error.Message, StringComparison.Ordinal);
        }, Stop);
        Assert.NotEqual(number, await Box.NextNumberAsync("ticket", Stop));
    }

    [Fact]
    public async Task Replies_are_stored_with_the_completion_or_not_at_all()
    {
        var id = await Accept(Some.Item());
        var late = await ClaimOne();
        Time.Advance(TimeSpan.FromSeconds(31));
        await Box.RescueAsync(Stop);
        Assert.False(await Complete(late, Some.Delivered(Some.Item("orders"))));
        await NothingToClaim("orders");

        var reply = Some.Item("orders", envelope: Some.Message() with { CausationId = id });
        Assert.True(await Complete(await ClaimOne(), Some.Delivered(reply)));
        Assert.Equal(id, (await ClaimOne("orders")).Envelope.CausationId);
    }

    [Fact]
    public async Task Waiting_for_work_ends_when_something_is_accepted_here_or_elsewhere()
    {
        await NothingToClaim();
        var waiting = Box.WaitForWorkAsync("archive", TimeSpan.FromDays(1), Stop);
        await Accept(Some.Item());
        await waiting;
        await ClaimOne();

        var elsewhere = Node("n2");
        await NothingToClaim();
        waiting = Box.WaitForWorkAsync("archive", TimeSpan.FromDays(1), Stop);
        await elsewhere.AcceptAsync(Some.Item(), Stop);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await ClaimOne();
    }

    [Fact]
    public async Task Work_that_came_between_the_claim_and_the_wait_is_not_missed()
    {
        await NothingToClaim();
        await Accept(Some.Item());
        await Box.WaitForWorkAsync("archive", TimeSpan.FromDays(1), Stop);
        await ClaimOne();
    }

    [Fact]
    public async Task Waiting_for_work_ends_for_what_is_due_released_resumed_or_unpaused()
    {
        async Task Wakes(Func<Task> change)
        {
            await Box.ClaimAsync(Some.Claim(), Stop);
            var waiting = Box.WaitForWorkAsync("archive", TimeSpan.FromDays(1), Stop);
            await change();
            await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        }

        await Accept(Some.Item(orderKey: "a"));
        await Accept(Some.Item(orderKey: "a"));
        var first = await ClaimOne();
        await Wakes(() => Complete(first));
        await Parked("other");
        await Accept(new AcceptItem(Some.Message(), [new("archive", DueAt: Some.Noon.AddMinutes(1))], []));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Wakes(() => Box.PromoteDueAsync(Stop));
        await Accept(new AcceptItem(Some.Message(), [new("archive", Parked: Some.Failure())], []));
        await Wakes(() => Box.ResumeAsync(new(Subscriber: "archive"), Some.Operator, Stop));
        await Wakes(() => Box.UnpauseAsync("archive", Some.Operator, Stop));
    }

    [Fact]
    public async Task Waiting_for_work_ends_after_its_time()
    {
        var waiting = await Quiet();
        Time.Advance(TimeSpan.FromSeconds(5));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    /// <summary>
    /// A wait that nothing has woken. A node wakes everyone once when its listener has connected, as something may have come before;
    /// that may be after the first claim, so a wait that is over at once is begun again.
    /// </summary>
    private async Task<Task> Quiet()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await NothingToClaim();
            var waiting = Box.WaitForWorkAsync("archive", TimeSpan.FromSeconds(5), Stop);
            if (!waiting.IsCompleted)
                return waiting;
        }
        throw new InvalidOperationException("Every one of 100 waits without work was over at once.");
    }

    [Fact]
    public async Task Numbers_are_never_repeated_by_nodes_or_restarts()
    {
        var other = Node("n2");
        var drawn = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? Box : other).NextNumberAsync("ticket", Stop).AsTask()));
        var restarted = await Node("n1").NextNumberAsync("ticket", Stop);
        Assert.Equal(201, drawn.Append(restarted).Distinct().Count());
        Assert.All(drawn, n => Assert.True(n > 0));
        Assert.Equal(1, await Box.NextNumberAsync("another", Stop));
    }

    [Fact]
    public async Task A_faulty_reply_fails_its_own_completion_only()
    {
        await Box.AcceptBatchAsync([.. Enumerable.Range(0, 20).Select(_ => Some.Item())], null, Stop);
        var claimed = await Box.ClaimAsync(Some.Claim(), Stop);
        var faulty = Some.Item("orders", envelope: Some.Message() with { Count = -1 });
        var calls = claimed.Select((c, i) => Complete(c, Some.Delivered(i == 7 ? faulty : Some.Item("orders")))).ToList();

        Assert.NotNull(await Record.ExceptionAsync(() => calls[7]));
        Assert.All(await Task.WhenAll(calls.Where((_, i) => i != 7)), Assert.True);
        Assert.Equal(19, (await Box.ClaimAsync(Some.Claim("orders"), Stop)).Count);
        Assert.Equal(DeliveryState.Claimed, await State(claimed[7].Id.Message));
    }
}
