using System.Text;
using System.Xml;
using System.Xml.Linq;
using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel.Publishing;

/// <summary>XML Schema 1.0 of a message's XML form (see <see cref="CanonicalXml"/>): members are elements in wire order, lists are repeated elements.</summary>
public static class XmlSchemas
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    /// <summary>Target namespace; every version has its own.</summary>
    public static string NamespaceOf(MessageShape message) => $"urn:integration:canonical:{message.Type}:v{message.Version}";

    /// <summary>The schema document, indented, ended by a line feed.</summary>
    public static string Of(MessageShape message)
    {
        var types = new SortedDictionary<string, XElement>(StringComparer.Ordinal);
        var root = new XElement(
            Xs + "element",
            new XAttribute("name", message.Type),
            Documentation($"{message}. {message.Summary}"),
            new XElement(Xs + "complexType", Sequence(message.Body, types)));
        var schema = new XElement(
            Xs + "schema",
            new XAttribute(XNamespace.Xmlns + "xs", Xs),
            new XAttribute("xmlns", NamespaceOf(message)),
            new XAttribute("targetNamespace", NamespaceOf(message)),
            new XAttribute("elementFormDefault", "qualified"),
            new XAttribute("version", message.Version),
            root,
            types.Values);
        return Written(schema);
    }

    private static XElement Sequence(ObjectShape shape, IDictionary<string, XElement> types) =>
        new(Xs + "sequence", shape.Fields.Select(f => Element(f, types)));

    private static XElement Element(FieldShape field, IDictionary<string, XElement> types)
    {
        var list = field.Value as ValueShape.ListOf;
        var element = new XElement(Xs + "element", new XAttribute("name", field.Name));
        if (!field.Required || list is not null)
            element.Add(new XAttribute("minOccurs", 0));
        if (list is not null)
            element.Add(new XAttribute("maxOccurs", "unbounded"));
        element.Add(new XAttribute("type", TypeOf(list?.Item ?? field.Value, types)), Documentation(field.Summary));
        return element;
    }

    private static string TypeOf(ValueShape value, IDictionary<string, XElement> types) => value switch
    {
        ValueShape.Text text => Named(TextName(text), types, () => Text(text)),
        ValueShape.Integer => "xs:long",
        ValueShape.Number => "xs:decimal",
        ValueShape.Boolean => "xs:boolean",
        ValueShape.Date => "xs:date",
        ValueShape.Instant => "xs:dateTime",
        ValueShape.MoneyValue => Named("Money", types, Money),
        ValueShape.Code code => Named(code.Name, types, () => Code(code)),
        ValueShape.Nested nested => Named(nested.Object.Name, types, () => Nested(nested.Object, types)),
        _ => throw new NotSupportedException($"no XML form for {value.GetType().Name}: a list must not hold lists"),
    };

    private static string Named(string name, IDictionary<string, XElement> types, Func<XElement> make)
    {
        if (!types.ContainsKey(name))
            types[name] = make();
        return name;
    }

    private static XElement Nested(ObjectShape shape, IDictionary<string, XElement> types) =>
        new(Xs + "complexType", new XAttribute("name", shape.Name), Documentation(shape.Summary), Sequence(shape, types));

    private static XElement Code(ValueShape.Code code) =>
        new(Xs + "simpleType", new XAttribute("name", code.Name), Restriction("xs:string", code.Values.Select(v => ("enumeration", v))));

    private static string TextName(ValueShape.Text text) => text.Pattern switch
    {
        Id.Pattern => "Id",
        BillingPeriod.Pattern => "BillingPeriod",
        _ => $"Text{text.MaxLength}",
    };

    private static XElement Text(ValueShape.Text text) => new(Xs + "simpleType", new XAttribute("name", TextName(text)), Restriction("xs:string",
    [
        .. text.MaxLength is { } most ? [("maxLength", $"{most}")] : Array.Empty<(string, string)>(),
        .. text.Pattern is { } pattern ? [("pattern", pattern)] : Array.Empty<(string, string)>(),
    ]));

    private static XElement Money() =>
        new(Xs + "complexType",
            new XAttribute("name", "Money"),
            Documentation("Amount in the smallest unit of the currency: fen for CNY."),
            new XElement(Xs + "sequence",
                new XElement(Xs + "element", new XAttribute("name", "fen"), new XAttribute("type", "xs:long")),
                new XElement(Xs + "element", new XAttribute("name", "currency"),
                    new XElement(Xs + "simpleType", Restriction("xs:string", [("pattern", "[A-Z]{3}")])))));

    private static XElement Restriction(string of, IEnumerable<(string Facet, string Value)> facets) =>
        new(Xs + "restriction", new XAttribute("base", of), facets.Select(f => new XElement(Xs + f.Facet, new XAttribute("value", f.Value))));

    private static XElement Documentation(string text) =>
        new(Xs + "annotation", new XElement(Xs + "documentation", text));

    private static string Written(XElement schema)
    {
        using var target = new MemoryStream();
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "  ", NewLineChars = "\n" }))
            new XDocument(schema).Save(writer);
        return Encoding.UTF8.GetString(target.ToArray()) + "\n";
    }
}
