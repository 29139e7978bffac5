using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class LoaderTests
{
    private static string[] Lines(MappingSetException e) => [.. e.Errors.Select(x => $"{x.MappingAt}: {x.Message}")];

    [Fact]
    public void Every_mistake_of_every_file_is_listed_with_its_line()
    {
        using var folder = new MappingFolder().WithStates()
            .With("test/a.v1.yaml", """
                mapping: test/b
                version: 2
                title: A
                source: { format: delimited, delimiter: "|", records: [ { name: bill, fields: [no, due, state] } ], colour: red }
                target: CustomerBillIssued@1
                fields:
                  billNo: bill.nr
                  accountNo: 42
                  amountDue: bill.due
                  state: code(bill.state, "test/stat")
                  stat: bill.state
                envelope: { id: bill.no, kee: bill.no }
                """)
            .With("test/bad.v1.yaml", "mapping: [test/bad\n")
            .With("test/nameless.yaml", "mapping: x\n");
        var lines = Lines(Assert.Throws<MappingSetException>(folder.Load));
        Assert.Equal(
        [
            "test/a.v1.yaml:1: the file's path says mapping 'test/a', its text says 'test/b'",
            "test/a.v1.yaml:1: the file's name says version 1, its text says 2",
            "test/a.v1.yaml:4: source has no 'colour'",
            "test/a.v1.yaml:7: record 'bill' has no field 'nr': did you mean 'no'?; it has no, due, state",
            "test/a.v1.yaml:8: field 'accountNo' is a text, the expression gives integer: convert it with text(…)",
            "test/a.v1.yaml:9: field 'amountDue' is money, the expression gives text: convert it with fen(…) or fen_int(…)",
            "test/a.v1.yaml:10: unknown code table \"test/stat\": did you mean 'test/state'?",
            "test/a.v1.yaml:11: CustomerBillIssued has no field 'stat': did you mean 'state'?; it has billNo, accountNo, period, amountDue, state, dueDate, issuedAt, lines, discount, final, address, items, tags, note",
            "test/a.v1.yaml:7: CustomerBillIssued requires 'items' (items), which the mapping does not set",
            "test/a.v1.yaml:12: envelope has no 'kee': did you mean 'key'?",
        ], lines[..10]);
        Assert.StartsWith("test/bad.v1.yaml:", lines[10], StringComparison.Ordinal);
        Assert.StartsWith("test/nameless.yaml:1: a mapping file is named", lines[11], StringComparison.Ordinal);
        Assert.Equal(12, lines.Length);
    }

    [Theory]
    [InlineData("target: CustomerBilIssued@1", "there is no canonical message 'CustomerBilIssued@1': did you mean 'CustomerBillIssued@1'?; expected e.g. CustomerBillIssued@1")]
    [InlineData("target: WorkOrderStateChanged@1\nfields: { workOrderNo: row.a, state: row.b.c }", "'row.b' is a text and has no member 'c'")]
    [InlineData("target: WorkOrderStateChanged@1\nfields: { workOrderNo: ro.a, state: row.b }", "unknown name 'ro': did you mean 'row'?")]
    [InlineData("target: WorkOrderStateChanged@1\nfields: { workOrderNo: row.a, state: \"{row.b\" }", "an expression in a text is not closed: expected } (write {{ for a brace)")]
    [InlineData("target: WorkOrderStateChanged@1\nfields: { workOrderNo: row.a, state: { each: row.b, value: row.b } }", "field 'state' is a text, not a list: 'each' cannot make it")]
    [InlineData("target: WorkOrderStateChanged@1\nfields: { workOrderNo: row.a, state: { when: row.b == \"1\", value: row.b } }", "'state' is required and may not depend on 'when'")]
    [InlineData("otherwise: skipp\ntarget: WorkOrderStateChanged@1\nfields: { workOrderNo: row.a, state: row.b }", "'otherwise' of the file must be one of error, skip, it is \"skipp\": did you mean 'skip'?")]
    public void A_mistake_is_named_with_what_was_expected(string text, string message)
    {
        const string source = "source: { format: delimited, delimiter: \",\", records: [ { name: row, fields: [a, b] } ] }\n";
        Assert.Contains(MappingFolder.Refused(source + text).Errors, e => e.Message == message);
    }

    [Fact]
    public void All_values_of_a_code_table_must_be_values_of_the_field()
    {
        using var folder = new MappingFolder()
            .With("test/codes/state.yaml", "table: test/state\ntitle: T\ncodes: { \"1\": open, \"2\": payd }\n")
            .With("test/it.v1.yaml", "mapping: test/it\nversion: 1\ntitle: It\n" + SomeMappings.BillFile);
        Assert.Contains(Assert.Throws<MappingSetException>(folder.Load).Errors, e => e.Message == "field 'state' is a BillState and has no value 'payd': did you mean 'paid'?; expected one of open, paid, overdue");
    }

    [Fact]
    public void A_trailer_may_not_be_used_in_fields()
    {
        var e = MappingFolder.Refused(SomeMappings.BillFile.Replace("billNo: bill.billNo", "billNo: trailer.bills", StringComparison.Ordinal));
        Assert.Equal("'trailer' is the trailer: its values are known only at the end of the file, use them under 'control'", e.Errors[0].Message);
    }

    [Fact]
    public void Versions_of_a_mapping_live_side_by_side()
    {
        using var folder = new MappingFolder().WithStates()
            .With("test/it.v1.yaml", "mapping: test/it\nversion: 1\ntitle: Old\n" + SomeMappings.BillFile)
            .With("test/it.v2.yaml", "mapping: test/it\nversion: 2\ntitle: New\n" + SomeMappings.BillFile);
        var library = folder.Load();
        Assert.Equal(["test/it@1", "test/it@2"], library.All.Select(m => m.Reference));
        Assert.Equal("New", library.Find("test/it@2")!.Title);
        Assert.Null(library.Find("test/it@3"));
    }

    [Fact]
    public void Lineage_leads_from_each_target_field_to_its_sources()
    {
        var mapping = MappingFolder.Only<IInboundMapping>(SomeMappings.BillFile.Replace("each: bill\n", "each: bill\nlet: { both: \"{bill.billNo}-{header.period}\" }\n", StringComparison.Ordinal)
            .Replace("  items:", "  note: { when: bill.due != \"0\", value: both }\n  items:", StringComparison.Ordinal));
        var lineage = mapping.Lineage.Fields.ToDictionary(f => f.Target);
        Assert.Equal(["header.period"], lineage["period"].Sources);
        Assert.Equal(["bill.billNo", "header.period", "bill.due"], lineage["note"].Sources);
        Assert.Equal(["item.amount", "item"], lineage["items[].amount"].Sources);
        Assert.Equal("fen(item.amount)", lineage["items[].amount"].Expression);
        Assert.Equal(["bill.accountNo"], lineage["envelope.key"].Sources);
    }
}
