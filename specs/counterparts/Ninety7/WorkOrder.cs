using Newtonsoft.Json;
using static Integration.Specs.Counterparts.WorkJson;

namespace Integration.Specs.Counterparts;

/// <summary>A work order as 97 reads it (N97-1).</summary>
/// <param name="Content">Canonical text of the JSON, to tell a repeat from a conflict.</param>
public sealed record WorkOrder(string WorkOrderNo, string OrderNo, string Action, string CustomerNo, string CustomerName, string Kind, string? Number, string? CircuitNo, long? BandwidthKbps, string AArea, string AAddress, string? ZAddress, string Content)
{
    private static readonly string[] Actions = ["INSTALL", "MOVE", "CHANGE", "REMOVE"];
    private static readonly string[] Kinds = ["PHONE", "LEASED_LINE", "INTERNET", "VPN", "CENTREX", "NUMBER_800"];

    /// <summary>Throws <see cref="InvalidDataException"/> for what the contract does not allow.</summary>
    public static WorkOrder Read(ReadOnlyMemory<byte> body)
    {
        var json = WorkJson.Parse(body);
        return new WorkOrder(
            Text(json, "workOrderNo"), Text(json, "orderNo"), OneOf(json, "action", Actions), Text(json, "customer.no"), Text(json, "customer.name"),
            OneOf(json, "service.kind", Kinds), Optional(json, "service.number"), Optional(json, "service.circuitNo"), (long?)json.SelectToken("service.bandwidthKbps"),
            Optional(json, "aEnd.areaCode") ?? "0571", Text(json, "aEnd.address"), Optional(json, "zEnd.address"), json.ToString(Formatting.None));
    }
}
