using System.Text;
using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class BillFileTests
{
    [Fact]
    public void A_bill_file_becomes_one_message_per_bill_with_its_items()
    {
        var mapping = MappingFolder.Only<IInboundMapping>(SomeMappings.BillFile);
        var records = mapping.Map(MappingFolder.Gb18030.GetBytes(SomeMappings.Bills), MappingFolder.Context);
        Assert.Equal(2, records.Count);
        Assert.Equal("""{"billNo":"B1","accountNo":"A1","period":"2026-11","amountDue":{"fen":3000,"currency":"CNY"},"state":"open","dueDate":"2026-12-01","items":[{"code":"10","name":"月租费","amount":{"fen":1000,"currency":"CNY"}},{"code":"20","name":"通话费","amount":{"fen":2000,"currency":"CNY"}}]}""",
            Encoding.UTF8.GetString(records[0].Json.Span));
        Assert.Equal(("CustomerBillIssued", 1, "B1", "A1"), (records[0].MessageType, records[0].Version, records[0].ExternalId, records[0].BusinessKey));
        Assert.Equal([new("account", "A2"), new("bill", "B2")], records[1].Search);
    }
}
