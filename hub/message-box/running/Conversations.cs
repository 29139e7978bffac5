using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// The one rule by which messages of different systems become one conversation: a message that begins none of its own choice and says
/// what it answers (its correlation id) joins the conversation of the first message known under that name: as its id, its business key,
/// or the number of an order, work order, request or ticket in it. One look-up per batch, and none where no message answers anything.
/// </summary>
internal static class Conversations
{
    public static async Task<IReadOnlyList<AcceptItem>> JoinAsync(BoxSession session, IReadOnlyList<AcceptItem> items)
    {
        var names = items.Where(i => Seeks(i.Envelope)).Select(i => i.Envelope.CorrelationId!).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return items;
        var byKey = new Step<(string Name, string Conversation)>("find_conversations", r => (r.Text(), r.Text())).Each("value", names, n => n);
        var ids = names.Where(n => MessageId.TryParse(n, out _)).Select(n => MessageId.Parse(n).Value).Distinct().ToList();
        var byId = new Step<(string Name, string Conversation)>("find_conversations_of", r => (r.Text(), r.Text())).Each("id", ids, i => i);
        await session.RunAsync(ids.Count == 0 ? [byKey] : [byKey, byId]);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, conversation) in byKey.Rows.Concat(byId.Rows))
            found[name] = conversation;
        return found.Count == 0 ? items : [.. items.Select(i => Seeks(i.Envelope) && found.TryGetValue(i.Envelope.CorrelationId!, out var conversation)
            ? i with { Envelope = i.Envelope with { ConversationId = conversation } }
            : i)];
    }

    private static bool Seeks(Envelope envelope) => envelope.CorrelationId is not null && envelope.ConversationId == envelope.Id.ToString();
}
