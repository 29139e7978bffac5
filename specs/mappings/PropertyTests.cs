using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Integration.Mappings;
using Integration.Mappings.Sources;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class PropertyTests
{
    private static readonly IInboundMapping Bills = MappingFolder.Only<IInboundMapping>(SomeMappings.BillFile);
    private static readonly IInboundMapping Xml = MappingFolder.Only<IInboundMapping>("source: { format: xml, root: a }\neach: a.b\ntarget: WorkOrderStateChanged@1\nfields: { workOrderNo: b.c, state: b.d }\n");
    private static readonly IInboundMapping Json = MappingFolder.Only<IInboundMapping>("source: { format: json }\ntarget: WorkOrderStateChanged@1\nfields: { workOrderNo: a.b, state: c }\n");

    private static void Holds<T>(Gen<T> values, Func<T, bool> property, int runs = 500) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(runs));

    private static Gen<byte[]> Bytes => ArbMap.Default.GeneratorFor<byte[]>();

    /// <summary>A good document with a piece of it overwritten, cut out or doubled.</summary>
    private static Gen<byte[]> Damaged(byte[] good) =>
        from at in Gen.Choose(0, good.Length - 1)
        from length in Gen.Choose(0, 12)
        from piece in Bytes
        select (byte[])[.. good[..at], .. piece, .. good[Math.Min(good.Length, at + length)..]];

    private static bool OnlyMappingFaults(IInboundMapping mapping, byte[] bytes)
    {
        try
        {
            mapping.Map(bytes, MappingFolder.Context);
        }
        catch (MappingException)
        {
            // The one kind of failure that is allowed.
        }
        if (!mapping.Streams) return true;
        var check = Streams.Check(mapping, bytes);
        try
        {
            var reads = Streams.Read(mapping, bytes, check: check, chunk: 7);
            return reads.TrueForAll(r => r.Record is not null != r.Failure is not null);
        }
        catch (MappingException)
        {
            return check.Faults.Count > 0;
        }
    }

    [Fact]
    public void Random_bytes_never_do_worse_than_a_mapping_fault() =>
        Holds(Bytes, bytes => OnlyMappingFaults(Bills, bytes) && OnlyMappingFaults(Xml, bytes) && OnlyMappingFaults(Json, bytes));

    [Fact]
    public void Damaged_bill_files_never_do_worse_than_a_mapping_fault() =>
        Holds(Damaged(MappingFolder.Gb18030.GetBytes(SomeMappings.Bills)), bytes => OnlyMappingFaults(Bills, bytes), 1000);

    [Fact]
    public void Damaged_documents_never_do_worse_than_a_mapping_fault()
    {
        Holds(Damaged("<?xml version=\"1.0\" encoding=\"utf-8\"?><a><b><c>1</c><d>2</d></b><b><c>3</c><d>4</d></b></a>"u8.ToArray()), bytes => OnlyMappingFaults(Xml, bytes), 1000);
        Holds(Damaged("{\"a\":{\"b\":\"x\",\"n\":[1,2.5e3,true,null,[\"\\u4e2d\"]]},\"c\":\"y\"}"u8.ToArray()), bytes => OnlyMappingFaults(Json, bytes), 1000);
    }

    [Fact]
    public void Random_expressions_never_crash_the_compiler()
    {
        string[] pieces = ["a", "a.b", "\"t\"", "1", "2.5", "(", ")", "+", "-", "==", "and", "not", "if", "then", "else", "??", ",", "trim(", "fen(", "sum(", "i ->", "&", "null", "[", "]", "in", "'", "count("];
        Holds(Gen.Elements(pieces).ListOf(), all => Expressions.Error(string.Join(' ', all), "{\"a\":{\"b\":\"1\"}}") is not null, 3000);
    }

    [Fact]
    public void Our_gb18030_and_gbk_read_what_the_general_decoder_reads()
    {
        var text = Gen.Choose(0x20, 0xffff).Where(c => !char.IsSurrogate((char)c)).Select(c => ((char)c).ToString());
        var rare = Gen.Choose(0x10000, 0x10ffff).Select(char.ConvertFromUtf32);
        Holds(Gen.OneOf(text, rare).ListOf().Select(string.Concat), t =>
        {
            var bytes = MappingFolder.Gb18030.GetBytes(t);
            var chars = new char[bytes.Length + 1];
            var count = Charset.Find("gb18030")!.Decode(bytes, chars);
            return count >= 0 && MappingFolder.Gb18030.GetString(bytes) == new string(chars, 0, count);
        });
    }

    [Fact]
    public void What_a_file_mapping_writes_a_file_mapping_reads_again()
    {
        var write = MappingFolder.Only<IOutboundMapping>("""
            source: { format: canonical, message: WorkOrderStateChanged@1 }
            target:
              format: delimited
              charset: gb18030
              delimiter: "|"
              quote: '"'
              records: [ { record: r, fields: { a: workOrderNo, b: state } } ]
            """);
        var read = MappingFolder.Only<IInboundMapping>("""
            source: { format: delimited, charset: gb18030, delimiter: "|", quote: '"', trim: false, records: [ { name: r, fields: [a, b] } ] }
            target: WorkOrderStateChanged@1
            fields: { workOrderNo: r.a, state: r.b }
            """);
        var letter = Gen.OneOf(Gen.Elements('|', '"', ' ', '中', '泑', 'ä', '\\'), Gen.Choose(0x20, 0xd7ff).Select(c => (char)c)).Where(c => c is not ('\u0085' or '\u2028' or '\u2029'));
        var value = letter.NonEmptyListOf().Select(l => new string([.. l]));
        Holds(value.Two(), pair =>
        {
            var json = JsonText(pair.Item1, pair.Item2);
            var file = write.Map(Encoding.UTF8.GetBytes(json), MappingFolder.Context);
            return System.Text.Json.Nodes.JsonNode.DeepEquals(
                System.Text.Json.Nodes.JsonNode.Parse(read.Map(file, MappingFolder.Context)[0].Json.Span),
                System.Text.Json.Nodes.JsonNode.Parse(json));
        });
    }

    private static string JsonText(string no, string state) =>
        $"{{\"workOrderNo\":{System.Text.Json.JsonSerializer.Serialize(no)},\"state\":{System.Text.Json.JsonSerializer.Serialize(state)}}}";
}
