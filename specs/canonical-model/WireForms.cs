using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Integration.CanonicalModel;
using Integration.CanonicalModel.Publishing;
using Integration.CanonicalModel.Shapes;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.CanonicalModel;

/// <summary>What holds for the wire form of every message.</summary>
public sealed class WireForms
{
    [Theory]
    [MemberData(nameof(Some.EveryMessage), MemberType = typeof(Some))]
    public void A_full_message_is_read_and_written_back_byte_by_byte(string name)
    {
        var message = Some.Shape(name);
        var json = Bytes(Some.Full(message));
        Assert.Equal(Text(json), Text(CanonicalJson.Serialize(CanonicalJson.Deserialize(json, message.ClrType))));
    }

    [Theory]
    [MemberData(nameof(Some.EveryMessage), MemberType = typeof(Some))]
    public void Required_members_are_enough_and_each_of_them_is_asked_for(string name)
    {
        var message = Some.Shape(name);
        var least = Some.Least(message);
        CanonicalJson.Deserialize(Bytes(least), message.ClrType);
        foreach (var field in message.Body.Fields.Where(f => f.Required))
        {
            var without = (JObject)least.DeepClone();
            without.Remove(field.Name);
            var e = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Deserialize(Bytes(without), message.ClrType));
            Assert.Contains($"needs member '{field.Name}'", e.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Some.EveryMessage), MemberType = typeof(Some))]
    public void The_XML_form_of_a_full_message_is_valid_under_the_published_XSD(string name)
    {
        var message = Some.Shape(name);
        foreach (var sample in new[] { Some.Full(message), Some.Least(message) })
            Validate(message, CanonicalXml.Of(message, Bytes(sample)));
    }

    [Theory]
    [MemberData(nameof(Some.EveryMessage), MemberType = typeof(Some))]
    public void The_XSD_refuses_XML_that_lacks_a_required_member(string name)
    {
        var message = Some.Shape(name);
        var required = message.Body.Fields.First(f => f.Required && f.Value is not ValueShape.ListOf);
        var document = XDocument.Load(new MemoryStream(CanonicalXml.Of(message, Bytes(Some.Full(message)))));
        document.Root!.Elements().First(e => e.Name.LocalName == required.Name).Remove();
        Assert.Throws<XmlSchemaValidationException>(() => Validate(message, Encoding.UTF8.GetBytes(document.ToString())));
    }

    [Theory]
    [MemberData(nameof(Some.EveryMessage), MemberType = typeof(Some))]
    public void The_JSON_schema_tells_the_shape(string name)
    {
        var message = Some.Shape(name);
        var schema = JObject.Parse(JsonSchema.Of(message));
        Assert.Equal(message.Body.Fields.Select(f => f.Name), ((JObject)schema["properties"]!).Properties().Select(p => p.Name));
        Assert.Equal(message.Body.Fields.Where(f => f.Required).Select(f => f.Name), schema["required"]!.Values<string>().Select(v => v!));
        Assert.Empty(JsonSchemaCheck.Faults(schema, Some.Full(message)));
        Assert.Empty(JsonSchemaCheck.Faults(schema, Some.Least(message)));
        Assert.NotEmpty(JsonSchemaCheck.Faults(schema, new JObject()));
    }

    internal static byte[] Bytes(JToken json) => Encoding.UTF8.GetBytes(json.ToString(Newtonsoft.Json.Formatting.None));

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);

    private static void Validate(MessageShape message, byte[] xml)
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.Add(null, XmlReader.Create(new StringReader(XmlSchemas.Of(message))));
        schemas.Compile();
        var settings = new XmlReaderSettings { Schemas = schemas, ValidationType = ValidationType.Schema, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        settings.ValidationEventHandler += (_, e) => throw e.Exception;
        using var reader = XmlReader.Create(new MemoryStream(xml), settings);
        while (reader.Read())
        {
        }
    }
}
