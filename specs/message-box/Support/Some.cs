using System.Text;
using Integration.Hub;
using Integration.Specs.Servers;

namespace Integration.Specs.MessageBox;

/// <summary>Builders for values whose details a test does not care about.</summary>
public static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Operator = new("li.na", "console");

    public static ManualTimeProvider Clock() => new(Noon);

    public static Envelope Message(string type = "CustomerBillIssued", string body = "{}", DateTimeOffset? at = null)
    {
        var id = MessageId.New(at ?? Noon);
        return new Envelope
        {
            Id = id,
            Type = type,
            Source = "billing",
            Interface = "BIL-1",
            Body = Encoding.UTF8.GetBytes(body),
            ConversationId = id.ToString(),
            ReceivedAt = at ?? Noon,
        };
    }

    public static AcceptItem Item(string? to = "archive", string? orderKey = null, Envelope? envelope = null) =>
        new(envelope ?? Message(), to is null ? [] : [new DeliveryPlan(to, orderKey)], []);

    public static AcceptItem Keyed(string duplicateKey, string body = "{}", string? to = "archive") =>
        Item(to, envelope: Message(body: body) with { DuplicateKey = duplicateKey });

    public static Failure Failure(string code = "mapping.unknown-code") => new(FailureKind.Data, code, "Unknown code 'X'; expected one of A, B.", "line 7", "detail");

    public static Payload Payload(PayloadKind kind, string text = "<a/>") => new(kind, Encoding.UTF8.GetBytes(text), "text/xml; charset=utf-8", "BIL-1", "{\"h\":1}");

    public static ClaimRequest Claim(string subscriber = "archive", int max = 100, string node = "n1", bool skipParked = false, params string[] exceptTypes) =>
        new(subscriber, max, node, TimeSpan.FromSeconds(30), exceptTypes, skipParked);

    public static DeliveryOutcome Delivered(params AcceptItem[] replies) => new DeliveryOutcome.Delivered([], replies);
}
