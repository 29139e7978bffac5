using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Integration.Hub.Channels.Queue;

/// <summary>AMQP field values as text and as values that JSON can hold. Never throws: a strange header must not stop a message.</summary>
internal static class RabbitValues
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The broker's major version; 3 if it does not say.</summary>
    public static int MajorVersion(IDictionary<string, object?>? serverProperties) =>
        serverProperties is not null && serverProperties.TryGetValue("version", out var version)
        && int.TryParse(Text(version)?.Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : 3;

    /// <summary>Text of a header that is a string; null for anything else.</summary>
    public static string? Text(object? value) => value switch
    {
        string text => text,
        byte[] bytes => AsText(bytes),
        _ => null,
    };

    public static object? ForJson(object? value) => value switch
    {
        byte[] bytes => AsText(bytes) ?? Convert.ToBase64String(bytes),
        BinaryTableValue binary => Convert.ToBase64String(binary.Bytes),
        AmqpTimestamp time => Time(time),
        IDictionary<string, object?> table => table.ToDictionary(e => e.Key, e => ForJson(e.Value)),
        System.Collections.IList list => list.Cast<object?>().Select(ForJson).ToArray(),
        double or float or decimal or bool or string or null or sbyte or byte or short or ushort or int or uint or long or ulong => value,
        _ => value.ToString(),
    };

    // Senders disagree about seconds and milliseconds; a value no calendar holds stays a number.
    public static object Time(AmqpTimestamp time) => time.UnixTime is >= 0 and < 253402300800
        ? DateTimeOffset.FromUnixTimeSeconds(time.UnixTime).ToString("O", CultureInfo.InvariantCulture)
        : time.UnixTime;

    private static string? AsText(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
