using System.Collections.Concurrent;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Takes ready deliveries for a node; see state-machine.md, "Order within a key".</summary>
internal sealed class Claiming(BoxDatabase database, WorkSignals signals, BoxClock clock)
{
    private const int LargestWindow = 4000;
    private const int Tries = 10;

    private readonly ConcurrentDictionary<string, bool> _policies = new(StringComparer.Ordinal);

    private sealed record Candidate(MessageId Id, string? OrderKey, long Sequence);

    private sealed record Taken(MessageId Id, long Sequence, int Attempt, string? OrderKey, bool Edited, bool InDoubt, string? Mapping, string? Operation);

    /// <param name="MoreLikely">The window was full or a candidate had to be left: look again at once.</param>
    private sealed record Round(IReadOnlyList<Taken> Taken, int Waiting, bool MoreLikely);

    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        await KeepPolicyAsync(request, cancellationToken);
        signals.Reset(request.Subscriber);
        var now = clock.Now;
        var window = request.Max;
        var round = await TryRoundAsync(request, window, now, cancellationToken);
        // A window full of deliveries that have to wait says nothing about those behind it.
        while (round.Taken.Count == 0 && round.Waiting > 0)
        {
            window = Math.Min(window * 2, LargestWindow);
            round = await TryRoundAsync(request, window, now, cancellationToken);
        }
        if (round.MoreLikely)
            signals.Wake([request.Subscriber]);
        return round.Taken.Count == 0 ? [] : await WithEnvelopesAsync(request, round.Taken, now);
    }

    /// <summary>The release at completion has to know, too, whether parked ones hold their key.</summary>
    private async Task KeepPolicyAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (_policies.TryGetValue(request.Subscriber, out var kept) && kept == request.SkipParked)
            return;
        await database.WriteAsync(session => session.ExecuteAsync(
            new Step("set_policy").With("endpoint", request.Subscriber).With("skip_parked", request.SkipParked)), cancellationToken);
        _policies[request.Subscriber] = request.SkipParked;
    }

    private async Task<Round> TryRoundAsync(ClaimRequest request, int window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await database.WriteAsync(session => RoundAsync(session, request, window, now), cancellationToken);
            }
            // Another node claimed one of these keys at the same moment.
            catch (Exception e) when (tries < Tries && database.Classify(e) is DatabaseFault.Unique or DatabaseFault.Passing)
            {
            }
        }
    }

    private static async Task<Round> RoundAsync(BoxSession session, ClaimRequest request, int window, DateTimeOffset now)
    {
        var candidates = await session.QueryAsync(new Step<Candidate>("claim_candidates", r => new(r.Message(), r.TextOrNull(), r.Long()))
            .With("subscriber", request.Subscriber)
            .With("except_types", request.ExceptTypes.ToArray())
            .With("window", window)
            .With("now", now));
        var firsts = candidates.Where(c => c.OrderKey is not null).GroupBy(c => c.OrderKey).Select(g => g.MinBy(c => c.Sequence)!).ToDictionary(c => c.OrderKey!);
        var (held, unproven) = await FindHeldAsync(session, request, [.. firsts.Values]);
        var take = candidates.Where(c => c.OrderKey is null || (firsts[c.OrderKey] == c && !held.Contains(c.Id))).Take(request.Max).ToList();
        var taken = take.Select(c => c.Id).ToHashSet();
        var wait = candidates.Where(c => c.OrderKey is not null && MustWait(c, firsts[c.OrderKey])).ToList();
        var claimed = Claim(request, take, now);
        await session.RunAsync([.. new[] { claimed, Wait(request, wait, now) }.Where(s => s.Count > 0)]);
        var left = candidates.Count - take.Count - wait.Count;
        return new Round(InOrder(take, claimed.Rows), wait.Count, left > 0 || candidates.Count == window);

        bool MustWait(Candidate candidate, Candidate first) => candidate == first
            ? held.Contains(first.Id) && !unproven.Contains(first.Id)
            : taken.Contains(first.Id) || (held.Contains(first.Id) && !unproven.Contains(first.Id));
    }

    private static async Task<(HashSet<MessageId> Held, HashSet<MessageId> Unproven)> FindHeldAsync(BoxSession session, ClaimRequest request, IReadOnlyList<Candidate> firsts)
    {
        if (firsts.Count == 0)
            return ([], []);
        var judged = await session.QueryAsync(new Step<(MessageId Id, bool Held, bool Proven)>("find_holders", r => (r.Message(), r.Flag(), r.Flag()))
            .With("subscriber", request.Subscriber)
            .With("skip_parked", request.SkipParked)
            .Each("message_id", firsts, c => c.Id.Value)
            .Each("order_key", firsts, c => c.OrderKey)
            .Each("seq", firsts, c => c.Sequence));
        return ([.. judged.Where(j => j.Held).Select(j => j.Id)], [.. judged.Where(j => j.Held && !j.Proven).Select(j => j.Id)]);
    }

    private static Step<Taken> Claim(ClaimRequest request, List<Candidate> candidates, DateTimeOffset now) =>
        new Step<Taken>("mark_claimed", r => new(r.Message(), r.Long(), r.Int(), r.TextOrNull(), r.Flag(), r.Flag(), r.TextOrNull(), r.TextOrNull()))
            .With("subscriber", request.Subscriber)
            .With("node", request.Node)
            .With("now", now)
            .With("lease_until", now + request.Lease)
            .Each("message_id", candidates, c => c.Id.Value);

    private static Step Wait(ClaimRequest request, List<Candidate> candidates, DateTimeOffset now) => new Step("mark_waiting")
        .With("subscriber", request.Subscriber)
        .With("now", now)
        .Each("message_id", candidates, c => c.Id.Value);

    private static List<Taken> InOrder(List<Candidate> candidates, List<Taken> taken)
    {
        var byId = taken.ToDictionary(t => t.Id);
        return [.. candidates.Where(c => byId.ContainsKey(c.Id)).Select(c => byId[c.Id])];
    }

    /// <summary>Not cancelled: the claim is committed, so somebody should work on it.</summary>
    private async Task<IReadOnlyList<ClaimedDelivery>> WithEnvelopesAsync(ClaimRequest request, IReadOnlyList<Taken> taken, DateTimeOffset now)
    {
        var envelopes = EnvelopeRow.ById([.. taken.Select(t => t.Id)]);
        var editedIds = taken.Where(t => t.Edited).Select(t => t.Id.Value).ToList();
        var edited = new Step<(MessageId Id, byte[] Body)>("read_edited", r => (r.Message(), r.Bytes()))
            .With("subscriber", request.Subscriber)
            .Each("id", editedIds, id => id);
        await database.ReadAsync(async session =>
        {
            await session.RunAsync(editedIds.Count == 0 ? [envelopes] : [envelopes, edited]);
            return 0;
        }, CancellationToken.None);
        var byId = envelopes.Rows.ToDictionary(e => e.Envelope.Id, e => e.Envelope);
        foreach (var (id, body) in edited.Rows)
            byId[id] = byId[id] with { Body = body };
        return [.. taken.Select(t => new ClaimedDelivery(
            new DeliveryId(t.Id, request.Subscriber), t.Sequence, t.Attempt, t.OrderKey, request.Node, now, byId[t.Id])
        {
            Edited = t.Edited,
            InDoubt = t.InDoubt,
            Mapping = t.Mapping,
            Operation = t.Operation,
        })];
    }
}
