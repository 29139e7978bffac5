using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>An event as 97 will send it (N97-2), made when the work order came in and then never changed.</summary>
public sealed record WorkEvent(string EventId, string WorkOrderNo, int Seq, string Event, string Json)
{
    public QueueMessage Message => new(EventId, "N97.WorkOrderEvent", Encoding.UTF8.GetBytes(Json));
}

/// <summary>What becomes of a work order: accepted, dispatched, under construction, then completed or returned.</summary>
internal static class WorkEvents
{
    private static readonly (string Code, string Text)[] Reasons =
        [("T01", "无线路资源"), ("T02", "无端口"), ("T03", "地址有误"), ("T04", "用户要求改约"), ("T05", "设备缺货"), ("T06", "用户撤单"), ("T99", "楼宇物业不允许进场")];

    public static IReadOnlyList<WorkEvent> Plan(WorkOrder order, bool comesBack, DateTimeOffset now)
    {
        var at = now.ToOffset(TimeSpan.FromHours(8));
        var events = new List<WorkEvent>();
        void Add(string kind, int minutes, Action<JObject> more)
        {
            var seq = events.Count + 1;
            var json = new JObject
            {
                ["version"] = 1, ["eventId"] = $"97-{order.WorkOrderNo}-{seq}", ["event"] = kind, ["workOrderNo"] = order.WorkOrderNo,
                ["seq"] = seq, ["occurredAt"] = Stamp(at.AddMinutes(minutes)), ["staff"] = $"E{Dice.Roll(900, seq, order.WorkOrderNo) + 100}",
            };
            more(json);
            events.Add(new WorkEvent((string)json["eventId"]!, order.WorkOrderNo, seq, kind, json.ToString(Formatting.None)));
        }
        Add("STATE", 0, j => j["state"] = "10");
        Add("STATE", 30, j => j["state"] = "20");
        Add("STATE", 90, j => j["state"] = "30");
        if (comesBack)
            Add("RETURN", 120, j => Return(j, order));
        else
            Add("COMPLETION", 240, j => j["installed"] = Installed(order, at.AddMinutes(240)));
        return events;
    }

    /// <summary>What 97 says to an N97-4 request, and what it will still say of the work order.</summary>
    /// <param name="order">null: 97 does not know it.</param>
    public static WorkAnswer Answer(WorkRequest request, WorkOrder? order, IReadOnlyList<WorkEvent> taken, IReadOnlyList<WorkEvent> open, DateTimeOffset now)
    {
        // What was answered before is still said; only the work itself changes.
        var said = taken.Concat(open.Where(IsAnswer)).ToList();
        var refusal = order is null ? "J01" : said.Any(e => e.Event == "COMPLETION") ? "J02" : said.Any(e => e.Event is "RETURN" or "CANCELLED") ? "J03" : null;
        var kind = refusal is not null ? "REFUSED" : request.Cancels ? "CANCELLED" : "AMENDED";
        var answer = Answered(request, kind, said, now, json =>
        {
            if (refusal is not null)
                json["refusalCode"] = refusal;
        });
        var left = kind == "CANCELLED" ? [] : open.Where(e => !IsAnswer(e));
        var asked = kind == "AMENDED" ? request.Apply(order!) : order;
        return new WorkAnswer(asked, [.. said.Skip(taken.Count), answer, .. left.Select((e, n) => Renumbered(e, answer.Seq + 1 + n, asked!))], refusal);
    }

    private static bool IsAnswer(WorkEvent e) => e.Event is "CANCELLED" or "AMENDED" or "REFUSED";

    private static WorkEvent Answered(WorkRequest request, string kind, IReadOnlyList<WorkEvent> said, DateTimeOffset now, Action<JObject> more)
    {
        var at = said.Count == 0 ? now.ToOffset(TimeSpan.FromHours(8)) : DateTimeOffset.Parse((string)Read(said[^1].Json)["occurredAt"]!, CultureInfo.InvariantCulture).AddMinutes(5);
        var seq = said.Count == 0 ? 1 : said[^1].Seq + 1;
        var json = new JObject
        {
            ["version"] = 1, ["eventId"] = $"97-{request.RequestId}", ["event"] = kind, ["workOrderNo"] = request.WorkOrderNo,
            ["seq"] = seq, ["occurredAt"] = Stamp(at), ["requestId"] = request.RequestId,
        };
        more(json);
        return new WorkEvent((string)json["eventId"]!, request.WorkOrderNo, seq, kind, json.ToString(Formatting.None));
    }

    // Nobody has seen it under its old number.
    private static WorkEvent Renumbered(WorkEvent planned, int seq, WorkOrder order)
    {
        var json = Read(planned.Json);
        (json["seq"], json["eventId"]) = (seq, $"97-{planned.WorkOrderNo}-{seq}");
        if (planned.Event == "COMPLETION")
            json["installed"] = Installed(order, DateTimeOffset.Parse((string)json["occurredAt"]!, CultureInfo.InvariantCulture));
        return planned with { Seq = seq, EventId = (string)json["eventId"]!, Json = json.ToString(Formatting.None) };
    }

    private static JObject Read(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    private static void Return(JObject json, WorkOrder order)
    {
        var reason = Reasons[Dice.Roll(Reasons.Length, 0, order.WorkOrderNo + "reason")];
        json["reasonCode"] = reason.Code;
        json["reason"] = reason.Text;
    }

    private static JObject Installed(WorkOrder order, DateTimeOffset at)
    {
        var chosen = order.Number ?? Choose(order);
        var installed = new JObject { ["serviceNumber"] = chosen, ["kind"] = order.Kind };
        if (order.Kind is "LEASED_LINE" or "INTERNET" or "VPN")
            installed["circuitNo"] = order.CircuitNo ?? chosen;
        if (order.BandwidthKbps is { } bandwidth)
            installed["bandwidthKbps"] = bandwidth;
        installed["aEndAddress"] = order.AAddress;
        if (order.ZAddress is not null)
            installed["zEndAddress"] = order.ZAddress;
        installed["activatedAt"] = Stamp(at);
        installed["equipment"] = new JArray(new JObject { ["name"] = "光端机", ["model"] = "OptiX-155", ["serialNo"] = $"SN{Dice.Roll(1_000_000_000, 0, order.WorkOrderNo + "sn"):D9}" });
        return installed;
    }

    private static string Choose(WorkOrder order)
    {
        var number = Dice.Roll(1_000_000, 0, order.WorkOrderNo + "number");
        return order.Kind is "PHONE" or "CENTREX" ? $"{order.AArea}89{number:D6}" : $"{order.AArea}-ZX-9{number:D6}";
    }

    private static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
