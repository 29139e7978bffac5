using System.Text;
using Integration.Mappings;
using Newtonsoft.Json.Linq;

namespace Integration.Hub.Host.Hosting;

/// <param name="Outcome">same, differs, fails, works (failed before).</param>
public sealed record DryRunResult(MessageId Message, string Outcome, string What);

/// <summary>A mapping over stored raw messages, compared with what became of them. Nothing is written, no number is drawn.</summary>
public static class MappingDryRun
{
    public static async Task<IReadOnlyList<DryRunResult>> RunAsync(IInboundMapping mapping, string @interface, int limit, Stores stores, CancellationToken cancellationToken)
    {
        var results = new List<DryRunResult>();
        var page = await stores.Operations.SearchAsync(new MessageQuery { Interface = @interface, Limit = limit }, cancellationToken);
        foreach (var message in page.Messages)
        {
            var raw = (await stores.Operations.GetPayloadsAsync(message.Id, cancellationToken)).FirstOrDefault(p => p.Payload.Kind == PayloadKind.Raw && p.Subscriber is null);
            if (raw is null || await stores.Operations.GetAsync(message.Id, cancellationToken) is not { } detail)
                continue;
            results.Add(Compare(stores, mapping, detail.Envelope, raw.Payload.Bytes));
        }
        return results;
    }

    internal static DryRunResult Compare(Stores stores, IInboundMapping mapping, Envelope envelope, ReadOnlyMemory<byte> raw)
    {
        var context = Context(stores, envelope.ReceivedAt, new Dictionary<string, string> { ["interface"] = envelope.Interface ?? "" });
        try
        {
            var records = mapping.Map(raw, context);
            if (envelope.Type == Envelope.Untranslated)
                return new DryRunResult(envelope.Id, "works", $"failed before, now {string.Join(", ", records.Select(r => r.MessageType))}");
            var made = records.FirstOrDefault(r => r.MessageType == envelope.Type);
            if (made is null)
                return new DryRunResult(envelope.Id, "differs", $"was {envelope.Type}, now {string.Join(", ", records.Select(r => r.MessageType))}");
            var differences = Differences(JToken.Parse(Encoding.UTF8.GetString(envelope.Body.Span)), JToken.Parse(Encoding.UTF8.GetString(made.Json.Span)), "").ToList();
            return new DryRunResult(envelope.Id, differences.Count == 0 ? "same" : "differs", string.Join("; ", differences));
        }
        catch (MappingException e)
        {
            return new DryRunResult(envelope.Id, "fails", $"{e.Location}: {e.Message}");
        }
    }

    /// <param name="sent">As it went out; null: it has not gone, or nothing is kept of it.</param>
    internal static DryRunResult Compare(Stores stores, IOutboundMapping mapping, Envelope envelope, IReadOnlyDictionary<string, string> values, ReadOnlyMemory<byte>? sent, bool failed)
    {
        try
        {
            var made = mapping.Map(envelope.Body, Context(stores, envelope.ReceivedAt, values));
            if (sent is not { } before)
                return new DryRunResult(envelope.Id, failed ? "works" : "same", failed ? "failed before, now it can be written" : "");
            if (made.Span.SequenceEqual(before.Span))
                return new DryRunResult(envelope.Id, "same", "");
            var (old, now) = (Encoding.UTF8.GetString(before.Span), Encoding.UTF8.GetString(made.Span));
            var at = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
            return new DryRunResult(envelope.Id, "differs", $"from character {at + 1}: {Around(old, at)} → {Around(now, at)}");
        }
        catch (MappingException e)
        {
            return new DryRunResult(envelope.Id, "fails", $"{e.Location}: {e.Message}");
        }
    }

    private static string Around(string text, int at) => at >= text.Length ? "(end)" : text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 40)];

    private static MappingContext Context(Stores stores, DateTimeOffset at, IReadOnlyDictionary<string, string> values)
    {
        long number = 0;
        return new MappingContext(at, values, _ => ++number, stores.Numbers.OursFor, stores.Numbers.TheirsFor);
    }

    private static IEnumerable<string> Differences(JToken before, JToken after, string path)
    {
        if (before is JObject a && after is JObject b)
        {
            foreach (var name in a.Properties().Select(p => p.Name).Union(b.Properties().Select(p => p.Name)))
            {
                foreach (var difference in Differences(a[name] ?? JValue.CreateUndefined(), b[name] ?? JValue.CreateUndefined(), path.Length == 0 ? name : $"{path}.{name}"))
                    yield return difference;
            }
        }
        else if (!JToken.DeepEquals(before, after))
        {
            yield return $"{path}: {Short(before)} → {Short(after)}";
        }
    }

    private static string Short(JToken value) => value.Type == JTokenType.Undefined ? "(absent)" : value.ToString(Newtonsoft.Json.Formatting.None);
}
