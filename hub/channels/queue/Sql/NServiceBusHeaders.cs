using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Integration.Hub.Channels.Queue;

/// <summary>Names and text forms of the headers that NServiceBus endpoints read and write.</summary>
public static class NServiceBusHeaders
{
    public const string MessageId = "NServiceBus.MessageId";
    public const string CorrelationId = "NServiceBus.CorrelationId";
    public const string ConversationId = "NServiceBus.ConversationId";
    public const string RelatedTo = "NServiceBus.RelatedTo";
    public const string MessageIntent = "NServiceBus.MessageIntent";
    public const string EnclosedMessageTypes = "NServiceBus.EnclosedMessageTypes";
    public const string ContentType = "NServiceBus.ContentType";
    public const string ReplyToAddress = "NServiceBus.ReplyToAddress";
    public const string OriginatingEndpoint = "NServiceBus.OriginatingEndpoint";
    public const string OriginatingMachine = "NServiceBus.OriginatingMachine";
    public const string TimeSent = "NServiceBus.TimeSent";
    public const string Version = "NServiceBus.Version";
    public const string OriginatingHostId = "$.diagnostics.originating.hostid";
    public const string TraceParent = "traceparent";
    public const string ForwardDestination = "NServiceBus.SqlServer.ForwardDestination";

    public const string FailedQueue = "NServiceBus.FailedQ";
    public const string TimeOfFailure = "NServiceBus.TimeOfFailure";
    public const string ProcessingEndpoint = "NServiceBus.ProcessingEndpoint";
    public const string ProcessingMachine = "NServiceBus.ProcessingMachine";

    /// <summary>Start of the headers that describe an exception.</summary>
    public const string ExceptionInfo = "NServiceBus.ExceptionInfo.";

    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss:ffffff 'Z'";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For example <c>2026-04-29 21:56:55:590807 Z</c>.</summary>
    public static string FormatTime(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">Not in that form.</exception>
    public static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string Write(IReadOnlyDictionary<string, string> headers) => JsonSerializer.Serialize(headers, Readable);

    /// <summary>False if the text is no flat JSON object of strings; the empty text has no headers.</summary>
    public static bool TryRead(string text, out Dictionary<string, string> headers)
    {
        headers = [];
        if (text.Length == 0)
            return true;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && TryReadAll(document.RootElement, headers);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Full name of the first enclosed type, without its assembly; null if the sender named none.</summary>
    public static string? FirstType(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue(EnclosedMessageTypes, out var types) && types.Split(';')[0].Split(',')[0].Trim() is { Length: > 0 } first ? first : null;

    private static bool TryReadAll(JsonElement element, Dictionary<string, string> headers)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String)
                headers[property.Name] = property.Value.GetString()!;
            else if (property.Value.ValueKind != JsonValueKind.Null)
                return false;
        }
        return true;
    }
}
