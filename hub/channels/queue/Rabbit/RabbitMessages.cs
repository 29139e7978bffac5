using System.Net.Mime;
using System.Text;
using Newtonsoft.Json;
using RabbitMQ.Client;

namespace Integration.Hub.Channels.Queue;

/// <summary>Between AMQP's messages and the hub's.</summary>
internal static class RabbitMessages
{
    private const string TraceParent = "traceparent";

    /// <summary>The client library's own bookkeeping; it means nothing to anyone else.</summary>
    private const string SequenceHeader = Constants.PublishSequenceNumberHeader;

    /// <param name="body">A copy of the delivery's body: the library reuses its buffer.</param>
    public static RawMessage Read(string queue, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, byte[] body, DateTimeOffset now) =>
        new(body,
            ContentType(properties),
            TransportId: properties.MessageId,
            CorrelationId: properties.CorrelationId,
            Operation: properties.Type,
            TraceParent: Header(properties, TraceParent),
            // The broker refuses a message that names another user than its publisher's: the name can be trusted.
            Caller: properties.UserId,
            Origin: queue,
            Headers: Headers(exchange, routingKey, properties),
            ReceivedAt: now,
            Redelivered: redelivered);

    public static BasicProperties Write(OutboundMessage message, RabbitSendingOptions options, DateTimeOffset now)
    {
        var properties = new BasicProperties
        {
            MessageId = message.Id.ToString(),
            CorrelationId = message.CorrelationId,
            Type = message.Operation,
            ContentType = message.ContentType,
            ContentEncoding = Charset(message.ContentType),
            DeliveryMode = DeliveryModes.Persistent,
            Timestamp = new AmqpTimestamp(now.ToUnixTimeSeconds()),
            AppId = options.Broker.ClientName,
            UserId = options.NameUser ? options.Broker.User : null,
        };
        if (message.TraceParent is { } trace)
            properties.Headers = new Dictionary<string, object?> { [TraceParent] = trace };
        if (options.Priority is { } priority)
            properties.Priority = priority;
        if (options.ExpireAtDeadline && message.Deadline is { } deadline)
            properties.Expiration = Math.Max(0, (long)(deadline - now).TotalMilliseconds).ToString();
        return properties;
    }

    // Some senders put the charset into content-encoding, where HTTP has none.
    private static string ContentType(IReadOnlyBasicProperties properties)
    {
        var type = string.IsNullOrWhiteSpace(properties.ContentType) ? "application/octet-stream" : properties.ContentType;
        return Charset(type) is null && properties.ContentEncoding is { } encoding && IsCharset(encoding) ? $"{type}; charset={encoding}" : type;
    }

    private static string? Charset(string contentType)
    {
        try
        {
            return new ContentType(contentType).CharSet;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsCharset(string name)
    {
        try
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name)) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value) ? RabbitValues.Text(value) : null;

    private static string Headers(string exchange, string routingKey, IReadOnlyBasicProperties properties)
    {
        var all = new Dictionary<string, object?>();
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>())
        {
            if (name != SequenceHeader)
                all[name] = RabbitValues.ForJson(value);
        }
        all["amqp"] = Properties(exchange, routingKey, properties).Where(p => p.Value is not null).ToDictionary();
        return JsonConvert.SerializeObject(all, Formatting.None);
    }

    private static Dictionary<string, object?> Properties(string exchange, string routingKey, IReadOnlyBasicProperties properties) => new()
    {
        ["exchange"] = exchange,
        ["routing-key"] = routingKey,
        ["message-id"] = properties.MessageId,
        ["correlation-id"] = properties.CorrelationId,
        ["reply-to"] = properties.ReplyTo,
        ["type"] = properties.Type,
        ["content-type"] = properties.ContentType,
        ["content-encoding"] = properties.ContentEncoding,
        ["app-id"] = properties.AppId,
        ["user-id"] = properties.UserId,
        ["expiration"] = properties.Expiration,
        ["priority"] = properties.IsPriorityPresent() ? properties.Priority : null,
        ["timestamp"] = properties.IsTimestampPresent() ? RabbitValues.Time(properties.Timestamp) : null,
    };
}
