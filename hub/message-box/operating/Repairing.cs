using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>What people do to deliveries and endpoints; each change and its audit entry are one transaction.</summary>
internal sealed class Repairing(BoxDatabase database, BoxClock clock)
{
    private const int Part = 1000;

    private sealed record Touched(DeliveryId Id, string? OrderKey);

    public Task<(int Moved, IReadOnlyCollection<string> Woken)> ResumeAsync(DeliverySelection selection, Actor actor, CancellationToken cancellationToken) =>
        InPartsAsync("resume", selection, actor, detail: null, cancellationToken);

    public Task<(int Moved, IReadOnlyCollection<string> Woken)> RemapAsync(DeliverySelection selection, string mapping, Actor actor, CancellationToken cancellationToken) =>
        InPartsAsync("resume", selection, actor, $"with mapping {mapping}", cancellationToken, mapping);

    public Task<(int Moved, IReadOnlyCollection<string> Woken)> DiscardAsync(DeliverySelection selection, Actor actor, string reason, CancellationToken cancellationToken) =>
        InPartsAsync("discard", selection, actor, reason, cancellationToken);

    public Task<(Replayed? Answer, IReadOnlyCollection<string> Woken)> ReplayAsync(ReplayRequest request, Actor actor, CancellationToken cancellationToken) =>
        Retrying.WriteAsync<(Replayed?, IReadOnlyCollection<string>)>(database, async (session, _) =>
        {
            var (now, woken) = (clock.Now, new HashSet<string>(StringComparer.Ordinal));
            var message = await session.QueryAsync(new Step<MessageId>("lock_message", r => r.Message()).With("id", request.Message));
            if (message.Count == 0)
                return (null, woken);
            if (await EarlierAsync(session, request, actor, now) is { } earlier)
                return (earlier, woken);
            if (request.Anew is { } anew)
            {
                await Accepting.AcceptAsync(session, [anew], new EarlierTry(CheckStored: true, Uncertain: false), now, woken);
            }
            else
            {
                var replayed = await session.QueryAsync(Replay("replay_finished"));
                if (replayed.Count == 0)
                    replayed = await session.QueryAsync(Replay("replay_new"));
                if (replayed.Count == 0)
                    throw new RequestRefusedException("delivery.unfinished", $"the delivery of {request.Message} to {request.Subscriber} has not ended; what is under way or parked is not replayed");
                woken.Add(request.Subscriber);
            }
            var detail = string.Join(", ", new[] { request.Anew is { } made ? $"as {made.Envelope.Id}" : null, request.Mapping is { } mapping ? $"with mapping {mapping}" : null, request.Reason }.Where(d => d is not null));
            await session.RunAsync(Audit(actor, "replay", [new DeliveryId(request.Message, request.Subscriber)], detail.Length > 0 ? detail : null, now));
            return (new Replayed(request.Anew?.Envelope.Id), woken);

            Step<MessageId> Replay(string statement) => new Step<MessageId>(statement, r => r.Message())
                .With("message_id", request.Message).With("subscriber", request.Subscriber).With("mapping", request.Mapping).With("now", now);
        }, cancellationToken);

    // Written down in the transaction that makes the replay: a second click waits for the first one's end.
    private static async Task<Replayed?> EarlierAsync(BoxSession session, ReplayRequest request, Actor actor, DateTimeOffset now)
    {
        if (request.RequestId is not { } id)
            return null;
        if ((await session.QueryAsync(new Step<string>("insert_replay_request", r => r.Text()).With("request_id", id).With("message_id", request.Message).With("subscriber", request.Subscriber)
            .With("mapping", request.Mapping).With("anew", request.Anew?.Envelope.Id).With("made_by", actor.Name).With("now", now))).Count > 0)
            return null;
        var (message, subscriber, mapping, by, anew) = (await session.QueryAsync(new Step<(MessageId, string, string?, string, MessageId?)>("read_replay_request",
            r => (r.Message(), r.Text(), r.TextOrNull(), r.Text(), r.MessageOrNull())).With("request_id", id)))[0];
        return (message, subscriber, mapping, by) == (request.Message, request.Subscriber, request.Mapping, actor.Name) ? new Replayed(anew)
            : throw new RequestRefusedException("request.reused", $"the request {id} stands for another replay");
    }

