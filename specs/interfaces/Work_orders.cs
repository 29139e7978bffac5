using System.Text;
using Integration.CanonicalModel;
using Integration.Mappings;
using Integration.Specs.Counterparts;
using Integration.Specs.CounterpartSpecs;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Integration.Specs.Interfaces;

/// <summary>N97-1 and N97-2: what the hub writes 97 reads, and the other way round.</summary>
public sealed class Work_orders
{
    [Fact]
    public void are_written_as_the_sample_says()
    {
        var written = Library.Write("n97/n97-1-work-order@1", Order());
        Assert.Equal(JToken.Parse(File.ReadAllText(Samples.Path("n97", "work-order.json"))).ToString(), JToken.Parse(written).ToString());
    }

    [Fact]
    public void are_read_by_97_and_its_events_come_back_in_canonical_words()
    {
        var read = WorkOrder.Read(Encoding.UTF8.GetBytes(Library.Write("n97/n97-1-work-order@1", Order())));
        var events = WorkEvents.Plan(read, comesBack: false, Library.Now).Select(e => Assert.Single(Map(Encoding.UTF8.GetBytes(e.Json)))).ToList();
        Assert.Equal(["WorkOrderStateChanged", "WorkOrderStateChanged", "WorkOrderStateChanged", "WorkOrderCompleted"], events.Select(e => e.MessageType));
        Assert.All(events, e => Assert.Equal("WO20261122000001", e.BusinessKey));
        Assert.Equal(4, events.Select(e => e.ExternalId).Distinct().Count());
        var completed = CanonicalJson.Deserialize<WorkOrderCompleted>(events[3].Json);
        Assert.Equal(("0571-ZX-000003", "LEASED_LINE", 10_240L, 4L), (completed.Product.ServiceNo.Value, completed.Product.Offering?.Value, completed.Product.BandwidthKbps, completed.Sequence));
    }

    [Fact]
    public void without_level_equipment_or_Z_end_leave_them_out()
    {
        var written = JObject.Parse(Library.Write("n97/n97-1-work-order@1", Order() with { ServiceLevel = ServiceLevel.Standard, Equipment = [], ZEnd = null, Remark = null }));
        Assert.Null(written.SelectToken("customer.level"));
        Assert.Equal((null, null, null), (written["equipment"], written["zEnd"], written["remark"]));
        WorkOrder.Read(Encoding.UTF8.GetBytes(written.ToString()));
    }

    [Fact]
    public void come_back_with_code_and_words_of_the_reason()
    {
        var returned = CanonicalJson.Deserialize<WorkOrderReturned>(Assert.Single(Sample("return.json")).Json);
        Assert.Equal(("T01", "无线路资源", 4L), (returned.ReasonCode, returned.Reason, returned.Sequence));
    }

    [Fact]
    public void that_installed_a_phone_name_it_in_its_one_spelling()
    {
        var record = Assert.Single(Sample("completion-phone.json"));
        Assert.Equal("057187000001", CanonicalJson.Deserialize<WorkOrderCompleted>(record.Json).Product.ServiceNo.Value);
        Assert.Contains(new KeyValuePair<string, string>("phone", "057187000001"), record.Search);
    }

    [Theory]
    [InlineData("bad-unknown-state.json", "99")]
    [InlineData("bad-unknown-event.json", "target")]
    [InlineData("bad-no-work-order.json", "workOrderNo")]
    [InlineData("bad-impossible-date.json", "2026-02-30")]
    [InlineData("bad-version-2.json", "version is 2, this hub reads 1")]
    [InlineData("bad-cut-off.json", "")]
    public void whose_events_cannot_be_read_are_located_faults(string sample, string word)
    {
        var e = Assert.Throws<MappingException>(() => Sample(sample));
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(e.Location);
    }

    private static IReadOnlyList<CanonicalRecord> Sample(string name) => Map(File.ReadAllBytes(Samples.Path("n97", name)));

    private static IReadOnlyList<CanonicalRecord> Map(byte[] json) => Library.In("n97/n97-2-events@1").Map(json, Library.Context());

    private static CreateWorkOrder Order() => new()
    {
        WorkOrderNo = new WorkOrderNumber("WO20261122000001"), OrderNo = new OrderNumber("PO20261122000001"), Type = WorkOrderType.Install,
        RequestedAt = new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.Zero), DueAt = new DateTimeOffset(2026, 11, 25, 18, 0, 0, TimeSpan.FromHours(8)),
        CustomerNo = new CustomerNumber("C05710000001"), CustomerName = "工商银行杭州分行", ServiceLevel = ServiceLevel.Diamond,
        Offering = new OfferingCode("LEASED_LINE"), ServiceNo = new ServiceNumber("0571-ZX-000003"), BandwidthKbps = 10_240,
        AEnd = new ServiceEnd { AreaCode = "0571", Address = "杭州市西湖区解放路1号", ContactName = "欧阳静", ContactPhone = "13912345678" },
        ZEnd = new ServiceEnd { AreaCode = "0574", Address = "宁波市海曙区解放路2号" },
        Equipment = [new Equipment { Type = "光端机", Model = "OptiX-155", Quantity = 2 }],
        Remark = "请先电话预约",
    };
}
