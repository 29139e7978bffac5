using System.Text;
using System.Text.Unicode;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>All text of messages: headers, keys, and bodies of every stage, decoded and folded as texts are compared.</summary>
internal static class MessageTexts
{
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <returns>By id; what retention has dropped meanwhile is not in it.</returns>
    public static async Task<Dictionary<Guid, string>> ReadAsync(BoxSession session, IReadOnlyList<Guid> ids)
    {
        var messages = EnvelopeRow.ById([.. ids.Select(i => new MessageId(i))]);
        var payloads = new Step<(Guid Message, Payload Payload)>("read_payloads_of", r => (r.Id(), Reading.ReadPayload(r))).Each("id", ids, i => i);
        await session.RunAsync(messages, payloads);
        var beside = payloads.Rows.ToLookup(p => p.Message, p => p.Payload);
        return messages.Rows.ToDictionary(m => m.Envelope.Id.Value, m => Of(m.Envelope, beside[m.Envelope.Id.Value]));
    }

    private static string Of(Envelope e, IEnumerable<Payload> payloads)
    {
        var text = new StringBuilder(e.Body.Length + 512);
        foreach (var header in new[] { e.Type, e.Source, e.Interface, e.BusinessKey, e.DuplicateKey, e.ConversationId, e.CorrelationId, e.TraceParent, e.Mapping })
            Append(text, header);
        foreach (var key in e.Keys)
            Append(text, key.Value);
        Append(text, Decode(e.Body, null));
        foreach (var payload in payloads)
        {
            Append(text, payload.Origin);
            Append(text, payload.Headers);
            Append(text, Decode(payload.Bytes, payload.ContentType));
        }
        return text.ToString();
    }

    // A character that nobody types parts what must not be found as one.
    private static void Append(StringBuilder text, string? part)
    {
        if (!string.IsNullOrEmpty(part))
            text.Append(Grams.Fold(part)).Append('\u001f');
    }

    /// <summary>By the charset that is stated; else UTF-8, and what is none is the old systems' own.</summary>
    private static string Decode(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        if (Stated(contentType) is { } encoding)
            return encoding.GetString(bytes.Span);
        return Utf8.IsValid(bytes.Span) ? Encoding.UTF8.GetString(bytes.Span) : Chinese.GetString(bytes.Span);
    }

    private static Encoding? Stated(string? contentType)
    {
        var at = contentType?.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
            return null;
        var name = contentType![(at + 8)..].Split(';')[0].Trim(' ', '"');
        if (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