    public Task SetPausedAsync(string endpoint, bool paused, Actor actor, string? reason, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, async (session, _) =>
        {
            await session.RunAsync(
                new Step("set_paused").With("endpoint", endpoint).With("paused", paused).With("reason", reason),
                Audit(actor, paused ? "pause" : "unpause", endpoint, reason, clock.Now));
            return 0;
        }, cancellationToken);

    public Task SetCircuitAsync(string endpoint, string messageType, CircuitStatus status, DateTimeOffset? probeAt, int failures, string? reason, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, (session, _) => session.ExecuteAsync(new Step("set_circuit")
            .With("endpoint", endpoint).With("message_type", messageType).With("status", (short)status).With("probe_at", probeAt)
            .With("failures", failures).With("reason", reason).With("now", clock.Now)), cancellationToken);

    private async Task<(int Moved, IReadOnlyCollection<string> Woken)> InPartsAsync(
        string statement, DeliverySelection selection, Actor actor, string? detail, CancellationToken cancellationToken, string? mapping = null)
    {
        if (selection is { One: null, Subscriber: null, Fingerprint: null })
            throw new ArgumentException("A selection of parked deliveries must name one delivery, a subscriber or a fingerprint; an empty one would mean all of them.");
        var woken = new HashSet<string>(StringComparer.Ordinal);
        for (var moved = 0; ;)
        {
            var limit = Math.Min(Part, selection.Max - moved);
            var touched = limit <= 0 ? [] : await Retrying.WriteAsync(database, (session, _) => PartAsync(session, statement, selection, limit, actor, detail, mapping), cancellationToken);
            woken.UnionWith(touched.Select(t => t.Id.Subscriber));
            moved += touched.Count;
            if (touched.Count < Part)
                return (moved, woken);
        }
    }

    private async Task<List<Touched>> PartAsync(BoxSession session, string statement, DeliverySelection selection, int limit, Actor actor, string? detail, string? mapping)
    {
        var now = clock.Now;
        var touched = await session.QueryAsync(new Step<Touched>(statement, r => new(new DeliveryId(r.Message(), r.Text()), r.TextOrNull()))
            .With("message_id", selection.One?.Message)
            .With("subscriber", selection.One?.Subscriber ?? selection.Subscriber)
            .With("fingerprint", selection.Fingerprint)
            .With("limit", limit)
            .With("mapping", mapping)
            .With("now", now));
        if (touched.Count == 0)
            return touched;
        await session.RunAsync(Audit(actor, statement, [.. touched.Select(t => t.Id)], detail, now));
        var release = Completing.ReleaseStep(touched.Select(t => (t.Id.Subscriber, t.OrderKey)), now);
        if (release.Count > 0)
            await session.RunAsync(release);
        return touched;
    }

    public static Step Audit(Actor actor, string action, IReadOnlyList<DeliveryId> targets, string? detail, DateTimeOffset now) => new Step("insert_audit")
        .With("at", now).With("actor", actor.Name).With("via", actor.Via).With("action", action).With("detail", detail)
        .Each("target", targets, t => $"{t.Message} to {t.Subscriber}")
        .Each("message_id", targets, t => (Guid?)t.Message.Value);

    public static Step Audit(Actor actor, string action, string endpoint, string? detail, DateTimeOffset now) => new Step("insert_audit")
        .With("at", now).With("actor", actor.Name).With("via", actor.Via).With("action", action).With("detail", detail)
        .Each("target", [endpoint], e => e)
        .Each("message_id", [endpoint], _ => (Guid?)null);
}
