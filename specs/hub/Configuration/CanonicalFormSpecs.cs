using System.Text;
using System.Xml.Linq;
using Integration.Hub.Core.Subscriptions;
using Integration.Mappings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

/// <summary>What a subscriber without a mapping receives.</summary>
public sealed class CanonicalFormSpecs
{
    private const string One = """{"workOrderNo":"WO-1","state":"dispatched","sequence":1,"occurredAt":"2026-11-22T08:00:00+08:00"}""";
    private const string Two = """{"workOrderNo":"WO-2","state":"accepted","sequence":2,"occurredAt":"2026-11-22T09:00:00+08:00"}""";
    private static readonly MappingContext Context = MappingContext.At(default) with { Values = new Dictionary<string, string> { ["messageId"] = "m-1", ["key"] = "K<1>", ["source"] = "n97", ["receivedAt"] = "2026-11-22T00:00:01+00:00" } };

    [Fact]
    public void JSON_tells_id_type_version_key_and_time_beside_the_records()
    {
        var json = JObject.Parse(Text(Form(CanonicalForms.Json).Map(Encoding.UTF8.GetBytes(One + "\n" + Two + "\n"), Context)));
        Assert.Equal(("WorkOrderStateChanged", 1, "m-1", "K<1>", "n97"), ((string?)json["type"], (int?)json["version"], (string?)json["id"], (string?)json["key"], (string?)json["source"]));
        Assert.Equal(["WO-1", "WO-2"], json["records"]!.Select(r => (string?)r["workOrderNo"]));
    }

    [Fact]
    public void XML_holds_the_records_in_their_published_form()
    {
        var xml = XDocument.Parse(Text(Form(CanonicalForms.Xml).Map(Encoding.UTF8.GetBytes(One), Context))).Root!;
        Assert.Equal(("messages", "m-1", "K<1>"), (xml.Name.LocalName, (string?)xml.Attribute("id"), (string?)xml.Attribute("key")));
        XNamespace its = "urn:integration:canonical:WorkOrderStateChanged:v1";
        Assert.Equal("WO-1", xml.Element(its + "WorkOrderStateChanged")!.Element(its + "workOrderNo")!.Value);
    }

    [Theory]
    [InlineData(CanonicalForms.Json)]
    [InlineData(CanonicalForms.Xml)]
    public async Task A_file_holds_every_record_and_leaves_out_what_is_none(string format)
    {
        using var file = new MemoryStream();
        var left = new List<long>();
        var bad = format == CanonicalForms.Xml ? """{"nothing":1}""" : Two;
        var written = await Form(format).WriteAsync(Records(One, bad, Two), file, Context, (n, _) =>
        {
            left.Add(n);
            return ValueTask.CompletedTask;
        }, TestContext.Current.CancellationToken);
        var text = Text(file.ToArray());
        Assert.Contains("WO-2", text);
        Assert.Equal(3, written + left.Count);
        if (format == CanonicalForms.Xml)
        {
            Assert.Equal([1L], left);
            Assert.Equal(2, XDocument.Parse(text).Root!.Elements().Count());
        }
    }

    private static IOutboundMapping Form(string format) => (IOutboundMapping)new CanonicalForms(new Nothing()).Find(CanonicalForms.Reference(format, "WorkOrderStateChanged@1"))!;

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Records(params string[] records)
    {
        foreach (var record in records)
        {
            await Task.Yield();
            yield return Encoding.UTF8.GetBytes(record);
        }
    }

    private sealed class Nothing : IMappingLibrary
    {
        public IReadOnlyList<IMapping> All => [];

        public IMapping? Find(string reference) => null;

        public bool IsBroken(string reference) => false;
    }
}
