namespace Integration.CanonicalModel.Shapes;

/// <summary>The form of one canonical message, told without CLR types: what mappings are checked against and schemas are made from.</summary>
/// <param name="Type">e.g. <c>CustomerBillIssued</c>.</param>
/// <param name="ClrType">The record that carries it.</param>
public sealed record MessageShape(string Type, int Version, MessageKind Kind, string Summary, ObjectShape Body, Type ClrType)
{
    public override string ToString() => $"{Type}@{Version}";
}

public enum MessageKind
{
    /// <summary>Something happened: past tense, any number of subscribers.</summary>
    Fact,

    /// <summary>Somebody is to do something: imperative, one receiver.</summary>
    Command,

    /// <summary>A question that is answered at once and changes nothing.</summary>
    Query,

    /// <summary>The answer to a query or command.</summary>
    Reply,
}

/// <summary>Form of a value.</summary>
public abstract record ValueShape
{
    public sealed record Text(int? MaxLength = null) : ValueShape
    {
        /// <summary>Regular expression that the whole text must match, in the syntax that XSD and JSON Schema share; null: any text.</summary>
        public string? Pattern { get; init; }
    }

    public sealed record Integer : ValueShape;

    public sealed record Number : ValueShape;

    public sealed record Boolean : ValueShape;

    /// <summary>Wire form <c>{"fen":12345,"currency":"CNY"}</c>.</summary>
    public sealed record MoneyValue : ValueShape;

    /// <summary>Wire form <c>2026-11-22</c>.</summary>
    public sealed record Date : ValueShape;

    /// <summary>Wire form ISO 8601 with offset.</summary>
    public sealed record Instant : ValueShape;

    /// <summary>Wire form: the camel-case name.</summary>
    public sealed record Code(string Name, IReadOnlyList<string> Values) : ValueShape;

    public sealed record Nested(ObjectShape Object) : ValueShape;

    public sealed record ListOf(ValueShape Item) : ValueShape;
}

/// <param name="Name">Type name, e.g. <c>CustomerBill</c>.</param>
public sealed record ObjectShape(string Name, string Summary, IReadOnlyList<FieldShape> Fields)
{
    public FieldShape? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

/// <param name="Name">Wire name (camelCase).</param>
public sealed record FieldShape(string Name, ValueShape Value, bool Required, string Summary);
