using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <summary>Compiled expression. False when the value is null (for text: when it is empty).</summary>
internal delegate bool Eval<T>(Run run, out T value)
    where T : allows ref struct;

/// <summary>A compiled expression with what is known of it at load.</summary>
internal abstract class Expr(LangType type, Origin origin)
{
    public LangType Type { get; } = type;

    public Origin Origin { get; } = origin;

    /// <summary>The value, if it is the same for every source: string, long, decimal, bool.</summary>
    public object? Constant { get; init; }

    /// <summary>All values that it can have, if known: what a target code is checked against at load.</summary>
    public IReadOnlyList<string>? Possible { get; init; }
}

internal sealed class Expr<T>(LangType type, Origin origin, Eval<T> eval) : Expr(type, origin)
    where T : allows ref struct
{
    public Eval<T> Eval { get; } = eval;
}

/// <summary>The literal null.</summary>
internal sealed class NullExpr(Origin origin) : Expr(LangType.Null, origin);

/// <summary>
/// A path into a document without schema: one text, one item, or a list of items, as whoever uses it asks.
/// </summary>
internal sealed class TreePathExpr(Origin origin, Eval<SourceItem> start, string[] segments, string path)
    : Expr(LangType.Text, origin)
{
    public Eval<SourceItem> Start => start;

    public string[] Segments => segments;

    public string Path => path;
}

/// <summary>Items of the source.</summary>
internal sealed class ItemsExpr(ItemSchema schema, Origin origin, Eval<IReadOnlyList<SourceItem>> eval, string path)
    : Expr(new LangType.List(new LangType.Item(schema)), origin)
{
    public ItemSchema Schema => schema;

    public Eval<IReadOnlyList<SourceItem>> Eval => eval;

    /// <summary>Path of one item, for lineage.</summary>
    public string Path => path;
}

/// <summary>Values computed of each item of a list.</summary>
internal sealed class ValuesExpr(ItemsExpr items, int slot, Expr body, Origin origin)
    : Expr(new LangType.List(body.Type), origin)
{
    public ItemsExpr Items => items;

    public int Slot => slot;

    public Expr Body => body;
}

/// <summary>One item.</summary>
internal sealed class ItemExpr(ItemSchema schema, Origin origin, Eval<SourceItem> eval, string path)
    : Expr(new LangType.Item(schema), origin)
{
    public ItemSchema Schema => schema;

    public Eval<SourceItem> Eval => eval;

    public string Path => path;
}

/// <summary><c>i -> …</c> before the list it belongs to is known.</summary>
internal sealed class LambdaExpr(Language.Syntax.Lambda syntax, Origin origin) : Expr(LangType.Null, origin)
{
    public Language.Syntax.Lambda Syntax => syntax;
}
