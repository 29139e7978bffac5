using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Writes new messages inside a transaction: duplicates are found, numbers drawn in order, rows inserted.</summary>
internal static class Accepting
{
    /// <summary>Refuses what no database could store, before it gets near the others of its batch.</summary>
    public static void Check(AcceptItem item)
    {
        var subscribers = item.Deliveries.Select(d => d.Subscriber).ToList();
        if (subscribers.Distinct(StringComparer.Ordinal).Count() != subscribers.Count)
            throw new ArgumentException($"Message {item.Envelope.Id} ({item.Envelope.Type}) has two deliveries to one subscriber ({string.Join(", ", subscribers)}); expected at most one each.");
        if (item.Envelope.Id.Value == Guid.Empty)
            throw new ArgumentException($"A message of type {item.Envelope.Type} has no id; make one with MessageId.New.");
    }

    public static long Size(AcceptItem item)
    {
        var size = 1000L + item.Envelope.Body.Length;
        foreach (var payload in item.Payloads)
            size += payload.Bytes.Length;
        return size;
    }

    /// <summary>Results in the order of the items. Subscribers that got something ready are added to <paramref name="woken"/>.</summary>
    public static async Task<AcceptResult[]> AcceptAsync(BoxSession session, IReadOnlyList<AcceptItem> items, EarlierTry earlier, DateTimeOffset now, ISet<string> woken)
    {
        var results = new AcceptResult?[items.Count];
        await SkipStoredAsync(session, items, earlier, results);
        var keyed = Enumerable.Range(0, items.Count)
            .Where(i => results[i] is null && items[i].Envelope.DuplicateKey is not null)
            .Select(i => Keyed(items[i], i)).ToList();
        var numbers = await ResolveAsync(session, keyed, results, items.Count, now);
        var accepted = Enumerable.Range(0, items.Count).Where(i => results[i] is null).ToList();
        var joined = await Conversations.JoinAsync(session, [.. accepted.Select(index => items[index])]);
        var messages = joined.Select((item, n) => new NewMessage(item, numbers[n])).ToList();
        if (messages.Count > 0)
            await session.RunAsync([.. AcceptRows.Steps(messages, now)]);
        woken.UnionWith(AcceptRows.ReadySubscribers(messages, now));
        foreach (var index in accepted)
            results[index] = new AcceptResult(AcceptStatus.Accepted, items[index].Envelope.Id);
        return Array.ConvertAll(results, r => r!.Value);
    }

    private static DuplicateKeys.Keyed Keyed(AcceptItem item, int index)
    {
        var envelope = item.Envelope;
        return new(index, envelope.Id, DuplicateKeys.KeyHash(envelope.Source, envelope.Interface, envelope.DuplicateKey!), DuplicateKeys.ContentHash(item));
    }

    /// <summary>
    /// An id that is stored already is not stored again: it is this very message, handed in twice, or written by the earlier try.
    /// </summary>
    private static async Task SkipStoredAsync(BoxSession session, IReadOnlyList<AcceptItem> items, EarlierTry earlier, AcceptResult?[] results)
    {
        var seen = new HashSet<MessageId>();
        for (var i = 0; i < items.Count; i++)
            if (!seen.Add(items[i].Envelope.Id))
                results[i] = new AcceptResult(AcceptStatus.Duplicate, items[i].Envelope.Id);
        if (!earlier.CheckStored || items.Count == 0)
            return;
        var stored = (await session.QueryAsync(new Step<MessageId>("find_messages", r => r.Message()).Each("id", items, i => i.Envelope.Id.Value))).ToHashSet();
        for (var i = 0; i < items.Count; i++)
            if (stored.Contains(items[i].Envelope.Id))
                results[i] ??= new AcceptResult(earlier.Uncertain ? AcceptStatus.Accepted : AcceptStatus.Duplicate, items[i].Envelope.Id);
    }

    /// <summary>One round trip where nothing is a duplicate: keys and numbers together.</summary>
    private static async Task<List<long>> ResolveAsync(BoxSession session, List<DuplicateKeys.Keyed> keyed, AcceptResult?[] results, int count, DateTimeOffset now)
    {
        var numbers = new Step<long>("draw_sequence", r => r.Long()).With("count", count);
        if (count == 0)
            return [];
        if (keyed.Count == 0)
            return await session.QueryAsync(numbers);
        var months = session.Dialect == SqlDialect.Sqlite ? [DayBounds.MonthOf(now)] : DuplicateKeys.Months(now);
        var claim = DuplicateKeys.Claim(keyed, months);
        await session.RunAsync(claim, numbers);
        await DuplicateKeys.ResolveAsync(session, keyed, claim, months.Count, results);
        return numbers.Rows;
    }
}
