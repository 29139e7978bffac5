using System.Globalization;
using Newtonsoft.Json;

namespace Integration.Specs.Counterparts;

/// <summary>Headers of a row in a queue table, as an NServiceBus endpoint writes and reads them.</summary>
internal static class TableHeaders
{
    public static string Write(QueueMessage message, string endpoint, DateTimeOffset now)
    {
        var headers = new Dictionary<string, string>
        {
            ["NServiceBus.MessageId"] = message.Id,
            ["NServiceBus.CorrelationId"] = message.Id,
            ["NServiceBus.ConversationId"] = message.Id,
            ["NServiceBus.MessageIntent"] = "Send",
            ["NServiceBus.EnclosedMessageTypes"] = message.Type,
            ["NServiceBus.ContentType"] = "application/json",
            ["NServiceBus.OriginatingEndpoint"] = endpoint,
            ["NServiceBus.TimeSent"] = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss:ffffff 'Z'", CultureInfo.InvariantCulture),
        };
        if (message.TraceParent is not null)
            headers["traceparent"] = message.TraceParent;
        return JsonConvert.SerializeObject(headers);
    }

    /// <param name="rowId">Message id where the headers name none.</param>
    public static QueueMessage Read(string headers, string rowId, byte[] body)
    {
        var read = headers.Length == 0 ? [] : JsonConvert.DeserializeObject<Dictionary<string, string>>(headers) ?? [];
        return new QueueMessage(
            read.GetValueOrDefault("NServiceBus.MessageId", rowId),
            read.GetValueOrDefault("NServiceBus.EnclosedMessageTypes", "").Split(';')[0].Split(',')[0].Trim(),
            body,
            read.GetValueOrDefault("traceparent"));
    }
}
