using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Makes batches of waiting deliveries: number, name and messages in one transaction, under the interface's lock.</summary>
internal sealed class BatchCloser(BoxDatabase database, BoxClock clock)
{
    private const int Part = 2000;

    public Task<IReadOnlyList<BatchWaiting>> WaitingAsync(string @interface, int count, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (IReadOnlyList<BatchWaiting>)await session.QueryAsync(
            new Step<BatchWaiting>("batch_waiting", r => new(r.Text(), r.Text(), r.Time(), r.Int())).With("subscriber", @interface).With("most", count)), cancellationToken);

    public async Task<int> AdoptAsync(string @interface, CancellationToken cancellationToken)
    {
        for (var adopted = 0; ;)
        {
            var part = await Retrying.WriteAsync(database, (session, _) => session.ExecuteAsync(
                new Step("batch_adopt").With("subscriber", @interface).With("now", clock.Now).With("limit", Part)), cancellationToken);
            adopted += part;
            if (part < Part)
                return adopted;
        }
    }

    public Task<DateTimeOffset> LastHourAsync(string @interface, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, (session, _) => LockAsync(session, @interface), cancellationToken);

    public Task HourDoneAsync(string @interface, DateTimeOffset hour, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, (session, _) => session.ExecuteAsync(
            new Step("move_batch_clock").With("interface", @interface).With("hour", hour)), cancellationToken);

    /// <summary>The id is drawn outside, so that a commit whose answer was lost is found again and no second batch is made.</summary>
    public Task<OutgoingBatch?> CloseAsync(BatchClosing closing, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.Now);
        return Retrying.WriteAsync(database, async (session, earlier) =>
        {
            var lastHour = await LockAsync(session, closing.Interface);
            if (earlier.Uncertain && await FindAsync(session, id) is { } made)
                return made;
            if (lastHour >= closing.Hour || await CountAsync(session, closing) < closing.AtLeast)
                return null;
            await MakeAsync(session, closing, id);
            return await FindAsync(session, id);
        }, cancellationToken);
    }

    private async Task MakeAsync(BoxSession session, BatchClosing closing, Guid id)
    {
        var now = clock.Now;
        var (number, serial) = (await session.QueryAsync(new Step<(long, int)>("next_batch_number", r => (r.Long(), r.Int()))
            .With("interface", closing.Interface).With("serial_of", closing.SerialOf)))[0];
        var name = closing.FileName(number, serial);
        var messages = await session.ExecuteAsync(Select(new Step("assign_batch"), closing, closing.AtMost, now)
            .With("id", id).With("owner", BatchRow.Owner(name)).With("never", BatchRow.Never));
        await session.RunAsync(new Step("insert_batch")
            .With("id", id).With("interface", closing.Interface).With("message_type", closing.MessageType).With("batch_group", closing.Group)
            .With("number", number).With("serial", serial).With("serial_of", closing.SerialOf).With("file_name", name)
            .With("batch_date", BatchRow.Text(closing.BatchDate)).With("reason", closing.Reason).With("messages", (long)messages).With("now", now));
        if (closing.By is { } actor)
            await session.RunAsync(Repairing.Audit(actor, "close batch", $"{closing.Interface} {name}", closing.Reason, now));
    }

    private async Task<DateTimeOffset> LockAsync(BoxSession session, string @interface) => (await session.QueryAsync(
        new Step<DateTimeOffset>("lock_batching", r => r.Time()).With("interface", @interface).With("now", clock.Now)))[0];

    private async Task<int> CountAsync(BoxSession session, BatchClosing closing)
    {
        var count = new Step<int>("count_batch_waiting", r => r.Int());
        Select(count, closing with { AcceptedUntil = closing.OldestUntil ?? closing.AcceptedUntil }, closing.AtLeast, clock.Now);
        return (await session.QueryAsync(count))[0];
    }

    private static async Task<OutgoingBatch?> FindAsync(BoxSession session, Guid id) => (await session.QueryAsync(BatchRow.Find(id))).FirstOrDefault();

    private static Step Select(Step step, BatchClosing closing, int most, DateTimeOffset now) => step
        .With("subscriber", closing.Interface).With("message_type", closing.MessageType).With("batch_group", closing.Group)
        .With("until", closing.AcceptedUntil).With("most", most).With("now", now);
}
