using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Decides which items of a batch are new. Keys and contents are kept as 128 bits of their SHA-256, so a key costs the same
/// however long it is.
/// </summary>
internal static class DuplicateKeys
{
    /// <summary>Around the turn of a month two nodes' clocks may name different months: then both months are written, and both nodes meet.</summary>
    private static readonly TimeSpan MonthTurn = TimeSpan.FromHours(1);

    public static Guid KeyHash(string source, string? @interface, string key) =>
        Shorten(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\u001f{@interface}\u001f{key}")));

    /// <summary>Of the bytes as received, if there are any: a changed mapping does not make a repeated message a conflict.</summary>
    public static Guid ContentHash(AcceptItem item)
    {
        var raw = item.Payloads.FirstOrDefault(p => p.Kind == PayloadKind.Raw);
        return Shorten(SHA256.HashData((raw?.Bytes ?? item.Envelope.Body).Span));
    }

    public static IReadOnlyList<DateOnly> Months(DateTimeOffset now) =>
        [.. new[] { now - MonthTurn, now, now + MonthTurn }.Select(DayBounds.MonthOf).Distinct()];

    private static Guid Shorten(ReadOnlySpan<byte> hash) => new(hash[..16], bigEndian: true);

    /// <summary>An item with its hashes.</summary>
    public sealed record Keyed(int Index, MessageId Id, Guid Key, Guid Content);

    /// <summary>The step that takes the keys for the first item of each key; returns the ids of those that got theirs, once per month.</summary>
    public static Step<MessageId> Claim(IReadOnlyList<Keyed> keyed, IReadOnlyList<DateOnly> months)
    {
        var rows = keyed.DistinctBy(k => k.Key).SelectMany(k => months.Select(m => (k.Key, Month: m, k.Content, k.Id))).ToList();
        return new Step<MessageId>("claim_duplicate_keys", r => r.Message())
            .Each("key_hash", rows, r => r.Key)
            .Each("month", rows, r => r.Month)
            .Each("content_hash", rows, r => r.Content)
            .Each("message_id", rows, r => r.Id.Value);
    }

    /// <summary>Fills in the results of items that repeat or contradict an earlier message of the box or of the batch; the others stay null.</summary>
    public static async Task ResolveAsync(BoxSession session, IReadOnlyList<Keyed> keyed, Step<MessageId> claim, int rowsPerKey, AcceptResult?[] results)
    {
        var won = claim.Rows.GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());
        var owners = keyed.DistinctBy(k => k.Key).ToDictionary(k => k.Key, k => (k.Id, k.Content));
        var lost = keyed.DistinctBy(k => k.Key).Where(k => won.GetValueOrDefault(k.Id) < rowsPerKey).ToList();
        if (lost.Count > 0)
            foreach (var (key, id, content) in await FindOwnersAsync(session, lost, [.. lost.Where(k => won.ContainsKey(k.Id))]))
                owners[key] = (id, content);
        foreach (var item in keyed.Where(k => owners[k.Key].Id != k.Id))
        {
            var (id, content) = owners[item.Key];
            results[item.Index] = new AcceptResult(content == item.Content ? AcceptStatus.Duplicate : AcceptStatus.Conflict, id);
        }
    }

    private static async Task<List<(Guid Key, MessageId Id, Guid Content)>> FindOwnersAsync(BoxSession session, List<Keyed> lost, List<Keyed> half)
    {
        if (half.Count > 0)
            await session.ExecuteAsync(new Step("drop_duplicate_keys").Each("key_hash", half, k => k.Key).Each("message_id", half, k => k.Id.Value));
        var found = await session.QueryAsync(new Step<(Guid Key, MessageId Id, Guid Content)>("find_duplicates", r => (r.Id(), r.Message(), r.Id()))
            .Each("key_hash", lost, k => k.Key));
        if (lost.FirstOrDefault(k => found.TrueForAll(f => f.Key != k.Key)) is { } orphan)
            throw new InvalidOperationException($"The duplicate key of message {orphan.Id} was taken and then gone: its month was dropped just now. Try again.");
        return found;
    }
}
