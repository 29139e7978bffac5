using System.CommandLine;
using System.Globalization;
using System.Text;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>Looking: list, show, trace, parked, audit.</summary>
public static class MessageVerbs
{
    public static IEnumerable<Command> All() => [List(), Show(), Trace(), Parked(), Audit()];

    private static Command List()
    {
        var text = new Option<string?>("--text") { Description = "Words in headers, keys or body (Chinese too)" };
        var key = new Option<string?>("--key") { Description = "A customer, order, account, phone … number; kind=value to say which" };
        var type = new Option<string?>("--type") { Description = "Canonical message type" };
        var system = new Option<string?>("--system") { Description = "Source system" };
        var @interface = new Option<string?>("--if") { Description = "Interface, e.g. N97-2" };
        var state = new Option<DeliveryState?>("--state") { Description = "Has a delivery in this state" };
        var to = new Option<string?>("--to") { Description = "Has a delivery to this subscriber or endpoint; 'refused' lists requests that were answered with a refusal" };
        var since = new Option<string?>("--since") { Description = "30m, 2h, 7d or a time" };
        var limit = new Option<int>("--limit") { Description = "At most so many", DefaultValueFactory = _ => 50 };
        return Verb.OnStores("list", "List messages, newest first.",
            ["list --if N97-2 --since 1h", "list --key account=A00000012 --json", "list --text 工商银行 --state parked", "list --to refused --if CS-1"],
            async (parse, output, stores, ct) =>
            {
                var (kind, value) = SplitKey(parse.GetValue(key));
                var page = await stores.Operations.SearchAsync(new MessageQuery
                {
                    Text = parse.GetValue(text), Key = value, KeyKind = kind, Type = parse.GetValue(type), Source = parse.GetValue(system),
                    Interface = parse.GetValue(@interface), State = parse.GetValue(state), Subscriber = parse.GetValue(to), Since = Since(parse.GetValue(since), stores.Time), Limit = parse.GetValue(limit),
                }, ct);
                PrintMessages(output, page.Messages, stores.Time);
                return 0;
            }, text, key, type, system, @interface, state, to, since, limit);
    }

    private static Command Show()
    {
        var id = new Argument<string>("message") { Description = "Message id" };
        var bodies = new Option<bool>("--bodies") { Description = "Print raw, canonical and outbound payloads" };
        return Verb.OnStores("show", "Show one message: its deliveries, attempts and payloads.",
            ["show 019ab3c4-…", "show 019ab3c4-… --bodies", "show 019ab3c4-… --json"],
            async (parse, output, stores, ct) =>
            {
                if (!MessageId.TryParse(parse.GetValue(id), out var message))
                    return Output.Fail($"'{parse.GetValue(id)}' is not a message id.", 2);
                var detail = await stores.Operations.GetAsync(message, ct);
                if (detail is null)
                    return Output.Fail($"There is no message {message}; it may be older than the retention. hub list --since 90d searches.");
                var payloads = await stores.Operations.GetPayloadsAsync(message, ct);
                output.One(detail, d => MessagePrinter.Print(d, payloads, parse.GetValue(bodies)));
                return 0;
            }, id, bodies);
    }

    private static Command Trace()
    {
        var key = new Argument<string>("key") { Description = "Order, customer, account, work order … number; or a conversation id with --conversation" };
        var conversation = new Option<bool>("--conversation") { Description = "The argument is a conversation id" };
        return Verb.OnStores("trace", "Every message of one business key across all systems, oldest first.",
            ["trace WO-2026-000001", "trace phone=057188001234"],
            async (parse, output, stores, ct) =>
            {
                var (_, value) = SplitKey(parse.GetValue(key));
                var messages = await stores.Operations.TraceAsync(parse.GetValue(conversation) ? new TraceQuery(value, null) : new TraceQuery(null, value), ct);
                PrintMessages(output, messages, stores.Time);
                return messages.Count > 0 ? 0 : 1;
            }, key, conversation);
    }

    private static Command Parked() => Verb.OnStores("parked", "Failure groups: what waits for a person, by cause.",
        ["parked", "parked --json"],
        async (_, output, stores, ct) =>
        {
            output.List(await stores.Operations.SummariseParkedAsync(ct), "Nothing is parked.",
                ("fingerprint", g => g.Fingerprint), ("where", g => g.Subscriber), ("code", g => g.Code), ("count", g => g.Count.ToString(CultureInfo.InvariantCulture)),
                ("since", g => Output.Age(g.FirstSeen, stores.Time)), ("last", g => Output.Age(g.LastSeen, stores.Time)), ("what", g => g.Message), ("place", g => g.Location));
            return 0;
        });

    private static Command Audit()
    {
        var since = new Option<string?>("--since") { Description = "30m, 2h, 7d or a time" };
        return Verb.OnStores("audit", "What people did by hand.", ["audit --since 7d"],
            async (parse, output, stores, ct) =>
            {
                output.List(await stores.Operations.AuditAsync(Since(parse.GetValue(since), stores.Time) ?? DateTimeOffset.MinValue, 200, ct), "Nobody did anything by hand.",
                    ("at", a => a.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), ("who", a => a.Actor), ("via", a => a.Via), ("action", a => a.Action), ("target", a => a.Target), ("detail", a => a.Detail));
                return 0;
            }, since);
    }

    internal static void PrintMessages(Output output, IReadOnlyList<MessageSummary> messages, TimeProvider time) => output.List(messages, "No message found.",
        ("message", m => m.Id.ToString()), ("age", m => Output.Age(m.ReceivedAt, time)), ("type", m => m.Type + (m.Count > 1 ? $" ×{m.Count}" : "")),
        ("from", m => m.Interface ?? m.Source), ("key", m => m.BusinessKey),
        ("to", m => string.Join(", ", m.Deliveries.Select(d => d.Refused ? $"refused {d.Failure!.Code}" : $"{d.Subscriber} {d.State.ToString().ToLowerInvariant()}"))));

    private static (string? Kind, string? Value) SplitKey(string? key) =>
        key?.IndexOf('=') is > 0 and var at ? (key[..at], key[(at + 1)..]) : (null, key);

    private static DateTimeOffset? Since(string? text, TimeProvider time) => text switch
    {
        null => null,
        _ when int.TryParse(text[..^1], CultureInfo.InvariantCulture, out var n) && "smhd".Contains(text[^1]) => time.GetUtcNow() - (text[^1] switch
        {
            's' => TimeSpan.FromSeconds(n),
            'm' => TimeSpan.FromMinutes(n),
            'h' => TimeSpan.FromHours(n),
            _ => TimeSpan.FromDays(n),
        }),
        _ => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal),
    };
}
