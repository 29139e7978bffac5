using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.CanonicalModel;

/// <summary>Samples of every message: full (every member there) and least (required ones only).</summary>
public static class Some
{
    public static readonly DateTimeOffset Instant = new(2026, 11, 22, 8, 30, 0, TimeSpan.FromHours(8));

    public static TheoryData<string> EveryMessage => [.. CanonicalCatalog.Messages.Select(m => m.ToString())];

    public static MessageShape Shape(string name)
    {
        var parts = name.Split('@');
        return CanonicalCatalog.Find(parts[0], int.Parse(parts[1])) ?? throw new ArgumentException($"no message {name}");
    }

    public static JObject Full(MessageShape message) => Object(message.Body, _ => true);

    public static JObject Least(MessageShape message) => Object(message.Body, f => f.Required);

    public static JObject Object(ObjectShape shape, Func<FieldShape, bool> take) =>
        new(shape.Fields.Where(take).Select(f => new JProperty(f.Name, Value(f.Name, f.Value, take))));

    public static JToken Value(string name, ValueShape shape, Func<FieldShape, bool> take) => shape switch
    {
        ValueShape.Text { Pattern: BillingPeriod.Pattern } => "2026-11",
        ValueShape.Text => $"{name} 大客户𠮷",
        ValueShape.Integer => 42,
        ValueShape.Number => 1.5m,
        ValueShape.Boolean => true,
        ValueShape.Date => "2026-11-22",
        ValueShape.Instant => "2026-11-22T08:30:00+08:00",
        ValueShape.MoneyValue => new JObject { ["fen"] = 12345, ["currency"] = "CNY" },
        ValueShape.Code code => code.Values[^1],
        ValueShape.ListOf list => new JArray(Value(name, list.Item, take), Value(name, list.Item, take)),
        ValueShape.Nested nested => Object(nested.Object, take),
        _ => throw new NotSupportedException(shape.ToString()),
    };

    public static CustomerBillIssued Bill(string billNo = "B202611-0001", long fen = 12345, int items = 2) => new()
    {
        BillNo = new(billNo),
        AccountNo = new("A100"),
        CustomerNo = new("C1"),
        CustomerName = "中国工商银行浙江省分行",
        Period = new(2026, 11),
        State = BillState.Sent,
        AmountDue = Money.Cny(fen),
        AmountPaid = Money.Zero,
        DueDate = new DateOnly(2026, 12, 20),
        Items = [.. Enumerable.Range(1, items).Select(i => new BillItem { Code = $"I{i}", Name = "月租费", Amount = Money.Cny(fen / items) })],
        OccurredAt = Instant,
    };

}
