using System.Globalization;
using System.Text;
using System.Xml;
using Integration.CanonicalModel.Shapes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.CanonicalModel.Publishing;

/// <summary>XML form of a message, made from its JSON by its shape; valid under the message's published XSD.</summary>
public static class CanonicalXml
{
    /// <summary>One JSON object → one XML document, UTF-8 without BOM.</summary>
    /// <exception cref="CanonicalJsonException">The text is not JSON, or has a member that the shape does not know.</exception>
    public static byte[] Of(MessageShape message, ReadOnlyMemory<byte> json)
    {
        StrictJson.Check(json.Span, 1);
        using var target = new MemoryStream();
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartElement(message.Type, XmlSchemas.NamespaceOf(message));
            WriteMembers(writer, message.Body, Parse(json));
            writer.WriteEndElement();
        }

        return target.ToArray();
    }

    private static JObject Parse(ReadOnlyMemory<byte> json)
    {
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(json.Span)))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
        };
        return JObject.Load(reader);
    }

    private static void WriteMembers(XmlWriter writer, ObjectShape shape, JObject value)
    {
        if (value.Properties().FirstOrDefault(p => shape.Find(p.Name) is null) is { } unknown)
            throw new CanonicalJsonException($"{shape.Name} has no member '{unknown.Name}' (at {unknown.Path}, line 1)", unknown.Path, 1);
        foreach (var field in shape.Fields)
        {
            if (value[field.Name] is { } member)
                Write(writer, field.Name, field.Value, member);
        }
    }

    private static void Write(XmlWriter writer, string name, ValueShape shape, JToken value)
    {
        if (shape is ValueShape.ListOf list)
        {
            foreach (var item in (value as JArray) ?? throw Wrong(value, "a list"))
                Write(writer, name, list.Item, item);
            return;
        }

        writer.WriteStartElement(name);
        if (shape is ValueShape.Nested nested)
            WriteMembers(writer, nested.Object, (value as JObject) ?? throw Wrong(value, "an object"));
        else if (shape is ValueShape.MoneyValue)
            WriteMoney(writer, (value as JObject) ?? throw Wrong(value, "money"));
        else
            writer.WriteString(Text((value as JValue) ?? throw Wrong(value, "a single value")));
        writer.WriteEndElement();
    }

    private static void WriteMoney(XmlWriter writer, JObject money)
    {
        writer.WriteElementString("fen", Text((JValue)money["fen"]!));
        writer.WriteElementString("currency", Text((JValue)money["currency"]!));
    }

    private static string Text(JValue value) => value.Value switch
    {
        bool truth => XmlConvert.ToString(truth),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    private static CanonicalJsonException Wrong(JToken value, string expected) =>
        new($"{expected} is expected (at {value.Path}, line 1)", value.Path, 1);
}
