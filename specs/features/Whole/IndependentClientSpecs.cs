using System.Text.Json;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>SOAP stacks that are not ours call CS-1 and CS-2 of the whole hub, from the WSDL it serves alone.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class IndependentClientSpecs
{
    [Fact]
    public async Task Zeep_and_PHP_ask_for_a_customer_and_report_trouble_over_both_versions_of_SOAP()
    {
        await using var hub = await WholeHub.StartAsync();
        var wsdl = $"{hub.Hub.Config.Http}/soap/customer-service?wsdl";
        var service = hub.World.Service(0);
        var customer = hub.World.Customer(0);
        var scripts = Path.Combine(AppContext.BaseDirectory, "interop");
        var ports = await PortsAsync(wsdl);
        string[][] calls =
        [
            ["/usr/bin/python3", Path.Combine(scripts, "client.py"), wsdl, ports[0]],
            ["/usr/bin/python3", Path.Combine(scripts, "client.py"), wsdl, ports[1]],
            ["php", Path.Combine(scripts, "client.php"), wsdl, "11"],
            ["php", Path.Combine(scripts, "client.php"), wsdl, "12"],
        ];

        for (var n = 0; n < calls.Length; n++)
        {
            var request = $"INTEROP-{n}";
            var printed = await Processes.RunAsync(calls[n][0], [.. calls[n][1..], "kefu", DemoSettings.CustomerServicePassword, service.Number, request]);
            var answer = JsonDocument.Parse(printed).RootElement;
            Assert.Equal(customer.Name, answer.GetProperty("name").GetString());
            Assert.Equal(4, answer.GetProperty("products").GetInt32());
            Assert.StartsWith("TT", answer.GetProperty("ticket").GetString(), StringComparison.Ordinal);
            Assert.Equal("C001", answer.GetProperty("fault").GetString());
            await Patience.UntilAsync("the report in the box, Chinese intact",
                async () => await hub.Operations.SearchAsync(new MessageQuery { Interface = "CS-2", Text = "镕䶮𠮷", Key = answer.GetProperty("ticket").GetString() }, TestContext.Current.CancellationToken),
                found => found.Messages.Count == 1);
        }
    }

    private static async Task<string[]> PortsAsync(string wsdl)
    {
        using var http = new HttpClient();
        var document = System.Xml.Linq.XDocument.Parse(await http.GetStringAsync(wsdl, TestContext.Current.CancellationToken));
        return [.. document.Descendants(System.Xml.Linq.XName.Get("port", "http://schemas.xmlsoap.org/wsdl/")).Select(p => (string)p.Attribute("name")!)];
    }
}
