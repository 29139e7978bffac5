using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

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
        var json = Parse(body);
        if (json["version"]?.Type != JTokenType.Integer || (int)json["version"]! != 1)
            throw new InvalidDataException($"version must be 1, is {json["version"]}");
        return new WorkOrder(
            Text(json, "workOrderNo"), Text(json, "orderNo"), OneOf(json, "action", Actions), Text(json, "customer.no"), Text(json, "customer.name"),
            OneOf(json, "service.kind", Kinds), Optional(json, "service.number"), Optional(json, "service.circuitNo"), (long?)json.SelectToken("service.bandwidthKbps"),
            Optional(json, "aEnd.areaCode") ?? "0571", Text(json, "aEnd.address"), Optional(json, "zEnd.address"), json.ToString(Formatting.None));
    }

    private static JObject Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body.ToArray()))) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"body is no JSON object: {e.Message}", e);
        }
    }

    private static string Text(JObject json, string path) =>
        Optional(json, path) is { Length: > 0 } text ? text : throw new InvalidDataException($"{path} is missing");

    private static string? Optional(JObject json, string path) => json.SelectToken(path) switch
    {
        null => null,
        { Type: JTokenType.String } text => (string?)text,
        var other => throw new InvalidDataException($"{path} must be text, is {other.Type}"),
    };

    private static string OneOf(JObject json, string path, string[] allowed) =>
        Text(json, path) is var text && allowed.Contains(text) ? text : throw new InvalidDataException($"{path} is {text}, must be one of {string.Join(' ', allowed)}");
}
