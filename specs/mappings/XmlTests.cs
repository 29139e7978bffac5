using System.Text;
using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class XmlTests
{
    private const string Events = """
        source: { format: xml, root: event }
        targets:
          - target: WorkOrderStateChanged@1
            when: event.@type == "STATE"
            fields: { workOrderNo: event.order.no, state: event.order.state }
            envelope: { id: event.@id, key: event.order.no }
          - target: WorkOrderReturned@1
            when: event.@type == "RETURN"
            fields:
              workOrderNo: event.order.no
              reason: join(event.order.reason, "; ")
        """;

    private const string Orders = """
        source:
          format: xml
          root: orders
          control:
            - { check: count(order) == int(orders.end.count), message: "end says {orders.end.count}, there are {count(order)}" }
        each: orders.list.order
        target: WorkOrderStateChanged@1
        fields:
          workOrderNo: order.no
          state: require(order.state, order.state != "BAD", "a bad state")
        """;

    private static readonly IInboundMapping EventMapping = MappingFolder.Only<IInboundMapping>(Events);

    private static string Map(string xml, Encoding? encoding = null) =>
        Encoding.UTF8.GetString(Assert.Single(EventMapping.Map((encoding ?? Encoding.UTF8).GetBytes(xml), MappingFolder.Context)).Json.Span);

    private static MappingException Fault(string xml) => Assert.Throws<MappingException>(() => Map(xml));

    private static string OrderFile(int count) =>
        $"<?xml version=\"1.0\"?>\n<orders day=\"1\"><head><note>x</note></head><list>{string.Concat(Enumerable.Range(1, count).Select(i => $"\n<order><no>{i}</no><state>{(i % 5 == 0 ? "BAD" : "S" + i)}</state></order>"))}</list><end><count>{count}</count></end></orders>";

    [Theory]
    [InlineData("<event type='STATE' id='7'><order><no>W1</no><state> 竣工 </state></order></event>")]
    [InlineData("<?xml version='1.0'?><a:event xmlns:a='urn:a' type='STATE'><a:order><a:no>W1</a:no><b:state xmlns:b='urn:b'><![CDATA[竣工]]></b:state></a:order></a:event>")]
    [InlineData("<event type='STATE'>\n<order><!-- c --><no>W<!-- in -->1</no>\n<state>竣&#24037;</state></order>\n</event>")]
    public void Paths_go_by_local_names(string xml) => Assert.Equal("""{"workOrderNo":"W1","state":"竣工"}""", Map(xml));

    [Theory]
    [InlineData("gb18030")]
    [InlineData("gbk")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void The_declared_charset_is_read(string charset)
    {
        var xml = $"<?xml version=\"1.0\" encoding=\"{charset}\"?><event type='STATE'><order><no>W1</no><state>竣工</state></order></event>";
        Assert.Equal("""{"workOrderNo":"W1","state":"竣工"}""", Map(xml, Encoding.GetEncoding(charset)));
    }

    [Fact]
    public void The_first_target_whose_condition_holds_is_made() =>
        Assert.Equal("""{"workOrderNo":"W1","reason":"无资源; 客户取消"}""", Map("<event type='RETURN'><order><no>W1</no><reason>无资源</reason><reason>客户取消</reason></order></event>"));

    [Theory]
    [InlineData("", "mapping.xml", "the XML is not well-formed or not allowed: Root element is missing")]
    [InlineData("<event><order></event>", "mapping.xml", "The 'order' start tag")]
    [InlineData("<!DOCTYPE event [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><event>&x;</event>", "mapping.xml", "DTD is prohibited")]
    [InlineData("<other/>", "mapping.root", "the document's element is 'other': expected 'event'.")]
    [InlineData("<event type='NEW'/>", "mapping.no-target", "none of the targets' conditions holds")]
    [InlineData("<event type='STATE'><order><no>1</no><no>2</no><state>s</state></order></event>", "mapping.repeated", "event.order.no stands here more than once")]
    [InlineData("<?xml version='1.0' encoding='klingon'?><event/>", "mapping.charset", "names the charset \"klingon\"")]
    public void A_wrong_document_is_refused_with_its_reason(string xml, string code, string message)
    {
        var fault = Fault(xml);
        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_names_the_element_with_line_and_column()
    {
        var fault = Fault("<event type='STATE'>\n  <order>\n    <no>W1</no>\n  </order>\n</event>");
        Assert.Equal("required field 'state' has no value: event.order.state gave none here.", fault.Message);
        Assert.Equal("/event (line 1, column 2); field state; test/it.v1.yaml:8", fault.Location);
    }

    [Fact]
    public void A_document_that_is_too_deep_is_refused()
    {
        var fault = Fault(string.Concat(Enumerable.Repeat("<event>", 5000)));
        Assert.Equal(("mapping.limit", "the document is deeper than 64 levels."), (fault.Code, fault.Message));
    }

    [Fact]
    public void Bytes_that_are_no_characters_of_the_charset_are_refused()
    {
        byte[] xml = [.. "<event>\n"u8, 0xff, .. "</event>"u8];
        var fault = Assert.Throws<MappingException>(() => EventMapping.Map(xml, MappingFolder.Context));
        Assert.Equal(("byte 0xFF at offset 8 is no character of utf-8.", "line 2"), (fault.Message, fault.SourceAt));
    }

    [Fact]
    public void A_file_is_read_element_by_element_and_resumed_at_any_of_them()
    {
        var mapping = MappingFolder.Only<IInboundMapping>(Orders);
        var bytes = Encoding.UTF8.GetBytes(OrderFile(20));
        var check = Streams.Check(mapping, bytes);
        Assert.Empty(check.Faults);
        Assert.Equal((20, bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))), (check.Records, check.Bytes, check.Sha256));
        var all = Streams.Read(mapping, bytes);
        Assert.Equal(20, all.Count);
        Assert.Equal("""{"workOrderNo":"1","state":"S1"}""", Streams.Json(all)[0]);
        Assert.Equal("/orders/list/order[5]/state (line 7, column 19); field state; test/it.v1.yaml:13", all[4].Failure!.Location);
        Assert.Equal("<order><no>5</no><state>BAD</state></order>", all[4].Source);
        for (var i = 0; i < all.Count; i++)
        {
            var rest = Streams.Read(mapping, bytes, from: all[i].Next, check: check, seeks: i % 2 == 0);
            Assert.Equal(all.Skip(i + 1).Select(r => (r.Line, r.Next)), rest.Select(r => (r.Line, r.Next)));
            Assert.Equal(Streams.Json(all.Skip(i + 1)), Streams.Json(rest));
        }
    }

    [Fact]
    public void Control_checks_of_a_file_see_what_stands_after_the_records()
    {
        var mapping = MappingFolder.Only<IInboundMapping>(Orders);
        var bytes = Encoding.UTF8.GetBytes(OrderFile(20).Replace("<count>20", "<count>21", StringComparison.Ordinal));
        Assert.Equal("end says 21, there are 20.", Assert.Single(Streams.Check(mapping, bytes).Faults).Message);
        Assert.Equal("end says 21, there are 20.", Assert.Throws<MappingException>(() => mapping.Map(bytes, MappingFolder.Context)).Message);
        var cut = Streams.Check(mapping, bytes[..300]);
        Assert.Equal("mapping.xml", Assert.Single(cut.Faults).Code);
    }
}
