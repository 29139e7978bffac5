using System.Xml;
using System.Xml.Linq;
using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

public sealed class The_samples
{
    // A sample of another service than the system's first has its service in its name.
    private static readonly (string System, string Contract, string Other, string Of)[] Soap =
    [
        ("billing", "billing.wsdl", "charges", "billing-charges.wsdl"), ("resource", "resource.wsdl", "-", ""),
        ("customer-service", "customer-service.wsdl", "notify", "customer-service-notices.wsdl"),
    ];

    public static TheoryData<string, string, string> XmlSamples
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (system, contract, other, of) in Soap)
            {
                foreach (var name in Samples.Names(system, "*.xml"))
                    data.Add(system, name.StartsWith(other, StringComparison.Ordinal) || name.StartsWith("bad-" + other, StringComparison.Ordinal) ? of : contract, name);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(XmlSamples))]
    public void in_XML_keep_their_contract_unless_they_are_called_bad(string system, string contract, string name)
    {
        string? fault;
        try
        {
            using var reader = XmlReader.Create(Samples.Path(system, name), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            fault = WrittenContract.Load(contract).Check(XElement.Load(reader));
        }
        catch (XmlException e)
        {
            fault = e.Message;
        }
        if (name.StartsWith("bad-", StringComparison.Ordinal))
            Assert.NotNull(fault);
        else
            Assert.Null(fault);
    }

    [Fact]
    public void of_a_work_order_can_be_read_by_97() =>
        Assert.Equal("WO20261122000001", WorkOrder.Read(File.ReadAllBytes(Samples.Path("n97", "work-order.json"))).WorkOrderNo);

    [Fact]
    public void of_receipts_can_be_read_by_billing()
    {
        Assert.Equal("PARTIAL", Receipt.Read(File.ReadAllBytes(Samples.Path("billing", "receipt-partial.gb18030.txt"))).Status);
        Assert.Equal("QUARANTINED", Receipt.Read(File.ReadAllBytes(Samples.Path("billing", "receipt-quarantined.gb18030.txt"))).Status);
    }
}
