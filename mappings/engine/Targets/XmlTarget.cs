using System.Xml;
using Integration.Mappings.Compile;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>Writes an element. False, and nothing written, if it has no content.</summary>
internal delegate bool WriteXml(Run run, XmlOut xml);

/// <summary>
/// <c>body:</c> of an XML target: elements in the order of writing, <c>@name</c> attributes, <c>#text</c>, <c>name!</c> for what
/// must have a value.
/// </summary>
internal sealed class XmlTarget(Unit unit, FileProblems problems, LineageLog lineage, IReadOnlyDictionary<string, string> namespaces)
{
    /// <summary>The namespaces, as attributes of the root element.</summary>
    public string Declarations { get; } = string.Concat(namespaces.Select(n => $" xmlns{(n.Key.Length == 0 ? "" : ":" + n.Key)}=\"{Escaped(n.Value)}\""));

    public WriteXml? Root(Member root, Scope scope)
    {
        var node = root.Node is TargetNode.Members members ? new TargetNode.Form(null, null, [], true, members, root.Line) : root.Node;
        return Element(root with { Node = node }, scope, "", Declarations);
    }

    public WriteXml? Element(Member member, Scope scope, string path, string declarations = "")
    {
        var required = member.Name.EndsWith('!');
        var name = member.Name.TrimEnd('!');
        path = path.Length == 0 ? name : $"{path}/{name}";
        if (!IsName(name, member.Line, path)) return null;
        var write = Content(name, member.Node, scope, path, declarations, false);
        if (write is null || !required) return write;
        var place = new TargetPlace(path, member.Node.Line);
        return (run, xml) =>
        {
            if (write(run, xml)) return true;
            run.Field = place;
            throw new ValueFault("mapping.missing", $"'{path}' must have a value and has none");
        };
    }

    private WriteXml? Content(string name, TargetNode node, Scope scope, string path, string declarations, bool keep)
    {
        switch (node)
        {
            case TargetNode.Value value:
                return Leaf(name, value.Expression, scope, path, declarations, keep);
            case TargetNode.Members members:
                return Nested(name, members, scope, path, declarations, keep);
            case TargetNode.Items items:
                return Sequence([.. items.All.Select(i => Content(name, i, scope, path, declarations, keep)).OfType<WriteXml>()]);
            default:
                return Form(name, (TargetNode.Form)node, scope, path, declarations);
        }
    }

    private WriteXml? Form(string name, TargetNode.Form form, Scope scope, string path, string declarations)
    {
        if (form.Each is { } each)
        {
            if (Loop.Open(unit, scope, each, form, problems, path) is not { } loop) return null;
            lineage.Enter(loop.Items);
            lineage.Enter(loop.When);
            var one = Content(name, form.Content, loop.Scope, path, declarations, form.Keep);
            lineage.Leave(loop.When);
            lineage.Leave(loop.Items);
            return one is null ? null : (run, xml) => loop.Run(run, r => one(r, xml));
        }
        var inner = CanonicalTarget.WithLets(unit, scope, scope.Owner, form.Lets, problems);
        var when = form.When?.Condition(unit, inner, problems, path);
        lineage.Enter(when);
        var content = Content(name, form.Content, inner, path, declarations, form.Keep);
        lineage.Leave(when);
        if (content is null || when is null) return content;
        return (run, xml) => when.Eval(run, out var yes) && yes && content(run, xml);
    }

    private WriteXml? Nested(string name, TargetNode.Members members, Scope scope, string path, string declarations, bool keep)
    {
        var attributes = members.All.Where(m => m.Name.StartsWith('@')).Select(m => Attribute(m, scope, path)).OfType<WriteXml>().ToArray();
        var children = members.All.Where(m => !m.Name.StartsWith('@'))
            .Select(m => m.Name == "#text" ? PlainText(m, scope, path) : Element(m, scope, path)).OfType<WriteXml>().ToArray();
        var (open, close) = ($"<{name}{declarations}", $"</{name}>");
        return (run, xml) =>
        {
            var start = xml.Length;
            xml.Raw(open);
            var any = keep;
            foreach (var attribute in attributes) any |= attribute(run, xml);
            xml.Raw(">");
            var inside = xml.Length;
            foreach (var child in children) any |= child(run, xml);
            if (!any) xml.Rewind(start);
            else if (xml.Length > inside) xml.Raw(close);
            else Empty(xml, inside);
            return any;
        };
    }

