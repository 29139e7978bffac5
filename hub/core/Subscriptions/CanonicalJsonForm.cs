using System.Text;
using System.Text.Json;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>Message: <c>{"type":…,"version":1,"id":…,…,"records":[…]}</c>. File: one record per line.</summary>
internal sealed class CanonicalJsonForm(MessageShape shape) : CanonicalForm(CanonicalForms.Json, shape)
{
    public override string ContentType => "application/json; charset=utf-8";

    protected override ReadOnlyMemory<byte> Foot => default;

    protected override ReadOnlyMemory<byte> Head(MappingContext context) => default;

    // Canonical JSON stands on one line; it goes out as it is kept.
    protected override ReadOnlyMemory<byte> Record(ReadOnlyMemory<byte> json) => json;

    protected override void Write(Stream target, IReadOnlyList<ReadOnlyMemory<byte>> records, MappingContext context)
    {
        using var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        foreach (var (name, value) in Headers(Shape, context))
        {
            if (name == "version")
                writer.WriteNumber(name, Shape.Version);
            else
                writer.WriteString(name, value);
        }
        writer.WriteStartArray("records");
        foreach (var record in records)
            writer.WriteRawValue(Encoding.UTF8.GetString(record.Span));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
