using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Groups of failures, and what people say of them.</summary>
internal sealed class Groups(BoxDatabase database, BoxClock clock)
{
    private sealed record Kept(string Subscriber, Failure Failure, string? Owner, string? Note, int Version);

    public async Task<IReadOnlyList<FailureGroup>> AllAsync(CancellationToken cancellationToken) => await database.ReadAsync(s => ParkedAsync(s, null), cancellationToken);

    public Task<FailureGroup?> OneAsync(string fingerprint, CancellationToken cancellationToken) => database.ReadAsync(s => OneAsync(s, fingerprint), cancellationToken);

    public async Task<IReadOnlyList<ParkedDelivery>> ParkedAsync(FailureGroup group, long? below, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(new Step<ParkedDelivery>("read_parked_group", r =>
        {
            var (message, seq, subscriber) = (r.Message(), r.Long(), r.Text());
            return new(new DeliveryId(message, subscriber), seq, r.Text(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.Int(), r.Time(), r.FailureOrNull()!);
        }).With("subscriber", group.Subscriber).With("fingerprint", group.Fingerprint).With("below", below ?? long.MaxValue).With("limit", limit), cancellationToken);

    public async Task<IReadOnlyList<int>> ResumedAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        return ByHour(await database.ReadAsync(new Step<(int Ago, int Count)>("trend_resumed", r => (r.Int(), r.Int()))
            .With("fingerprint", fingerprint).With("now", now).With("since", Since(now)), cancellationToken));
    }

    public Task<FailureGroup?> NoteAsync(string fingerprint, int version, string? owner, string? note, Actor actor, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, async (session, earlier) =>
        {
            var now = clock.Now;
            await session.RunAsync(new Step("keep_failure_group").With("fingerprint", fingerprint));
            var written = await session.QueryAsync(new Step<int>("note_failure_group", r => r.Int()).With("fingerprint", fingerprint).With("version", version)
                .With("owner", owner).With("note", note).With("changed_by", actor.Name).With("now", now));
            var group = await OneAsync(session, fingerprint);
            if (written.Count > 0)
                await session.RunAsync(Repairing.Audit(actor, "note failures", $"group {fingerprint}", $"{owner}: {note}", now));
            // The commit whose answer was lost was the caller's own.
            else if (!earlier.Uncertain || group is null || group.Version != version + 1 || group.Owner != owner || group.Note != note)
                return null;
            return group;
        }, cancellationToken);

    public async Task<IReadOnlyDictionary<MessageId, ReadOnlyMemory<byte>>> BodyStartsAsync(IReadOnlyList<MessageId> messages, int bytes, CancellationToken cancellationToken) => messages.Count == 0
        ? new Dictionary<MessageId, ReadOnlyMemory<byte>>()
        : (await database.ReadAsync(new Step<(MessageId Id, byte[] Body)>("read_body_starts", r => (r.Message(), r.Bytes())).With("most", bytes).Each("id", messages, m => m.Value), cancellationToken))
            .DistinctBy(m => m.Id).ToDictionary(m => m.Id, m => (ReadOnlyMemory<byte>)m.Body);

    private async Task<FailureGroup?> OneAsync(BoxSession session, string fingerprint)
    {
        if (await ParkedAsync(session, fingerprint) is [var group, ..])
            return group;
        var kept = await session.QueryAsync(new Step<Kept>("read_failure_group", r => new(r.Text(), r.FailureOrNull()!, r.TextOrNull(), r.TextOrNull(), r.Int())).With("fingerprint", fingerprint));
        return kept is [var k]
            ? new FailureGroup(fingerprint, k.Subscriber, k.Failure.Code, k.Failure.Message, k.Failure.Location, 0, default, default) { Owner = k.Owner, Note = k.Note, Version = k.Version }
            : null;
    }

    private async Task<List<FailureGroup>> ParkedAsync(BoxSession session, string? fingerprint)
    {
        var now = clock.Now;
        var groups = new Step<FailureGroup>("summarise_parked", r =>
        {
            var (of, subscriber, failure) = (r.Text(), r.Text(), r.FailureOrNull()!);
            return new FailureGroup(of, subscriber, failure.Code, failure.Message, failure.Location, r.Int(), r.Time(), r.Time())
            {
                Newest = r.Message(), Owner = r.TextOrNull(), Note = r.TextOrNull(), Version = r.Int(),
            };
        }).With("fingerprint", fingerprint);
        var trend = new Step<(string Subscriber, string Fingerprint, int Ago, int Count)>("trend_parked", r => (r.Text(), r.Text(), r.Int(), r.Int()))
            .With("fingerprint", fingerprint).With("now", now).With("since", Since(now));
        await session.RunAsync(groups, trend);
        var trends = trend.Rows.ToLookup(t => (t.Subscriber, t.Fingerprint), t => (t.Ago, t.Count));
        return [.. groups.Rows.Select(g => g with { Trend = ByHour([.. trends[(g.Subscriber, g.Fingerprint)]]) })];
    }

    private static DateTimeOffset Since(DateTimeOffset now) => now.AddHours(-FailureGroup.TrendHours);

    private static int[] ByHour(IReadOnlyList<(int Ago, int Count)> counts)
    {
        var hours = new int[FailureGroup.TrendHours];
        foreach (var (ago, count) in counts)
            hours[^(Math.Clamp(ago, 0, hours.Length - 1) + 1)] += count;
        return hours;
    }
}
