using System.Text;
using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class FixedWidthTests
{
    private const string Text = """
        source:
          format: fixed
          charset: gb18030
          records:
            - name: state
              fields:
                - { name: no, length: 6, align: right, pad: "0" }
                - { name: text, length: 8 }
                - { name: end, at: 16, length: 2 }
        target: WorkOrderStateChanged@1
        fields:
          workOrderNo: state.no
          state: state.text & "/" & state.end
        """;

    private static readonly IInboundMapping Mapping = MappingFolder.Only<IInboundMapping>(Text);

    [Fact]
    public void Fields_are_cut_by_bytes_and_lose_their_padding()
    {
        var records = Mapping.Map(MappingFolder.Gb18030.GetBytes("000042竣工    -OK\n000000派单中  - X\n"), MappingFolder.Context);
        Assert.Equal(["""{"workOrderNo":"42","state":"竣工/OK"}""", """{"workOrderNo":"0","state":"派单中/X"}"""], records.Select(r => Encoding.UTF8.GetString(r.Json.Span)));
    }

    [Fact]
    public void A_character_that_crosses_the_end_of_a_field_is_found()
    {
        var failure = Streams.Read(Mapping, MappingFolder.Gb18030.GetBytes("000042竣工竣 工OK\n"))[0].Failure!;
        Assert.Equal(("mapping.cut-character", "the character 工 crosses the end of the field: the columns do not fit the layout."), (failure.Code, failure.Message));
    }

    [Fact]
    public void A_line_of_another_length_is_refused()
    {
        var failure = Streams.Read(Mapping, "000042\n"u8.ToArray())[0].Failure!;
        Assert.Equal("record 'state' has 6 bytes, expected 17.", failure.Message);
        Assert.Equal("line 1; test/it.v1.yaml", failure.Location);
    }

    [Fact]
    public void Lines_that_cannot_be_read_are_counted_and_a_file_whose_records_may_be_left_out_says_so()
    {
        var text = "000042AAAA1234 -OK\n000042\n\n000042AAAA1234 -OK\n"u8.ToArray();
        Assert.Equal((3L, false), Streams.Check(Mapping, text) is var check ? (check.Records, check.SomeLeftOut) : default);
        Assert.Equal(3, Streams.Read(Mapping, text).Count);
        Assert.True(Streams.Check(MappingFolder.Only<IInboundMapping>("otherwise: skip\n" + Text), text).SomeLeftOut);
    }

    [Fact]
    public void Short_lines_may_be_allowed()
    {
        var mapping = MappingFolder.Only<IInboundMapping>(Text.Replace("  records:", "  shortLines: true\n  records:", StringComparison.Ordinal));
        Assert.Equal("""{"workOrderNo":"42","state":"ab/"}""", Streams.Json(Streams.Read(mapping, "000042ab\n"u8.ToArray()))[0]);
    }

    [Fact]
    public void Faults_name_the_bytes_of_the_field()
    {
        var mapping = MappingFolder.Only<IInboundMapping>(Text.Replace("state.no", "text(int(state.text))", StringComparison.Ordinal));
        Assert.Equal("line 1, bytes 7–14 (state.text)", Streams.Read(mapping, MappingFolder.Gb18030.GetBytes("000042竣工    -OK\n"))[0].Failure!.SourceAt);
    }
}
