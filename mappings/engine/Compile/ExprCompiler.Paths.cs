using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Language;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Compile;

internal sealed partial class ExprCompiler
{
    /// <summary>Reads the item kept in a slot.</summary>
    public static Eval<SourceItem> Slot(int slot) => (Run run, out SourceItem v) =>
    {
        v = run[slot]!;
        return v is not null;
    };

    private Expr Path(Syntax.Path path)
    {
        switch (scope.Find(path.Root))
        {
            case Binding.Item item:
                return Access(item.Schema, Slot(item.Slot), item.Slot, item.Path, path.Segments, path.Offset);
            case Binding.Value value:
                return path.Segments.Count == 0 ? value.Expr : MemberOf(value.Expr, path.Segments, path.Offset);
            case Binding.Barred barred:
                throw Error("mapping.not-here", barred.Reason, path.Offset);
        }
        if (scope.FindRoot() is { } root && (root.Schema is not ShapeSchema shape || shape.Shape.Find(path.Root) is not null))
            return Access(root.Schema, Slot(root.Slot), root.Slot, root.Path, [path.Root, .. path.Segments], path.Offset);
        var known = scope.Names().Concat(RootNames());
        throw Error("mapping.unknown-name", $"unknown name '{path.Root}'{Suggestion.For(path.Root, known)}", path.Offset);
    }

    private IEnumerable<string> RootNames() =>
        scope.FindRoot()?.Schema is ShapeSchema shape ? shape.Shape.Fields.Select(f => f.Name) : [];

    private Expr MemberOf(Expr of, IReadOnlyList<string> segments, int offset)
    {
        if (of is TreePathExpr path)
            return Tree(path.Start, [.. path.Segments, .. segments], path.Path + "." + string.Join('.', segments));
        if (of is ItemExpr item) return Access(item.Schema, item.Eval, -1, item.Path, segments, offset);
        if (of is ItemsExpr items) return EachOf(items, segments, offset);
        throw Error("mapping.type", $"'.{segments[0]}' asks for a member, and {of.Type} has none", offset);
    }

    private Expr Access(ItemSchema schema, Eval<SourceItem> item, int slot, string path, IReadOnlyList<string> segments, int offset)
    {
        switch (schema)
        {
            case RowSchema row:
                return RowField(row.Layout, item, slot, path, segments, offset);
            case ShapeSchema shape:
                return ShapeField(shape.Shape, item, path, segments, offset);
            case LeafSchema leaf when segments.Count == 0:
                return CanonicalLeaf.Read(leaf.Shape, item, new Origin(line, text, [new TreeLeaf(path, item, [])]));
            case TreeSchema:
                return Tree(item, [.. segments], string.Join('.', segments.Prepend(path).Where(p => p.Length > 0)));
            case TextItemSchema when segments.Count == 0:
                return Piece(item, path);
            default:
                throw Error("mapping.type", $"'{path}' is a value and has no member '{segments[0]}'", offset);
        }
    }

    private Expr<Chars> Piece(Eval<SourceItem> item, string path) =>
        new(LangType.Text, new Origin(line, text, [new TreeLeaf(path, item, [])]), (Run run, out Chars v) =>
        {
            v = item(run, out var piece) ? ((TextItem)piece).Text : default;
            return v.Length > 0;
        });

    private TreePathExpr Tree(Eval<SourceItem> start, string[] segments, string path) =>
        new(new Origin(line, text, [new TreeLeaf(path, start, segments)]), start, segments, path);

    private Expr RowField(RecordLayout layout, Eval<SourceItem> item, int slot, string path, IReadOnlyList<string> segments, int offset)
    {
        if (segments.Count == 0) return new ItemExpr(new RowSchema(layout), new Origin(line, text, [new RowLeaf(path, item, -1)]), item, path);
        var index = layout.FieldIndex(segments[0]);
        if (index >= 0 && segments.Count > 1)
            throw Error("mapping.type", $"'{path}.{segments[0]}' is a text and has no member '{segments[1]}'", offset);
        if (index >= 0)
        {
            var origin = new Origin(line, text, [new RowLeaf($"{layout.Name}.{segments[0]}", item, index)]);
            return new Expr<Chars>(LangType.Text, origin, slot >= 0 ? FieldOfSlot(slot, index) : FieldOf(item, index));
        }
        var group = layout.Groups.FindIndex(g => g.Name == segments[0] || g.Name + "s" == segments[0]);
        if (group < 0) throw UnknownField(layout, segments[0], offset);
        var items = Group(layout.Groups[group], item, group);
        return segments.Count == 1 ? items : EachOf(items, segments.Skip(1).ToList(), offset);
    }

