using System.Security.Cryptography;
using System.Text;

namespace Integration.Hub.Channels.Queue;

/// <summary>The headers an NServiceBus endpoint sets on what it sends.</summary>
internal static class NServiceBusOutgoing
{
    /// <summary>Version of NServiceBus whose headers these are.</summary>
    private const string Version = "10.0.0";

    public static Dictionary<string, string> Headers(OutboundMessage message, SqlQueueSendingOptions options, DateTimeOffset now)
    {
        var id = message.Id.ToString();
        var headers = new Dictionary<string, string>
        {
            [NServiceBusHeaders.MessageId] = id,
            [NServiceBusHeaders.CorrelationId] = message.CorrelationId ?? id,
            [NServiceBusHeaders.ConversationId] = message.CorrelationId ?? id,
            [NServiceBusHeaders.MessageIntent] = options.Intent,
            [NServiceBusHeaders.ContentType] = MediaType(message.ContentType),
            [NServiceBusHeaders.ReplyToAddress] = (options.ReplyTo ?? new QueueAddress(options.Endpoint, options.Queue.Schema)).ToString(),
            [NServiceBusHeaders.OriginatingEndpoint] = options.Endpoint,
            [NServiceBusHeaders.OriginatingMachine] = Environment.MachineName,
            [NServiceBusHeaders.OriginatingHostId] = HostId(options.Endpoint),
            [NServiceBusHeaders.TimeSent] = NServiceBusHeaders.FormatTime(now),
            [NServiceBusHeaders.Version] = Version,
        };
        var type = options.MessageType.Replace("{operation}", message.Operation, StringComparison.Ordinal);
        if (type.Length > 0)
            headers[NServiceBusHeaders.EnclosedMessageTypes] = type;
        if (message.CorrelationId is { } related)
            headers[NServiceBusHeaders.RelatedTo] = related;
        if (message.TraceParent is { } trace)
            headers[NServiceBusHeaders.TraceParent] = trace;
        return headers;
    }

    /// <summary>NServiceBus picks its deserialiser by the exact media type, without parameters; <c>application/xml</c> it does not know.</summary>
    internal static string MediaType(string contentType) => contentType.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/xml" => "text/xml",
        "text/json" => "application/json",
        var exact => exact,
    };

    /// <summary>The same for the same endpoint on the same machine, as that header wants; 32 hex digits.</summary>
    private static string HostId(string endpoint) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{endpoint}")))[..32];
}
