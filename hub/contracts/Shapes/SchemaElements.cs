using System.Xml;
using System.Xml.Schema;

namespace Integration.Hub.Contracts;

/// <summary>Elements of a compiled XML Schema as fields.</summary>
internal sealed class SchemaElements
{
    private readonly List<ContractField> _fields = [];
    private readonly HashSet<XmlSchemaComplexType> _open = [];

    public static ContractDocument Document(XmlSchemaElement root, Flow flow)
    {
        var elements = new SchemaElements();
        elements.Content(root.ElementSchemaType, "");
        return new ContractDocument(root.QualifiedName.Name, flow, Positional: false, elements._fields, SchemaTexts.Of(root));
    }

    private void Content(XmlSchemaType? type, string path)
    {
        if (type is not XmlSchemaComplexType complex)
        {
            if (type is XmlSchemaSimpleType simple)
                Add(path.Length == 0 ? "." : path, simple, 1, 1, "");
            return;
        }
        // A type inside itself goes on for ever; the first round tells its form.
        if (!_open.Add(complex))
            return;
        foreach (var attribute in complex.AttributeUses.Values.Cast<XmlSchemaAttribute>().OrderBy(a => a.QualifiedName.Name, StringComparer.Ordinal))
            Add(Join(path, "@" + attribute.QualifiedName.Name), attribute.AttributeSchemaType!, attribute.Use == XmlSchemaUse.Required ? 1 : 0, 1, SchemaTexts.Of(attribute));
        if (complex.ContentType == XmlSchemaContentType.TextOnly && complex.BaseXmlSchemaType is { } text)
            Add(path.Length == 0 ? "." : path, text, 1, 1, "");
        Particle(complex.ContentTypeParticle, path, optional: false, choice: null);
        _open.Remove(complex);
    }

    private void Particle(XmlSchemaParticle particle, string path, bool optional, string? choice)
    {
        var mayMiss = optional || particle.MinOccurs == 0;
        switch (particle)
        {
            case XmlSchemaElement element:
                Element(element, path, mayMiss, choice);
                break;
            case XmlSchemaAny any:
                _fields.Add(new ContractField(Join(path, "*"), "any", mayMiss ? 0 : 1, Max(any), None));
                break;
            case XmlSchemaChoice one:
                foreach (var item in one.Items.OfType<XmlSchemaParticle>())
                    Particle(item, path, optional: true, choice: string.Join('|', one.Items.OfType<XmlSchemaElement>().Select(e => e.QualifiedName.Name)));
                break;
            case XmlSchemaGroupBase group:
                foreach (var item in group.Items.OfType<XmlSchemaParticle>())
                    Particle(item, path, mayMiss, choice);
                break;
        }
    }

    private void Element(XmlSchemaElement element, string path, bool mayMiss, string? choice)
    {
        var here = Join(path, element.QualifiedName.Name);
        var (min, max) = (mayMiss ? 0 : (int)element.MinOccurs, Max(element));
        var extra = choice is { Length: > 0 } ? new Dictionary<string, string> { ["oneOf"] = choice } : None;
        if (element.ElementSchemaType is XmlSchemaComplexType { ContentType: not XmlSchemaContentType.TextOnly } complex)
        {
            _fields.Add(new ContractField(here, "object", min, max, extra, Text(element, complex)));
            Content(complex, here);
            return;
        }
        var type = element.ElementSchemaType is XmlSchemaComplexType { BaseXmlSchemaType: { } text } ? text : element.ElementSchemaType!;
        Add(here, type, min, max, Text(element, element.ElementSchemaType), extra);
        if (element.ElementSchemaType is XmlSchemaComplexType { AttributeUses.Count: > 0 } withAttributes)
        {
            foreach (var attribute in withAttributes.AttributeUses.Values.Cast<XmlSchemaAttribute>())
                Add(Join(here, "@" + attribute.QualifiedName.Name), attribute.AttributeSchemaType!, attribute.Use == XmlSchemaUse.Required ? 1 : 0, 1, SchemaTexts.Of(attribute));
        }
    }

    private void Add(string path, XmlSchemaType type, int min, int? max, string summary, IReadOnlyDictionary<string, string>? extra = null)
    {
        var facets = SchemaTexts.Facets(type);
        foreach (var (name, value) in extra ?? None)
            facets[name] = value;
        _fields.Add(new ContractField(path, SchemaTexts.BasicName(type), min, max, facets, summary));
    }

    private static string Text(XmlSchemaElement element, XmlSchemaType? type) =>
        SchemaTexts.Of(element) is { Length: > 0 } own ? own : type is null ? "" : SchemaTexts.Of(type);

    private static int? Max(XmlSchemaParticle particle) => particle.MaxOccursString == "unbounded" ? null : (int)particle.MaxOccurs;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    private static Dictionary<string, string> None { get; } = [];
}

/// <summary>Names, restrictions and documentation of schema types.</summary>
internal static class SchemaTexts
{
    public static string Of(XmlSchemaAnnotated annotated) => string.Join(" ", (annotated.Annotation?.Items.OfType<XmlSchemaDocumentation>() ?? [])
        .SelectMany(d => d.Markup ?? []).Select(n => n?.InnerText.Trim())).Trim();

    /// <summary>The built-in type that a type restricts.</summary>
    public static string BasicName(XmlSchemaType type)
    {
        for (var t = type; t is not null; t = t.BaseXmlSchemaType)
        {
            if (t.QualifiedName.Namespace == XmlSchema.Namespace)
                return t.QualifiedName.Name;
        }
        return "anyType";
    }

    public static SortedDictionary<string, string> Facets(XmlSchemaType type)
    {
        var facets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var t = type as XmlSchemaSimpleType; t is not null && t.QualifiedName.Namespace != XmlSchema.Namespace; t = t.BaseXmlSchemaType as XmlSchemaSimpleType)
        {
            foreach (var facet in (t.Content as XmlSchemaSimpleTypeRestriction)?.Facets.OfType<XmlSchemaFacet>().Where(f => f is not XmlSchemaEnumerationFacet) ?? [])
                facets.TryAdd(NameOf(facet), facet.Value ?? "");
            var values = (t.Content as XmlSchemaSimpleTypeRestriction)?.Facets.OfType<XmlSchemaEnumerationFacet>().Select(e => e.Value ?? "").ToList() ?? [];
            if (values.Count > 0)
                facets.TryAdd("values", string.Join('|', values.Order(StringComparer.Ordinal)));
        }
        return facets;
    }

    private static string NameOf(XmlSchemaFacet facet)
    {
        var name = facet.GetType().Name["XmlSchema".Length..^"Facet".Length];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
