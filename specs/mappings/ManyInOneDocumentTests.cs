using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

/// <summary>One XML or JSON document of many messages, with totals where the contract wants them.</summary>
public sealed class ManyInOneDocumentTests
{
    /// <summary>The skeleton of ISO 20022's pain.008: totals in a header before the transactions.</summary>
    internal const string Debits = """
        source: { format: canonical, message: CustomerBillIssued@1 }
        target:
          format: xml
          namespace: urn:iso:std:iso:20022:tech:xsd:pain.008.001.08
          repeat: Document/CstmrDrctDbtInitn/PmtInf/DrctDbtTxInf
          body:
            Document:
              CstmrDrctDbtInitn:
                GrpHdr:
                  MsgId!: context("batchNo")
                  CreDtTm: in_zone(now())
                  NbOfTxs: count()
                  CtrlSum: yuan(sum(amountDue))
                PmtInf:
                  "@kind": "DD"
                  PmtMtd: "DD"
                  Purpose: { when: count() > 0, value: "bill" }
                  DrctDbtTxInf:
                    PmtId:
                      EndToEndId!: billNo
                    InstdAmt:
                      "@Ccy": currency_of(amountDue)
                      "#text": yuan(amountDue)
                    Dbtr: { when: note != null, fields: { Nm: note } }
                  Done: count(state == "paid")
        """;

    private const string Lines = """
        source: { format: canonical, message: CustomerBillIssued@1 }
        target: { format: json, repeat: REPEAT, body: { head: { sent: { batch: "{context(\"batchNo\")}", bills: count() }, bills: { no!: billNo, due: fen_of(amountDue) } }, total: fen_of(sum(amountDue)) } }
        """;

    private static byte[] Bill(int n, string note = "") => Encoding.UTF8.GetBytes(
        $$$"""{"billNo":"B{{{n}}}","accountNo":"A","amountDue":{"fen":{{{n}}},"currency":"CNY"},"state":"{{{(n % 2 == 0 ? "paid" : "open")}}}","items":[]{{{(note.Length == 0 ? "" : $",\"note\":\"{note}\"")}}}}""");

    internal static MappingContext Context { get; } = MappingFolder.Context with { Values = new Dictionary<string, string> { ["batchNo"] = "20261122-001" } };

    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> Bills(int count)
    {
        await Task.CompletedTask;
        for (var n = 1; n <= count; n++) yield return Bill(n);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> These(params byte[][] all)
    {
        await Task.CompletedTask;
        foreach (var one in all) yield return one;
    }

    private static async Task<string> Write(IOutboundMapping mapping, IAsyncEnumerable<ReadOnlyMemory<byte>> bills, LeaveOut? leaveOut = null)
    {
        var target = new MemoryStream();
        await mapping.WriteAsync(bills, target, Context, leaveOut, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    [Fact]
    public async Task Xml_has_its_totals_before_and_after_the_repeated_element()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Debits);
        Assert.True(mapping.WritesMany);
        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"><CstmrDrctDbtInitn><GrpHdr><MsgId>20261122-001</MsgId><CreDtTm>2026-11-22T10:30:00+08:00</CreDtTm><NbOfTxs>2</NbOfTxs><CtrlSum>0.15</CtrlSum></GrpHdr><PmtInf kind="DD"><PmtMtd>DD</PmtMtd><Purpose>bill</Purpose><DrctDbtTxInf><PmtId><EndToEndId>B7</EndToEndId></PmtId><InstdAmt Ccy="CNY">0.07</InstdAmt><Dbtr><Nm>张&amp;李</Nm></Dbtr></DrctDbtTxInf><DrctDbtTxInf><PmtId><EndToEndId>B8</EndToEndId></PmtId><InstdAmt Ccy="CNY">0.08</InstdAmt></DrctDbtTxInf><Done>1</Done></PmtInf></CstmrDrctDbtInitn></Document>""",
            await Write(mapping, These(Bill(7, "张&李"), Bill(8))));
    }

