using System.Text;
using System.Xml.Linq;
using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class OutboundTests
{
    private const string Bill = """{"billNo":"B<1>","accountNo":"A1","amountDue":{"fen":12345,"currency":"CNY"},"state":"paid","dueDate":"2026-12-01","issuedAt":"2026-11-22T02:30:00Z","lines":2,"final":true,"items":[{"code":"10","name":"月租费","amount":{"fen":1000,"currency":"CNY"}},{"code":"20","amount":{"fen":2000,"currency":"CNY"}}],"tags":["a","b"]}""";

    private const string Xml = """
        source: { format: canonical, message: CustomerBillIssued@1 }
        let: { many: count(items) > 1 }
        target:
          format: xml
          charset: gbk
          namespaces: { _: "urn:bill", x: "urn:x" }
          body:
            Bill:
              "@version": "1.0"
              no!: billNo
              x:state: code_out(state, "test/state")
              due: yuan(amountDue)
              day: format(dueDate, "yyyyMMdd")
              at: format(issuedAt, "yyyyMMddHHmmss")
              note: note
              empty: { keep: true, value: note }
              many: { when: many, value: "yes" }
              address:
                city: address.city
              list:
                item:
                  each: items as i
                  fields:
                    "@code": i.code
                    "#text": i.name ?? "𠮷"
              tag: { each: tags as t, value: t }
        """;

    private const string File = """
        source: { format: canonical, message: CustomerBillIssued@1 }
        target:
          format: fixed
          charset: gb18030
          newline: crlf
          records:
            - record: header
              at: start
              fields:
                tag: { length: 1, value: "H" }
                day: { length: 8, value: "{format(now(), 'yyyyMMdd')}" }
                count: { length: 4, align: right, pad: "0", value: count() }
            - record: bill
              fields:
                tag: { length: 1, value: "B" }
                no: { length: 6, value: billNo }
                due: { length: 8, align: right, pad: "0", value: fen_of(amountDue) }
            - record: item
              each: items as i
              when: i.name != null
              fields:
                tag: { length: 1, value: "I" }
                name: { length: 8, value: i.name }
            - record: trailer
              at: end
              fields:
                total: { length: 10, align: right, value: yuan(sum(amountDue)) }
                paid: { length: 3, align: right, value: count(state == "paid") }
        """;

    private static byte[] Json(string no, long fen, string name = "月租费") =>
        Encoding.UTF8.GetBytes($$$"""{"billNo":"{{{no}}}","accountNo":"A","amountDue":{"fen":{{{fen}}},"currency":"CNY"},"state":"{{{(fen > 100 ? "paid" : "open")}}}","items":[{"code":"1","name":"{{{name}}}","amount":{"fen":1,"currency":"CNY"}},{"code":"2","amount":{"fen":1,"currency":"CNY"}}]}""");

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Many(params byte[][] all)
    {
        await Task.CompletedTask;
        foreach (var one in all) yield return one;
    }

    [Fact]
    public void Xml_is_written_in_order_with_what_has_no_value_left_out()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Xml);
        var bytes = mapping.Map(Encoding.UTF8.GetBytes(Bill), MappingFolder.Context);
        Assert.Equal("text/xml; charset=gbk", mapping.ContentType);
        Assert.Equal("CustomerBillIssued@1", mapping.Consumes);
        Assert.Equal("""<?xml version="1.0" encoding="gbk"?><Bill xmlns="urn:bill" xmlns:x="urn:x" version="1.0"><no>B&lt;1&gt;</no><x:state>2</x:state><due>123.45</due><day>20261201</day><at>20261122103000</at><empty></empty><many>yes</many><list><item code="10">月租费</item><item code="20">&#x20BB7;</item></list><tag>a</tag><tag>b</tag></Bill>""",
            Encoding.GetEncoding("gbk").GetString(bytes.Span));
        Assert.Equal("𠮷", XDocument.Load(new MemoryStream(bytes.ToArray())).Descendants().Last(e => e.Name.LocalName == "item").Value);
    }

    [Fact]
    public void A_value_that_must_be_there_and_is_not_is_a_fault()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Xml.Replace("note: note", "note!: note", StringComparison.Ordinal));
        var fault = Assert.Throws<MappingException>(() => mapping.Map(Encoding.UTF8.GetBytes(Bill), MappingFolder.Context));
        Assert.Equal(("mapping.missing", "'Bill/note' must have a value and has none.", "field Bill/note; test/it.v1.yaml:18"), (fault.Code, fault.Message, fault.Location));
    }

    [Theory]
    [InlineData("not json", "mapping.json")]
    [InlineData("""{"billNo":"a\u0001"}""", "mapping.xml-character")]
    [InlineData("""{"billNo":"a","amountDue":{"fen":1.5}}""", "mapping.canonical")]
    [InlineData("""{"billNo":"a","dueDate":"2026-02-30"}""", "mapping.canonical")]
    [InlineData("""{"billNo":"a","state":"unheard"}""", "mapping.unknown-code")]
    [InlineData("""{"billNo":"a","billNo":"b"}""", "mapping.json")]
    public void A_message_that_is_not_canonical_is_a_located_fault(string json, string code)
    {
        var fault = Assert.Throws<MappingException>(() => MappingFolder.Only<IOutboundMapping>(Xml).Map(Encoding.UTF8.GetBytes(json), MappingFolder.Context));
        Assert.Equal(code, fault.Code);
        Assert.NotEmpty(fault.Location);
    }

    [Fact]
    public void Json_is_written_with_the_types_of_the_expressions()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>("""
            source: { format: canonical, message: CustomerBillIssued@1 }
            target:
              format: json
              body:
                no: billNo
                fen: fen_of(amountDue)
                final: final
                note: note
                items: { each: items as i, fields: { code: i.code, name: i.name } }
                first: { value: first(items).code }
                two: [ billNo, accountNo ]
            """);
        Assert.Equal("""{"no":"B<1>","fen":12345,"final":true,"items":[{"code":"10","name":"月租费"},{"code":"20"}],"first":"10","two":["B<1>","A1"]}""",
            Encoding.UTF8.GetString(mapping.Map(Encoding.UTF8.GetBytes(Bill), MappingFolder.Context).Span));
    }

    [Fact]
    public async Task A_file_has_its_counts_and_sums_at_both_ends()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(File);
        var target = new MemoryStream();
        Assert.Equal(2, await mapping.WriteAsync(Many(Json("B1", 12345), Json("B2", 55)), target, MappingFolder.Context, TestContext.Current.CancellationToken));
        Assert.Equal("H202611220002\r\nBB1    00012345\r\nI月租费  \r\nBB2    00000055\r\nI月租费  \r\n    124.00  1\r\n", MappingFolder.Gb18030.GetString(target.ToArray()));
    }

    [Fact]
    public async Task Nothing_is_cut_to_fit_a_field()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(File);
        var fault = await Assert.ThrowsAsync<MappingException>(() => mapping.WriteAsync(Many(Json("B1", 1), Json("B2", 1, "长途通话费")), new MemoryStream(), MappingFolder.Context, TestContext.Current.CancellationToken));
        Assert.Equal("\"长途通话费\" takes 10 bytes in gb18030: the field has 8, and nothing is cut.", fault.Message);
        Assert.Equal("message 2; field item.name; test/it.v1.yaml:26", fault.Location);
    }

    [Theory]
    [InlineData("a|b", "mapping.delimiter")]
    [InlineData("a\\nb", "mapping.delimiter")]
    [InlineData("𠮷", "mapping.charset")]
    public void What_would_break_a_delimited_line_is_a_fault(string no, string code)
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Delimited(""));
        Assert.Equal(code, Assert.Throws<MappingException>(() => mapping.Map(Json(no, 1), MappingFolder.Context)).Code);
    }

    [Fact]
    public void Quotes_protect_the_delimiter()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Delimited("quote: '\"'"));
        Assert.Equal("\"a|b\"|\"say \"\"hi\"\"\"\n", Encoding.ASCII.GetString(mapping.Map(Json("a|b", 1, "say \\\"hi\\\""), MappingFolder.Context).Span));
    }

    private static string Delimited(string more) => $$"""
        source: { format: canonical, message: CustomerBillIssued@1 }
        target:
          format: delimited
          charset: gbk
          delimiter: "|"
          {{more}}
          records:
            - { record: bill, fields: { no: billNo, name: first(items).name } }
        """;
}