    private static Eval<Chars> FieldOfSlot(int slot, int index) => (Run run, out Chars v) =>
    {
        v = run[slot] is { } row ? System.Runtime.CompilerServices.Unsafe.As<Row>(row).Field(index) : default;
        return v.Length > 0;
    };

    private static Eval<Chars> FieldOf(Eval<SourceItem> item, int index) => (Run run, out Chars v) =>
    {
        v = item(run, out var row) ? ((Row)row).Field(index) : default;
        return v.Length > 0;
    };

    private ItemsExpr Group(RecordLayout group, Eval<SourceItem> item, int index) =>
        new(new RowSchema(group), new Origin(line, text, [new RowLeaf(group.Name, item, -1)]), (Run run, out IReadOnlyList<SourceItem> v) =>
        {
            v = item(run, out var row) ? ((Row)row).Groups[index] : [];
            return v.Count > 0;
        }, group.Name);

    private static ExpressionError UnknownField(RecordLayout layout, string name, int offset)
    {
        var known = layout.Fields.Select(f => f.Name).Concat(layout.Groups.Select(g => g.Name + "s")).ToList();
        return Error("mapping.unknown-field", $"record '{layout.Name}' has no field '{name}'{Suggestion.For(name, known)}; it has {string.Join(", ", known)}", offset);
    }

    private Expr ShapeField(ObjectShape shape, Eval<SourceItem> item, string path, IReadOnlyList<string> segments, int offset)
    {
        if (segments.Count == 0) return new ItemExpr(new ShapeSchema(shape), new Origin(line, text, [new TreeLeaf(path, item, [])]), item, path);
        var name = segments[0];
        var field = shape.Find(name) ?? throw Error("mapping.unknown-field",
            $"'{shape.Name}' has no field '{name}'{Suggestion.For(name, shape.Fields.Select(f => f.Name))}", offset);
        var fieldPath = path.Length == 0 ? name : $"{path}.{name}";
        var rest = segments.Skip(1).ToList();
        var node = Child(item, name);
        var origin = new Origin(line, text, [new TreeLeaf(fieldPath, item, [name])]);
        if (field.Value is ValueShape.Nested nested) return ShapeField(nested.Object, node, fieldPath, rest, offset);
        if (field.Value is ValueShape.ListOf list)
        {
            var items = new ItemsExpr(list.Item is ValueShape.Nested of ? new ShapeSchema(of.Object) : new LeafSchema(list.Item), origin, Children(item, name), fieldPath);
            return rest.Count == 0 ? items : EachOf(items, rest, offset);
        }
        if (rest.Count > 0) throw Error("mapping.type", $"'{fieldPath}' is a value and has no member '{rest[0]}'", offset);
        return CanonicalLeaf.Read(field.Value, node, origin);
    }

    private static Eval<SourceItem> Child(Eval<SourceItem> item, string name) => (Run run, out SourceItem v) =>
    {
        v = (item(run, out var node) ? ((TreeNode)node).Find(name) : null)!;
        return v is not null;
    };

    private static Eval<IReadOnlyList<SourceItem>> Children(Eval<SourceItem> item, string name) => (Run run, out IReadOnlyList<SourceItem> v) =>
    {
        var all = new List<SourceItem>();
        v = all;
        if (!item(run, out var node)) return false;
        for (var child = ((TreeNode)node).First; child is not null; child = child.Next)
            if (child.Name == name) all.Add(child);
        return all.Count > 0;
    };

    /// <summary><c>bill.items.amount</c>: the member of every item.</summary>
    private ValuesExpr EachOf(ItemsExpr items, IReadOnlyList<string> segments, int offset)
    {
        var slot = unit.NewSlot();
        var body = Access(items.Schema, Slot(slot), slot, items.Path, segments, offset);
        return new ValuesExpr(items, slot, body, At([items, body]));
    }
}
