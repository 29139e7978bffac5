using System.Text;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Composes the one query whose shape depends on what was asked. Only fixed pieces of SQL are put together; every value is a parameter.
/// </summary>
internal static class MessageSearch
{
    /// <summary>Free text is looked for in the bodies themselves, so without a window it looks back this far only.</summary>
    private static readonly TimeSpan TextWindow = TimeSpan.FromDays(7);

    public const string Columns = "m.id, m.seq, m.type, m.version, m.source, m.interface, m.business_key, m.conversation_id, m.causation_id, m.count, m.received_at, m.accepted_at";

    private static readonly Encoding? ChineseLegacy = CodePagesEncodingProvider.Instance.GetEncoding("GB18030");

    /// <summary>Newest first; one row more than asked for, if there is one.</summary>
    public static Task<List<MessageSummary>> RunAsync(BoxSession session, MessageQuery query, DateTimeOffset now)
    {
        var composed = new Composed(session.Dialect);
        Window(composed, query.Text is not null && query.Since is null ? query with { Since = now - TextWindow } : query);
        composed.Equal("m.type", query.Type);
        composed.Equal("m.source", query.Source);
        composed.Equal("m.interface", query.Interface);
        Key(composed, query.Key, query.KeyKind);
        Delivery(composed, query);
        foreach (var word in (query.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            Word(composed, word);
        return composed.RunAsync(session, $"SELECT {Columns} FROM {composed.Table("message")} m", "ORDER BY m.id DESC", query.Limit + 1, Read);
    }

    /// <summary>The whole conversation of every message that the query names.</summary>
    public static Task<List<MessageSummary>> TraceAsync(BoxSession session, TraceQuery query, int limit)
    {
        var composed = new Composed(session.Dialect);
        var (messages, keys) = (composed.Table("message"), composed.Table("search_key"));
        // A key names messages; their conversations name the rest of the story.
        var started = new List<string>();
        if (query.ConversationId is { } conversation)
            started.Add($"SELECT {composed.Add(conversation)}");
        if (query.Key is { } key)
            started.Add($"SELECT x.conversation_id FROM {keys} k JOIN {messages} x ON x.id = k.message_id WHERE k.value = {composed.Add(key)}");
        if (started.Count == 0)
            return Task.FromResult(new List<MessageSummary>());
        composed.Where($"""
            m.id IN (SELECT k.message_id FROM story s JOIN {keys} k ON k.value = s.conversation AND k.kind = '{AcceptRows.ConversationKind}'
                UNION SELECT s.id FROM (SELECT {composed.IdOf("conversation")} AS id FROM story) s WHERE s.id IS NOT NULL)
            """);
        return composed.RunAsync(session, $"WITH story (conversation) AS ({string.Join(" UNION ", started)}) SELECT {Columns} FROM {messages} m", "ORDER BY m.id", limit, Read);
    }

    private static void Window(Composed composed, MessageQuery query)
    {
        if (query.Id is { } id)
            composed.Where($"m.id = {composed.Add(id)}");
        if (query.After is { } after)
            composed.Where($"m.id < {composed.Add(after)}");
        if (query.Since is { } since)
            composed.Where($"m.id >= {composed.Add(DayBounds.LowestAt(since))}");
        if (query.Until is { } until)
            composed.Where($"m.id < {composed.Add(DayBounds.LowestAt(until))}");
    }

    private static void Key(Composed composed, string? key, string? kind)
    {
        if (key is null)
            return;
        var ofKind = kind is null ? "" : $" AND k.kind = {composed.Add(kind)}";
        composed.Where($"m.id IN (SELECT k.message_id FROM {composed.Table("search_key")} k WHERE k.value = {composed.Add(key)}{ofKind})");
    }

    private static void Delivery(Composed composed, MessageQuery query)
    {
        if (query.Subscriber is null && query.State is null)
            return;
        var subscriber = query.Subscriber is null ? "" : $" AND d.subscriber = {composed.Add(query.Subscriber)}";
        var state = query.State is { } s ? $" AND d.state = {(int)s}" : "";
        // A state tells which of the two tables has it: the rare unfinished ones are never looked for among the many finished.
        var tables = query.State switch
        {
            null => new[] { "delivery", "delivery_history" },
            >= DeliveryState.Done => ["delivery_history"],
            _ => ["delivery"],
        };
        composed.Where(string.Join(" OR ", tables.Select(t =>
            $"m.id IN (SELECT d.message_id FROM {composed.Table(t)} d WHERE d.message_id = m.id{subscriber}{state})")));
    }

    private static void Word(Composed composed, string word)
    {
        var text = composed.Add(word);
        var bytes = composed.Add(Encoding.UTF8.GetBytes(word));
        var places = new List<string>
        {
            composed.HasBytes("m.body", bytes),
            composed.HasText("m.keys", text),
            composed.HasText($"m.type || ' ' || m.source || ' ' || coalesce(m.interface, '') || ' ' || coalesce(m.business_key, '') || ' ' || coalesce(m.duplicate_key, '') || ' ' || m.conversation_id || ' ' || coalesce(m.correlation_id, '')", text),
        };
        // Untranslated bodies are in the sender's own encoding.
        if (word.Any(c => c > 127) && ChineseLegacy is not null)
            places.Add($"(m.type = '{Envelope.Untranslated}' AND {composed.HasBytes("m.body", composed.Add(ChineseLegacy.GetBytes(word)))})");
        composed.Where(string.Join(" OR ", places));
    }

    public static MessageSummary Read(Row r) => new(
        r.Message(), r.Long(), r.Text(), r.Int(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.Text(), r.MessageOrNull(), r.Int(), r.Time(), r.Time(), []);
}
