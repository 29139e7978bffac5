using Newtonsoft.Json;
using static Integration.Specs.Counterparts.WorkJson;

namespace Integration.Specs.Counterparts;

/// <summary>A cancellation or amendment as 97 reads it (N97-4).</summary>
/// <param name="Content">Canonical text of the JSON, to tell a repeat from a conflict.</param>
public sealed record WorkRequest(string RequestId, string WorkOrderNo, bool Cancels, long? BandwidthKbps, string? AAddress, string? ZAddress, string Content)
{
    /// <summary>Throws <see cref="InvalidDataException"/> for what the contract does not allow.</summary>
    public static WorkRequest Read(ReadOnlyMemory<byte> body)
    {
        var json = WorkJson.Parse(body);
        _ = Text(json, "reason");
        return new WorkRequest(
            Text(json, "requestId"), Text(json, "workOrderNo"), OneOf(json, "request", "CANCEL", "AMEND") == "CANCEL",
            (long?)json.SelectToken("bandwidthKbps"), Optional(json, "aEnd.address"), Optional(json, "zEnd.address"), json.ToString(Formatting.None));
    }

    public WorkOrder Apply(WorkOrder order) => order with
    {
        BandwidthKbps = BandwidthKbps ?? order.BandwidthKbps,
        AAddress = AAddress ?? order.AAddress,
        ZAddress = ZAddress ?? order.ZAddress,
    };
}