    [Fact]
    public async Task One_that_cannot_be_mapped_is_left_out_of_file_and_totals()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Debits);
        var left = new List<string>();
        var document = XDocument.Parse(await Write(mapping, These(Bill(1), Bill(2, "\\u0001"), Bill(3)), (record, fault) =>
        {
            left.Add($"{record} {fault.Code} {fault.Field}");
            return ValueTask.CompletedTask;
        }));
        Assert.Equal(["1 mapping.xml-character Document/CstmrDrctDbtInitn/PmtInf/DrctDbtTxInf/Dbtr/Nm"], left);
        Assert.Equal(["B1", "B3"], document.Descendants().Where(e => e.Name.LocalName == "EndToEndId").Select(e => e.Value));
        Assert.Equal(("2", "0.04"), (Value(document, "NbOfTxs"), Value(document, "CtrlSum")));
    }

    [Fact]
    public async Task Without_a_way_to_leave_one_out_it_ends_the_writing()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Debits);
        var fault = await Assert.ThrowsAsync<MappingException>(() => Write(mapping, These(Bill(1), Bill(2, "\\u0001"))));
        Assert.StartsWith("message 2; ", fault.Location);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("gb18030")]
    public async Task Many_pieces_make_one_document_in_every_charset(string charset)
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Debits.Replace("format: xml", $"format: xml\n  charset: {charset}", StringComparison.Ordinal));
        var target = new MemoryStream();
        Assert.Equal(5_000, await mapping.WriteAsync(Bills(5_000), target, Context, TestContext.Current.CancellationToken));
        target.Position = 0;
        var document = XDocument.Load(target);
        Assert.Equal(("5000", "125025.00"), (Value(document, "NbOfTxs"), Value(document, "CtrlSum")));
        Assert.Equal(5_000, document.Descendants().Count(e => e.Name.LocalName == "DrctDbtTxInf"));
    }

    [Fact]
    public async Task Json_has_its_totals_around_the_repeated_list()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Lines.Replace("REPEAT", "head.bills", StringComparison.Ordinal));
        Assert.Equal("""{"head":{"sent":{"batch":"20261122-001","bills":2},"bills":[{"no":"B1","due":1},{"no":"B2","due":2}]},"total":3}""", (await Write(mapping, Bills(2))).TrimEnd());
        Assert.Equal(2_000, ((JsonArray)JsonNode.Parse(await Write(mapping, Bills(2_000)))!["head"]!["bills"]!).Count);
    }

    [Theory]
    [InlineData("$", "[{\"no\":\"B1\"},{\"no\":\"B2\"}]\n")]
    [InlineData("lines", "{\"no\":\"B1\"}\n{\"no\":\"B2\"}\n")]
    public async Task A_whole_json_file_is_a_list_or_lines(string repeat, string expected)
    {
        var mapping = MappingFolder.Only<IOutboundMapping>($"source: {{ format: canonical, message: CustomerBillIssued@1 }}\ntarget: {{ format: json, repeat: {repeat}, body: {{ no: billNo }} }}\n");
        Assert.Equal(expected, await Write(mapping, Bills(2)));
    }

    [Fact]
    public async Task A_single_message_is_a_document_of_one()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Debits);
        var one = XDocument.Load(new MemoryStream(mapping.Map(Bill(9), Context).ToArray()));
        Assert.Equal("1", Value(one, "NbOfTxs"));
        Assert.Equal("0", Value(XDocument.Parse(await Write(mapping, Bills(0))), "NbOfTxs"));
    }

    [Theory]
    [InlineData("PmtInf/DrctDbtTxInf", "PmtInf/DrctDbtTxInff", "'repeat' leads to 'DrctDbtTxInff', which is not here: did you mean 'DrctDbtTxInf'?")]
    [InlineData("Document/CstmrDrctDbtInitn/PmtInf/DrctDbtTxInf", "Dokument", "'repeat' leads to 'Dokument', which is not here")]
    [InlineData("NbOfTxs: count()", "NbOfTxs: billNo", "billNo")]
    public void What_leads_nowhere_is_told_at_load(string was, string mistake, string told)
    {
        var refused = MappingFolder.Refused(Debits.Replace(was, mistake, StringComparison.Ordinal));
        Assert.Contains(refused.Errors, e => e.ToString()!.Contains(told, StringComparison.Ordinal));
    }

    private static string Value(XDocument document, string name) => document.Descendants().Single(e => e.Name.LocalName == name).Value;
}
