namespace Integration.Hub.Channels.Queue;

/// <summary>Queue, delayed and subscription tables, and what NServiceBus endpoints do with them: subscribe, publish, send later.</summary>
public sealed class SqlQueueTopology(SqlQueueDatabase database, TimeProvider time)
{
    /// <summary>Creates the queue table if it is missing. Several nodes may call it at once.</summary>
    public Task CreateQueueAsync(QueueAddress queue, CancellationToken cancellationToken) =>
        database.RunAsync(database.CreateQueue(queue), cancellationToken);

    /// <summary>Creates <c>endpoint.Delayed</c> beside the endpoint's queue if it is missing.</summary>
    public Task CreateDelayedAsync(QueueAddress endpoint, CancellationToken cancellationToken) =>
        database.RunAsync(database.CreateDelayed(endpoint), cancellationToken);

    public Task CreateSubscriptionsAsync(CancellationToken cancellationToken, string schema = QueueAddress.DefaultSchema) =>
        database.RunAsync(database.CreateSubscriptions(schema), cancellationToken);

    /// <param name="endpoint">Who subscribes; its instances share one subscription.</param>
    /// <param name="topic">Full name of the .NET message type, or of a base type.</param>
    public Task SubscribeAsync(string endpoint, QueueAddress queue, string topic, CancellationToken cancellationToken, string schema = QueueAddress.DefaultSchema) =>
        ExecuteAsync(database.Subscribe(schema), [("queueaddress", queue.ToString()), ("endpoint", endpoint), ("topic", topic)], cancellationToken);

    public Task UnsubscribeAsync(string endpoint, string topic, CancellationToken cancellationToken, string schema = QueueAddress.DefaultSchema) =>
        ExecuteAsync(database.Unsubscribe(schema), [("endpoint", endpoint), ("topic", topic)], cancellationToken);

    /// <summary>
    /// Puts one copy into each queue that subscribed to the type or one of its base types, all or none. Returns the queues.
    /// Sets intent and enclosed types; the other headers are the caller's.
    /// </summary>
    /// <param name="types">Full names: the message's type first, then its base types and interfaces.</param>
    public async Task<IReadOnlyList<QueueAddress>> PublishAsync(SqlQueueMessage message, IReadOnlyList<string> types, CancellationToken cancellationToken, string schema = QueueAddress.DefaultSchema)
    {
        var headers = new Dictionary<string, string>(message.Headers)
        {
            [NServiceBusHeaders.MessageIntent] = "Publish",
            [NServiceBusHeaders.EnclosedMessageTypes] = string.Join(';', types),
        };
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(connection, cancellationToken);
        var queues = new List<QueueAddress>();
        await using (var ask = connection.Command(transaction, database.Subscribers(schema, types.Count), [.. types.Select((t, i) => ($"t{i}", (object?)t))]))
        await using (var reader = await ask.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                queues.Add(QueueAddress.Parse(reader.GetString(0)));
        }
        // Two spellings of one address are one queue.
        var distinct = queues.Distinct().ToList();
        foreach (var queue in distinct)
            await database.InsertAsync(connection, transaction, SqlQueueInsert.Of(queue, message with { Headers = headers }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return distinct;
    }

    /// <summary>How many rows wait in a queue, expired ones too.</summary>
    public async Task<long> CountAsync(QueueAddress queue, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(null, database.Count(queue));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken));
    }

    /// <summary>Puts one message into a queue.</summary>
    public async Task SendAsync(SqlQueueMessage message, QueueAddress queue, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(connection, cancellationToken);
        await database.InsertAsync(connection, transaction, SqlQueueInsert.Of(queue, message), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Keeps a message in the sender's own delayed table until it is due; <see cref="SqlQueueDueMover"/> then brings it on its way.</summary>
    public Task SendDelayedAsync(SqlQueueMessage message, QueueAddress endpoint, QueueAddress destination, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(message.Headers) { [NServiceBusHeaders.ForwardDestination] = destination.ToString() };
        return ExecuteAsync(database.InsertDelayed(endpoint),
            [("id", database.Id(Guid.NewGuid())), ("headers", NServiceBusHeaders.Write(headers)), ("body", database.Bytes(message.Body)), ("due", database.Time(due))],
            cancellationToken);
    }

    /// <summary>As the other, after a delay from now.</summary>
    public Task SendDelayedAsync(SqlQueueMessage message, QueueAddress endpoint, QueueAddress destination, TimeSpan delay, CancellationToken cancellationToken) =>
        SendDelayedAsync(message, endpoint, destination, time.GetUtcNow() + delay, cancellationToken);

    private async Task ExecuteAsync(string sql, (string, object?)[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(null, sql, parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
