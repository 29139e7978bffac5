using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>What the console reads.</summary>
internal sealed class Reading(BoxDatabase database, BoxClock clock)
{
    private const int LongestTrace = 1000;

    public Task<MessagePage> SearchAsync(MessageQuery query, CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var rows = await MessageSearch.RunAsync(session, query, clock.Now);
        var page = rows.Take(query.Limit).ToList();
        return new MessagePage(await WithDeliveriesAsync(session, page), rows.Count > query.Limit ? page[^1].Id : null);
    }, cancellationToken);

    public Task<IReadOnlyList<MessageSummary>> TraceAsync(TraceQuery query, CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var rows = await MessageSearch.TraceAsync(session, query, LongestTrace);
        return await WithDeliveriesAsync(session, [.. rows.OrderBy(m => m.Sequence)]);
    }, cancellationToken);

    public Task<MessageDetail?> GetAsync(MessageId id, CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var message = EnvelopeRow.ById([id]);
        var deliveries = Deliveries([id]);
        var attempts = new Step<Attempt>("read_attempts", r => new(r.Text(), r.Int(), r.Time(), r.Time(), r.Text(), r.FailureOrNull(), r.TextOrNull())).With("id", id);
        var audit = new Step<AuditEntry>("read_audit_of", ReadAudit).With("id", id);
        await session.RunAsync(message, deliveries, attempts, audit);
        return message.Rows is [var row]
            ? new MessageDetail(row.Envelope, Summary(row, [.. deliveries.Rows.Select(d => d.Delivery)]), attempts.Rows, audit.Rows)
            : null;
    }, cancellationToken);

    public async Task<IReadOnlyList<StoredPayload>> GetPayloadsAsync(MessageId id, CancellationToken cancellationToken) =>
        await database.ReadAsync(new Step<StoredPayload>("read_payloads", r => new(ReadPayload(r), r.TextOrNull(), r.Int(), r.Time())).With("id", id), cancellationToken);

    public async Task<Payload?> FindAnswerAsync(Guid keyHash, CancellationToken cancellationToken) =>
        (await database.ReadAsync(new Step<Payload>("find_answer", ReadPayload).With("key_hash", keyHash), cancellationToken)).FirstOrDefault();

    public async Task<IReadOnlyList<SubscriberFigures>> SubscriberFiguresAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(new Step<SubscriberFigures>("subscriber_figures",
            r => new(r.Text(), r.Long(), r.Long(), r.Long(), r.Long(), r.Long(), r.Long(), r.TimeOrNull())), cancellationToken);

    public async Task<DateTimeOffset?> OldestMessageAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(new Step<Guid>("oldest_message", r => r.Id()), cancellationToken) is [var oldest, ..] ? DayBounds.MadeAt(oldest) : null;

    public Task<IReadOnlyList<InterfaceFigures>> InterfaceFiguresAsync(DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var sinceId = DayBounds.LowestAt(since);
        var incoming = new Step<InterfaceFigures>("interface_figures_in", r =>
        {
            var (name, received, rejected) = (r.Text(), r.Long(), r.Long());
            return new(name, "in", received, 0, rejected, r.Long(), r.Long(), Seconds(r.DoubleOrNull()), Seconds(r.DoubleOrNull()));
        }).With("since_id", sinceId).With("since", since);
        var outgoing = new Step<InterfaceFigures>("interface_figures_out", r =>
            new(r.Text(), "out", 0, r.Long(), 0, r.Long(), r.Long(), Seconds(r.DoubleOrNull()), Seconds(r.DoubleOrNull()))).With("since_id", sinceId);
        await session.RunAsync(incoming, outgoing);
        return (IReadOnlyList<InterfaceFigures>)[.. incoming.Rows, .. outgoing.Rows];
    }, cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(new Step<AuditEntry>("read_audit", ReadAudit).With("since", since).With("limit", limit), cancellationToken);

    public Task<IReadOnlyList<EndpointState>> EndpointsAsync(CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var endpoints = new Step<EndpointState>("list_endpoints", r => new(r.Text(), r.Flag(), r.TextOrNull(), []));
        var circuits = new Step<(string Endpoint, CircuitState Circuit)>("list_circuits", r =>
            (r.Text(), new(r.Text(), r.State<CircuitStatus>(), r.TimeOrNull(), r.TimeOrNull(), r.Int(), r.TextOrNull())));
        await session.RunAsync(endpoints, circuits);
        var known = endpoints.Rows.ToDictionary(e => e.Endpoint);
        foreach (var group in circuits.Rows.GroupBy(c => c.Endpoint))
            known[group.Key] = (known.GetValueOrDefault(group.Key) ?? new EndpointState(group.Key, false, null, [])) with { Circuits = [.. group.Select(c => c.Circuit)] };
        return (IReadOnlyList<EndpointState>)[.. known.Values.OrderBy(e => e.Endpoint, StringComparer.Ordinal)];
    }, cancellationToken);

    private static TimeSpan? Seconds(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;

    internal static Payload ReadPayload(Row row) => new(row.State<PayloadKind>(), row.Bytes(), row.Text(), row.TextOrNull(), row.TextOrNull());

    private static AuditEntry ReadAudit(Row row) => new(row.Time(), row.Text(), row.Text(), row.Text(), row.Text(), row.TextOrNull());

    internal static Step<(MessageId Message, DeliverySummary Delivery)> Deliveries(IReadOnlyList<MessageId> ids) =>
        new Step<(MessageId, DeliverySummary)>("read_deliveries", r => (r.Message(), new DeliverySummary(
            r.Text(), r.State<DeliveryState>(), r.Int(), r.TextOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.TextOrNull(), r.FailureOrNull())
            { Mapping = r.TextOrNull(), InDoubt = r.Flag() }))
            .Each("id", ids, id => id.Value);

    internal static async Task<IReadOnlyList<MessageSummary>> WithDeliveriesAsync(BoxSession session, IReadOnlyList<MessageSummary> messages)
    {
        if (messages.Count == 0)
            return [];
        var deliveries = (await session.QueryAsync(Deliveries([.. messages.Select(m => m.Id)]))).ToLookup(d => d.Message, d => d.Delivery);
        return [.. messages.Select(m => m with { Deliveries = [.. deliveries[m.Id]] })];
    }

    private static MessageSummary Summary(EnvelopeRow row, IReadOnlyList<DeliverySummary> deliveries)
    {
        var e = row.Envelope;
        return new(e.Id, row.Sequence, e.Type, e.Version, e.Source, e.Interface, e.BusinessKey, e.ConversationId, e.CausationId, e.Count, e.ReceivedAt, row.AcceptedAt, deliveries);
    }
}
