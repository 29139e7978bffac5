using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Hub.Core.Journeys.Through;

/// <summary>A question on its way through the hub.</summary>
/// <param name="Envelope">The canonical query as it will be recorded.</param>
/// <param name="Key">The same for every question that asks the same: by it the last known answer is found.</param>
internal sealed record Question(Envelope Envelope, string Key)
{
    /// <summary>Kind of the search key under which answers stand in the box.</summary>
    public const string KeyKind = "question";

    private const int LongestKey = 200;

    public static Question Of<T>(T query, string @interface, string asker, TimeProvider time) where T : class
    {
        var envelope = Posting.Envelope(query, asker, null, null, time);
        // The identity of the question is no part of what is asked.
        var asked = Read(envelope.Body).Properties().Where(p => p.Name != "requestId").OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={p.Value.ToString(Formatting.None).Trim('"')}");
        var key = $"{@interface} {envelope.Type} {string.Join(' ', asked)}";
        if (key.Length > LongestKey)
            key = $"{@interface} {envelope.Type} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
        return new Question(envelope, key);
    }

    /// <summary>The answer with its field <c>stale</c> set, if its type has one.</summary>
    public static ReadOnlyMemory<byte> MarkStale(ReadOnlyMemory<byte> answer)
    {
        var json = Read(answer);
        if (json["stale"] is null)
            return answer;
        json["stale"] = true;
        return Encoding.UTF8.GetBytes(json.ToString(Formatting.None));
    }

    // Times stay the texts that they are.
    internal static JObject Read(ReadOnlyMemory<byte> json)
    {
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(json.Span))) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}

/// <summary>What became of asking.</summary>
internal abstract record Asked(Payload? Sent, Payload? Answer)
{
    public sealed record Answered(Payload? Sent, Payload? Answer, AcceptItem Reply) : Asked(Sent, Answer);

    /// <summary>The other system understood and says no, in its contract's own fault.</summary>
    public sealed record Refused(Payload? Sent, Payload? Answer, Failure Failure, IReadOnlyList<AcceptItem> Told) : Asked(Sent, Answer);

    /// <summary>It could not be asked, or its answer could not be used.</summary>
    public sealed record Failed(Payload? Sent, Payload? Answer, Failure Failure) : Asked(Sent, Answer);
}
