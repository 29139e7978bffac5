using Integration.CanonicalModel.Shapes;

namespace Integration.Specs.Mappings.Support;

/// <summary>Made-up canonical messages: the engine knows shapes, not the model.</summary>
internal static class SomeShapes
{
    private static readonly ObjectShape Item = new("BillItem", "One line of a bill",
    [
        Field("code", new ValueShape.Text()),
        Field("name", new ValueShape.Text(20), false),
        Field("amount", new ValueShape.MoneyValue()),
    ]);

    private static readonly ObjectShape Address = new("Address", "A place", [Field("city", new ValueShape.Text()), Field("street", new ValueShape.Text(), false)]);

    private static readonly ObjectShape Bill = new("CustomerBillIssued", "A bill",
    [
        Field("billNo", new ValueShape.Text(32)),
        Field("accountNo", new ValueShape.Text()),
        Field("period", new ValueShape.Text(), false),
        Field("amountDue", new ValueShape.MoneyValue()),
        Field("state", new ValueShape.Code("BillState", ["open", "paid", "overdue"])),
        Field("dueDate", new ValueShape.Date(), false),
        Field("issuedAt", new ValueShape.Instant(), false),
        Field("lines", new ValueShape.Integer(), false),
        Field("discount", new ValueShape.Number(), false),
        Field("final", new ValueShape.Boolean(), false),
        Field("address", new ValueShape.Nested(Address), false),
        Field("items", new ValueShape.ListOf(new ValueShape.Nested(Item))),
        Field("tags", new ValueShape.ListOf(new ValueShape.Text()), false),
        Field("note", new ValueShape.Text(), false),
    ]);

    private static readonly ObjectShape State = new("WorkOrderStateChanged", "A work order went on",
    [
        Field("workOrderNo", new ValueShape.Text()),
        Field("state", new ValueShape.Text()),
    ]);

    private static readonly ObjectShape Returned = new("WorkOrderReturned", "A work order came back",
    [
        Field("workOrderNo", new ValueShape.Text()),
        Field("reason", new ValueShape.Text()),
    ]);

    public static IReadOnlyList<MessageShape> All { get; } =
    [
        new("CustomerBillIssued", 1, MessageKind.Fact, "A bill", Bill, typeof(object)),
        new("WorkOrderStateChanged", 1, MessageKind.Fact, "State", State, typeof(object)),
        new("WorkOrderReturned", 1, MessageKind.Fact, "Returned", Returned, typeof(object)),
    ];

    private static FieldShape Field(string name, ValueShape value, bool required = true) => new(name, value, required, name);
}
