using Integration.CanonicalModel.Shapes;

namespace Integration.Mappings.Compile;

/// <summary>Type of an expression, known when a mapping is loaded. Every type has null among its values.</summary>
internal abstract record LangType(string Name)
{
    public static readonly LangType Text = new Simple("text");
    public static readonly LangType Integer = new Simple("integer");
    public static readonly LangType Number = new Simple("number");
    public static readonly LangType Boolean = new Simple("boolean");
    public static readonly LangType Money = new Simple("money");
    public static readonly LangType Date = new Simple("date");
    public static readonly LangType Instant = new Simple("instant");

    /// <summary>The literal <c>null</c>: fits everywhere.</summary>
    public static readonly LangType Null = new Simple("null");

    public sealed override string ToString() => Name;

    private sealed record Simple(string Name) : LangType(Name);

    /// <summary>One item of the source: a line, a node.</summary>
    internal sealed record Item(ItemSchema Schema) : LangType("item");

    /// <summary>Items of the source, or values made of them.</summary>
    internal sealed record List(LangType Of) : LangType($"list of {Of}");

    public static LangType FromShape(ValueShape shape) => shape switch
    {
        ValueShape.Text or ValueShape.Code => Text,
        ValueShape.Integer => Integer,
        ValueShape.Number => Number,
        ValueShape.Boolean => Boolean,
        ValueShape.MoneyValue => Money,
        ValueShape.Date => Date,
        ValueShape.Instant => Instant,
        ValueShape.Nested nested => new Item(new ShapeSchema(nested.Object)),
        ValueShape.ListOf list => new List(FromShape(list.Item)),
        _ => throw new NotSupportedException($"value shape {shape.GetType().Name}"),
    };
}

/// <summary>What may be read from an item.</summary>
internal abstract record ItemSchema;

/// <summary>A line of a file.</summary>
internal sealed record RowSchema(Sources.RecordLayout Layout) : ItemSchema;

/// <summary>A node of an XML or JSON document that no schema describes.</summary>
internal sealed record TreeSchema : ItemSchema
{
    public static TreeSchema Any { get; } = new();
}

/// <summary>A value in a canonical list.</summary>
internal sealed record LeafSchema(ValueShape Shape) : ItemSchema;

/// <summary>A canonical object.</summary>
internal sealed record ShapeSchema(ObjectShape Shape) : ItemSchema;

/// <summary>A piece of a split text.</summary>
internal sealed record TextItemSchema : ItemSchema;
