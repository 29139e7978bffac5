using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

public sealed class The_samples
{
    private static readonly (string System, string Contract, Func<string, bool> Of)[] Xml =
    [
        ("billing", "billing.wsdl", name => !name.Contains("charges-", StringComparison.Ordinal)), ("billing", "billing-charges.wsdl", name => name.Contains("charges-", StringComparison.Ordinal)),
        ("customer-service", "customer-service.wsdl", name => !name.Contains("notify-", StringComparison.Ordinal)),
        ("customer-service", "customer-service-notices.wsdl", name => name.Contains("notify-", StringComparison.Ordinal)),
        ("resource", "resource.wsdl", name => !name.Contains("res-", StringComparison.Ordinal) && !name.EndsWith(".gbk.xml", StringComparison.Ordinal)),
        ("resource", "resource-request.wsdl", name => name.Contains("res-2-", StringComparison.Ordinal)),
        ("resource", "resource-result.wsdl", name => name.Contains("res-3-", StringComparison.Ordinal)),
    ];

    public static TheoryData<string, string, string> XmlSamples
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (system, contract, of) in Xml)
            {
                foreach (var name in Samples.Names(system, "*.xml").Where(of))
                    data.Add(system, contract, name);
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

    [Theory]
    [InlineData("CIRCUIT_20261122_001.gbk.xml", true)]
    [InlineData("circuits-none.gbk.xml", true)]
    [InlineData("bad-circuits-version-2.gbk.xml", false)]
    [InlineData("bad-circuits-unknown-state.gbk.xml", false)]
    [InlineData("bad-circuits-cut-off.gbk.xml", false)]
    [InlineData("bad-circuits-utf-8.gbk.xml", false)]
    public void of_circuit_reports_keep_the_schema_unless_they_are_called_bad(string name, bool good)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(Samples.Path("resource", name), "..", "..", "contract", "res-4.xsd"));
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, DtdProcessing = DtdProcessing.Prohibit };
        settings.ValidationEventHandler += (_, e) => faults.Add(e.Message);
        try
        {
            using var text = new StreamReader(Samples.Path("resource", name), Chinese.Named("gbk"));
            using var reader = XmlReader.Create(text, settings);
            while (reader.Read())
            {
            }
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException)
        {
            faults.Add(e.Message);
        }
        Assert.Equal(good, faults.Count == 0);
    }

    [Fact]
    public void of_cancellations_and_amendments_can_be_read_by_97()
    {
        Assert.True(WorkRequest.Read(File.ReadAllBytes(Samples.Path("n97", "cancel.json"))).Cancels);
        var amend = WorkRequest.Read(File.ReadAllBytes(Samples.Path("n97", "amend.json")));
        Assert.Equal((false, 20_480L), (amend.Cancels, amend.BandwidthKbps));
    }

    [Fact]
    public void of_receipts_can_be_read_by_billing()
    {
        Assert.Equal("PARTIAL", Receipt.Read(File.ReadAllBytes(Samples.Path("billing", "receipt-partial.gb18030.txt"))).Status);
        Assert.Equal("QUARANTINED", Receipt.Read(File.ReadAllBytes(Samples.Path("billing", "receipt-quarantined.gb18030.txt"))).Status);
    }
}
