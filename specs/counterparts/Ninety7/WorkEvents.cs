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