    private WriteXml? Leaf(string name, Expression expression, Scope scope, string path, string declarations, bool keep)
    {
        if (Text(expression, scope, path) is not { } text) return null;
        var (open, close, place) = ($"<{name}{declarations}>", $"</{name}>", new TargetPlace(path, expression.Line));
        return (run, xml) =>
        {
            run.Field = place;
            if (!text(run, out var value) && !keep) return false;
            xml.Raw(open);
            xml.Text(value);
            xml.Raw(close);
            return true;
        };
    }

    public WriteXml? Attribute(Member member, Scope scope, string path)
    {
        var name = member.Name[1..].TrimEnd('!');
        var required = member.Name.EndsWith('!');
        path = $"{path}/@{name}";
        if (!IsName(name, member.Line, path)) return null;
        if (member.Node is not TargetNode.Value value)
        {
            problems.Add(member.Line, "mapping.type", $"attribute '{name}' is made by one expression", path);
            return null;
        }
        if (Text(value.Expression, scope, path) is not { } text) return null;
        var (open, place) = ($" {name}=\"", new TargetPlace(path, value.Line));
        return (run, xml) =>
        {
            run.Field = place;
            if (!text(run, out var found)) return required ? throw new ValueFault("mapping.missing", $"'{path}' must have a value and has none") : false;
            xml.Raw(open);
            xml.Text(found);
            xml.Raw("\"");
            return true;
        };
    }

    private WriteXml? PlainText(Member member, Scope scope, string path)
    {
        if (member.Node is not TargetNode.Value value)
        {
            problems.Add(member.Line, "mapping.type", "#text is made by one expression", path);
            return null;
        }
        if (Text(value.Expression, scope, path) is not { } text) return null;
        var place = new TargetPlace(path, value.Line);
        return (run, xml) =>
        {
            run.Field = place;
            if (!text(run, out var found)) return false;
            xml.Text(found);
            return true;
        };
    }

    private Eval<Chars>? Text(Expression expression, Scope scope, string path)
    {
        if (expression.TextOnly(unit, scope, problems, path, out var text) is not { } expr) return null;
        lineage.Add(path, expr, expression.Text, expression.Line);
        return text;
    }

    private bool IsName(string name, int line, string path)
    {
        var colon = name.IndexOf(':');
        var known = colon < 0 || namespaces.ContainsKey(name[..colon]) || name[..colon] == "xml";
        if (!known) problems.Add(line, "mapping.xml", $"prefix '{name[..colon]}' is not among the target's namespaces{Suggestion.For(name[..colon], namespaces.Keys)}", path);
        try
        {
            XmlConvert.VerifyNCName(name[(colon + 1)..]);
            return known;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            problems.Add(line, "mapping.xml", $"'{name}' is no name for an element or attribute", path);
            return false;
        }
    }

    private static WriteXml Sequence(WriteXml[] all) => (run, xml) =>
    {
        var any = false;
        foreach (var one in all) any |= one(run, xml);
        return any;
    };

    /// <summary><c>&lt;a b="1"&gt;</c> → <c>&lt;a b="1"/&gt;</c>.</summary>
    private static void Empty(XmlOut xml, int inside)
    {
        xml.Rewind(inside - 1);
        xml.Raw("/>");
    }

    private static string Escaped(string value)
    {
        var xml = new XmlOut();
        xml.Text(value);
        return xml.Written.ToString();
    }
}
