using System.Text;
using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class BillFileTests
{
    private static readonly IInboundMapping Mapping = MappingFolder.Only<IInboundMapping>(SomeMappings.BillFile);

    private static byte[] Gb(string text) => MappingFolder.Gb18030.GetBytes(text);

    [Fact]
    public void A_bill_file_becomes_one_message_per_bill_with_its_items()
    {
        var records = Mapping.Map(Gb(SomeMappings.Bills), MappingFolder.Context);
        Assert.Equal(2, records.Count);
        Assert.Equal("""{"billNo":"B1","accountNo":"A1","period":"2026-11","amountDue":{"fen":3000,"currency":"CNY"},"state":"open","dueDate":"2026-12-01","items":[{"code":"10","name":"月租费","amount":{"fen":1000,"currency":"CNY"}},{"code":"20","name":"通话费","amount":{"fen":2000,"currency":"CNY"}}]}""",
            Encoding.UTF8.GetString(records[0].Json.Span));
        Assert.Equal(("CustomerBillIssued", 1, "B1", "A1"), (records[0].MessageType, records[0].Version, records[0].ExternalId, records[0].BusinessKey));
        Assert.Equal([new("account", "A2"), new("bill", "B2")], records[1].Search);
    }

    [Fact]
    public void The_first_pass_counts_hashes_and_keeps_the_header()
    {
        var bytes = Gb(SomeMappings.Bills);
        var check = Streams.Check(Mapping, bytes);
        Assert.Empty(check.Faults);
        Assert.Equal((2, 7, bytes.Length), (check.Records, check.Lines, check.Bytes));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), check.Sha256);
        Assert.Equal("202611", check.Header["header.period"]);
    }

    [Fact]
    public void Every_record_says_where_it_began_and_where_the_next_one_does()
    {
        var reads = Streams.Read(Mapping, Gb(SomeMappings.Bills));
        Assert.Equal([2L, 5L], reads.Select(r => r.Line));
        var text = MappingFolder.Gb18030.GetString(Gb(SomeMappings.Bills).AsSpan((int)reads[0].Next.Offset));
        Assert.StartsWith("B|B2", text, StringComparison.Ordinal);
        Assert.Equal(4, reads[0].Next.Lines);
    }

    [Theory]
    [InlineData("T|2|35.50", "T|3|35.50", "mapping.control", "trailer says 3 bills, file has 2.")]
    [InlineData("T|2|35.50", "T|2|35.51", "mapping.control", "trailer says 35.51 yuan in all, the bills make 35.50.")]
    [InlineData("T|2|35.50\n", "", "mapping.structure", "record 'trailer' is missing: the file was cut off or is not finished.")]
    [InlineData("T|2|35.50", "T|two|35.50", "mapping.number", "\"two\" is not a whole number: expected digits with an optional sign, e.g. 42.")]
    [InlineData("H|202611|20261122103000|2\n", "", "mapping.structure", "record 'header' is missing.")]
    [InlineData("B|B2|", "H|202611|20261122103000|2\nB|B2|", "mapping.order", "record 'header' stands after the records: two files run together, or lines moved.")]
    [InlineData("5.50|2|", "x|2|", "mapping.control", "trailer says 35.50 yuan in all, the bills make 30.00 (1 lines could not be read and were not counted, the first: line 5: \"x\" is not a number: expected digits with an optional sign and decimal point, e.g. -12.5).")]
    public void A_file_whose_totals_or_order_are_wrong_is_not_released(string what, string becomes, string code, string message)
    {
        var fault = Assert.Single(Streams.Check(Mapping, Gb(SomeMappings.Bills.Replace(what, becomes, StringComparison.Ordinal))).Faults);
        Assert.Equal((code, message), (fault.Code, fault.Message));
    }

    [Fact]
    public void An_empty_file_is_not_released()
    {
        var faults = Streams.Check(Mapping, []).Faults;
        Assert.Equal("the file is empty: expected record 'header'.", faults[0].Message);
    }

    [Fact]
    public void A_control_fault_is_located_in_mapping_and_file()
    {
        var fault = Streams.Check(Mapping, Gb(SomeMappings.Bills.Replace("T|2|", "T|3|", StringComparison.Ordinal))).Faults[0];
        Assert.Equal("line 7, field 2 (trailer.bills); test/it.v1.yaml:14", fault.Location);
    }

    [Theory]
    [InlineData("B|B1|A1|30.00|1|", "B|B1|A1|30.00|9|", "mapping.unknown-code", "unknown code \"9\" in table test/state: expected one of 1, 2, 3; if the code is right, add it to the table.", "line 2, field 5 (bill.state); field state; test/it.v1.yaml:25")]
    [InlineData("I|20|通话费|20.00", "I|20|通话费|20.005", "mapping.money", "\"20.005\" has fractions of a fen: at most two decimals are allowed.", "line 4, field 4 (item.amount); field items[].amount; test/it.v1.yaml:32")]
    [InlineData("B|B1|A1|30.00|1|20261201", "B|B1|A1|30.00|1|20261301", "mapping.date", "\"20261301\" is impossible: there is no month 13.", "line 2, field 6 (bill.dueDate); field dueDate; test/it.v1.yaml:26")]
    [InlineData("B|B1|A1", "B||A1", "mapping.missing", "required field 'billNo' has no value: bill.billNo gave none here.", "line 2; field billNo; test/it.v1.yaml:21")]
    [InlineData("I|20|通话费|20.00", "I|20|20.00", "mapping.field-count", "record 'item' has 3 fields, expected 4: tag|code|name|amount.", "line 4; test/it.v1.yaml")]
    [InlineData("I|20|通话费|20.00", "X|20", "mapping.unknown-record", "the line begins with no known record tag: expected H (header), B (bill), I (item), T (trailer).", "line 4; test/it.v1.yaml")]
    [InlineData("I|20|通话费|20.00", "I|20|一二三四五六七八九十一二三四五六七八九十一|20.00", "mapping.too-long", "\"一二三四五六七八九十一二三四五六七八九十一\" has 21 characters: at most 20 are allowed.", "line 4, field 3 (item.name); field items[].name; test/it.v1.yaml:31")]
    public void A_bad_line_fails_its_bill_alone_and_says_where(string what, string becomes, string code, string message, string location)
    {
        var reads = Streams.Read(Mapping, Gb(SomeMappings.Bills.Replace(what, becomes, StringComparison.Ordinal)));
        Assert.Equal(2, reads.Count);
        Assert.NotNull(reads[0].Failure);
        Assert.Equal((code, message, location), (reads[0].Failure!.Code, reads[0].Failure!.Message, reads[0].Failure!.Location));
        Assert.StartsWith("B|", reads[0].Source, StringComparison.Ordinal);
        Assert.Contains(becomes, reads[0].Source, StringComparison.Ordinal);
        Assert.Equal("B2", reads[1].Record!.ExternalId);
    }

    [Fact]
    public void Bytes_that_are_no_characters_are_found_with_their_line_and_byte()
    {
        var bytes = Gb(SomeMappings.Bills.Replace("通话费", "通话#", StringComparison.Ordinal));
        bytes[Array.LastIndexOf(bytes, (byte)'#')] = 0xff;
        var failure = Streams.Read(Mapping, bytes)[0].Failure!;
        Assert.Equal(("mapping.charset", "line 4, byte 10"), (failure.Code, failure.SourceAt));
        Assert.StartsWith("byte 0xFF is no character of gb18030", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_pass_counts_what_the_second_reads_whatever_lines_stand_in_whatever_order()
    {
        var dice = new Random(20261122);
        string[] lines = ["B|B1|A1|30.00|1|20261201\n", "B|B2|A2|x|9|\n", "B|\n", "I|10|月租费|10.00\n", "I|10\n", "X|?\n", "\n", "H|202611|20261122103000|2\n", "T|2|35.50\n"];
        for (var run = 0; run < 2_000; run++)
        {
            var bytes = Gb(string.Concat(Enumerable.Range(0, dice.Next(12)).Select(_ => lines[dice.Next(lines.Length)])));
            var check = Streams.Check(Mapping, bytes);
            Assert.True(check.Records == Streams.Read(Mapping, bytes, check: check).Count, $"{check.Records} counted in:\n{MappingFolder.Gb18030.GetString(bytes)}");
        }
    }

    [Fact]
    public void An_item_without_a_bill_is_a_failure_of_its_own()
    {
        var reads = Streams.Read(Mapping, Gb(SomeMappings.Bills.Replace("B|B1|A1|30.00|1|20261201\nI|10|月租费|10.00\n", "", StringComparison.Ordinal)));
        Assert.Equal("record 'item' stands here without a 'bill' before it.", reads[0].Failure!.Message);
        Assert.Equal("B2", reads[1].Record!.ExternalId);
    }

    [Fact]
    public void A_line_that_is_too_long_is_passed_over_without_being_held()
    {
        var mapping = MappingFolder.Only<IInboundMapping>(SomeMappings.BillFile.Replace("  control:", "  limits: { line: 2000 }\n  control:", StringComparison.Ordinal));
        var reads = Streams.Read(mapping, Gb(SomeMappings.Bills.Replace("|月租费|10.00", "|" + new string('x', 500_000) + "|10.00", StringComparison.Ordinal)));
        Assert.Equal("the line is longer than 2000 bytes.", reads[0].Failure!.Message);
        Assert.True(reads[0].Source!.Length < 2000);
        Assert.Equal("B2", reads[1].Record!.ExternalId);
    }

    [Theory]
    [InlineData("gb18030", "\n")]
    [InlineData("gb18030", "\r\n")]
    [InlineData("gbk", "\n")]
    [InlineData("utf-8", "\r\n")]
    [InlineData("utf-16le", "\n")]
    [InlineData("utf-16be", "\r\n")]
    public void All_charsets_and_line_ends_give_the_same_records_whatever_the_stream_hands_out(string charset, string newline)
    {
        var mapping = MappingFolder.Only<IInboundMapping>(SomeMappings.BillFile.Replace("gb18030", charset, StringComparison.Ordinal));
        var encoding = charset == "utf-16le" ? Encoding.Unicode : charset == "utf-16be" ? Encoding.BigEndianUnicode : Encoding.GetEncoding(charset);
        var bytes = encoding.GetBytes(SomeMappings.Bills.Replace("\n", newline, StringComparison.Ordinal));
        byte[] marked = charset.StartsWith("utf", StringComparison.Ordinal) ? [.. encoding.GetPreamble(), .. bytes] : bytes;
        var expected = Streams.Json(Streams.Read(Mapping, Gb(SomeMappings.Bills)));
        Assert.Equal(2, expected.Count);
        Assert.Equal(expected, Streams.Json(Streams.Read(mapping, bytes)));
        Assert.Equal(expected, Streams.Json(Streams.Read(mapping, marked)));
        Assert.Equal(expected, Streams.Json(Streams.Read(mapping, marked, chunk: 1)));
        Assert.Equal(expected, Streams.Json(Streams.Read(mapping, marked, chunk: 3, seeks: false)));
    }

    [Fact]
    public void A_mark_of_another_charset_is_a_fault_of_the_file()
    {
        byte[] bytes = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(SomeMappings.Bills)];
        Assert.Equal("the file begins with the byte order mark of utf-8, expected gb18030: the sender changed the charset.", Streams.Check(Mapping, bytes).Faults[0].Message);
    }

    [Fact]
    public void Reading_resumed_at_any_record_gives_the_rest_with_the_same_lines()
    {
        var bytes = Gb(Streams.ManyBills(50));
        var check = Streams.Check(Mapping, bytes);
        var all = Streams.Read(Mapping, bytes);
        Assert.Equal(50, all.Count);
        for (var killed = 0; killed < all.Count; killed++)
        {
            var rest = Streams.Read(Mapping, bytes, from: all[killed].Next, check: check, seeks: killed % 2 == 0);
            Assert.Equal(Streams.Json(all.Skip(killed + 1)), Streams.Json(rest));
            Assert.Equal(all.Skip(killed + 1).Select(r => (r.Line, r.Next)), rest.Select(r => (r.Line, r.Next)));
        }
    }

    [Fact]
    public void The_delimiter_may_be_half_of_a_chinese_character()
    {
        // 泑 is 0x9B 0x7C in GB18030; 0x7C alone is |.
        var text = SomeMappings.Bills.Replace("月租费", "泑泑", StringComparison.Ordinal);
        Assert.Contains((byte)'|', MappingFolder.Gb18030.GetBytes("泑"));
        Assert.Contains("\"name\":\"泑泑\"", Streams.Json(Streams.Read(Mapping, Gb(text)))[0], StringComparison.Ordinal);
    }
}
