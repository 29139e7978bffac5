using System.Text;
using System.Xml.Linq;
using Integration.CanonicalModel;
using Integration.Mappings;
using Integration.Specs.Counterparts;
using Integration.Specs.CounterpartSpecs;
using Xunit;

namespace Integration.Specs.Interfaces;

/// <summary>RES-2, RES-3 and RES-4: what the hub writes resource management reads, and the other way round.</summary>
public sealed class Resource_documents
{
    private static readonly WrittenContract Requests = WrittenContract.Load("resource-request.wsdl");
    private static readonly WrittenContract Results = WrittenContract.Load("resource-result.wsdl");

    [Fact]
    public void that_ask_for_resources_keep_the_contract_with_much_and_with_little()
    {
        Keeps(Library.Write("resource/res-2-reserve@1", Reserve()), Requests);
        Keeps(Library.Write("resource/res-2-reserve@1", Reserve() with { ZEnd = null, BandwidthKbps = null, AEnd = new ServiceEnd { Address = "杭州" }, Offering = new OfferingCode("PHONE") }), Requests);
        Keeps(Library.Write("resource/res-2-assign@1", new AssignResource
        {
            RequestId = new RequestId("R2"), OrderNo = new OrderNumber("PO1"), ReservationNo = new ReservationNumber("YZ1"), ServiceNo = new ServiceNumber("057187000001"),
        }), Requests);
    }

    [Theory]
    [InlineData("YZ1", null)]
    [InlineData(null, "0571-ZX-000003")]
    [InlineData("YZ1", "0571-ZX-000003")]
    public void that_release_name_exactly_one_thing(string? reservation, string? circuit)
    {
        var written = Library.Write("resource/res-2-release@1", new ReleaseResource
        {
            RequestId = new RequestId("R3"), OrderNo = new OrderNumber("PO1"), ReservationNo = reservation is null ? null : new ReservationNumber(reservation),
            CircuitNo = circuit is null ? null : new CircuitNumber(circuit),
        });
        Keeps(written, Requests);
    }

    [Theory]
    [InlineData("res-3-reserved", "ReportReserved")]
    [InlineData("res-3-assigned", "ReportAssigned")]
    [InlineData("res-3-released", "ReportReleased")]
    [InlineData("res-3-failed", "ReportFailed")]
    public void that_bring_a_result_are_answered_by_the_response_of_their_operation(string name, string operation)
    {
        var record = Assert.Single(Library.In($"resource/{name}@1").Map(File.ReadAllBytes(Samples.Path("resource", $"{name}.xml")), Library.Context()));
        Assert.Equal((record.ExternalId, record.ExternalId), (record.CorrelationId, record.Search.Single(s => s.Key == "request").Value));
        var answer = Encoding.UTF8.GetString(Library.Out($"resource/{name}-answer@1").Map(record.Json, Library.Context()).Span);
        Keeps(answer, Results);
        Assert.Equal($"{operation}Response", XElement.Parse(answer).Name.LocalName);
    }

    [Fact]
    public void of_the_counterpart_are_read_whole()
    {
        using var book = new ResourceBook(null);
        var request = XElement.Parse(Library.Write("resource/res-2-reserve@1", Reserve()));
        var taken = ResultMaker.Make(request, request.ToString(), book, Library.Now);
        Assert.Null(Results.Check(taken.ResultElement));
        var (reserved, record) = Library.Read<ResourceReserved>("resource/res-3-reserved@1", Encoding.UTF8.GetBytes(taken.Result));
        Assert.Equal(("R1", "PO1", taken.ReservationNo, 2), (reserved.RequestId.Value, reserved.OrderNo.Value, reserved.ReservationNo.Value, reserved.Route.Count));
        Assert.Equal("PO1", record.BusinessKey);
    }

    [Theory]
    [InlineData("duplicate.conflict", "H003")]
    [InlineData("mapping.date", "H002")]
    [InlineData("anything.else", "H099")]
    public void of_a_refusal_carry_the_contracts_code(string code, string theirs)
    {
        var fault = Library.Write("resource/res-3-refusal@1", new RequestRefused { RequestId = new RequestId("R1"), Code = code, Message = "内容不同" });
        Keeps(fault, Results);
        Assert.Equal(theirs, XElement.Parse(fault).Element(Results.Namespace + "code")?.Value);
    }

    [Fact]
    public async Task of_a_nightly_report_are_read_circuit_by_circuit_and_go_on_after_a_stop()
    {
        using var file = new MemoryStream();
        CircuitFileWriter.Write(file, new World(), new CircuitOrder("20261122", 200), Library.Now, bad: 3, []);
        var (check, all) = await ReadAsync(file, FilePosition.Start);
        Assert.Empty(check.Faults);
        Assert.Equal((200L, 197, 3), (check.Records, all.Count(r => r.Record is not null), all.Count(r => r.Failure is not null)));
        var (_, rest) = await ReadAsync(file, all[99].Next);
        Assert.Equal(all.Skip(100).Select(r => (r.Line, r.Record?.BusinessKey)), rest.Select(r => (r.Line, r.Record?.BusinessKey)));
    }

    [Theory]
    [InlineData(MoodKind.WrongTotal, "says 51 circuits, it has 50")]
    [InlineData(MoodKind.Truncated, "")]
    [InlineData(MoodKind.Empty, "empty")]
    [InlineData(MoodKind.WrongEncoding, "gb")]
    public async Task of_a_report_that_is_not_whole_are_refused_whole(MoodKind mood, string word)
    {
        using var file = new MemoryStream();
        CircuitFileWriter.Write(file, new World(), new CircuitOrder("20261122", 50), Library.Now, bad: 0, [mood]);
        file.Position = 0;
        var check = await Library.In("resource/res-4-circuits@1").CheckAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains(check.Faults, f => f.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<(FileCheck Check, List<RecordRead> Reads)> ReadAsync(MemoryStream file, FilePosition from)
    {
        var mapping = Library.In("resource/res-4-circuits@1");
        file.Position = 0;
        var check = await mapping.CheckAsync(file, TestContext.Current.CancellationToken);
        file.Position = 0;
        var reads = new List<RecordRead>();
        await foreach (var read in mapping.ReadAsync(file, from, check, Library.Context(("fileName", "x.xml")), TestContext.Current.CancellationToken))
            reads.Add(read);
        return (check, reads);
    }

    private static ReserveResource Reserve() => new()
    {
        RequestId = new RequestId("R1"), OrderNo = new OrderNumber("PO1"), CustomerNo = new CustomerNumber("C05710000001"), Offering = new OfferingCode("LEASED_LINE"), BandwidthKbps = 10_240,
        AEnd = new ServiceEnd { AreaCode = "0571", Address = "杭州市西湖区解放路1号" }, ZEnd = new ServiceEnd { Address = "宁波市海曙区解放路2号" }, HoldUntil = new DateOnly(2026, 12, 22),
    };

    private static void Keeps(string written, WrittenContract contract) => Assert.Null(contract.Check(XElement.Parse(written)));
}
