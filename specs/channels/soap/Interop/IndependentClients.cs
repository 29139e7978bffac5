using System.Text.Json;
using System.Xml.Linq;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

/// <summary>Clients that are not ours, built from the served WSDL alone.</summary>
public sealed class Independent_clients_call_the_server
{
    private const string Content = "专线中断，请尽快修复：镕䶮𠮷";

    private static readonly SoapServerOptions Guarded = new()
    {
        Credentials = new ConfiguredCredentials([new ConfiguredCaller("customer-service", "客服", "密码 & <secret>")], TimeProvider.System),
    };

    [Theory]
    [InlineData("11", "Client")]
    [InlineData("12", "Sender")]
    public async Task Zeep(string version, string clientFault)
    {
        await using var host = await SoapHost.StartAsync();

        var seen = await Interop.RunJsonAsync("/usr/bin/python3", "zeep/client.py", host.Wsdl.ToString(), version);

        AssertSeen(seen, host, "Z-1", clientFault, "{urn:example:customer-care:1}BusinessFault");
    }

    [Theory]
    [InlineData("11", "Client")]
    [InlineData("12", "Sender")]
    public async Task Php_SoapClient(string version, string clientFault)
    {
        await using var host = await SoapHost.StartAsync();

        var seen = await Interop.RunJsonAsync("php", "php/client.php", host.Wsdl.ToString(), version);

        Assert.Contains(version == "12" ? "application/soap+xml" : "text/xml", seen.GetProperty("sent").GetString());
        AssertSeen(seen, host, "P-1", clientFault, "BusinessFault");
    }

    [Theory]
    [InlineData("11", "Client")]
    [InlineData("12", "Sender")]
    public async Task Gsoap(string version, string clientFault)
    {
        await using var host = await SoapHost.StartAsync();
        using var client = await GsoapClient.BuildAsync(host, version);

        var seen = await client.CallAsync(host);

        Assert.Equal("中国工商银行浙江省分行 — 朱镕䶮", seen["name"].Single());
        Assert.Equal(("diamond", "2001-05-17", "1234.50"), (seen["level"].Single(), seen["since"].Single(), seen["arrears"].Single()));
        Assert.Equal(["0571-87654321 国际长途专线 880.00", "HZ-SH-0042 跨省专线 <100M> & 备份 12000.05"], seen["product"]);
        Assert.Equal("T-G-1", seen["ticket"].Single());
        Assert.Equal($"SOAP-ENV:{clientFault} no-customer 没有这个客户", seen["fault"].Single());
        AssertReported(host);
    }

    [Fact]
    public async Task Zeep_with_a_UsernameToken_digest()
    {
        await using var host = await SoapHost.StartAsync(Guarded with { Accept = SoapCredentialKinds.UsernameTokenDigest });

        await Interop.RunJsonAsync("/usr/bin/python3", "zeep/client.py", host.Wsdl.ToString(), "11", "客服", "密码 & <secret>");

        Assert.All(host.Sink.Requests, r => Assert.Equal("customer-service", r.Caller));
        Assert.Equal(3, host.Sink.Requests.Count);
    }

    [Fact]
    public async Task Php_with_HTTP_basic()
    {
        await using var host = await SoapHost.StartAsync(Guarded with { Accept = SoapCredentialKinds.Basic });

        await Interop.RunJsonAsync("php", "php/client.php", host.Wsdl.ToString(), "11", "客服", "密码 & <secret>");

        Assert.All(host.Sink.Requests, r => Assert.Equal("customer-service", r.Caller));
        Assert.Equal(3, host.Sink.Requests.Count);
    }

    private static void AssertSeen(JsonElement seen, SoapHost host, string report, string clientFault, string faultElement)
    {
        Assert.Equal("中国工商银行浙江省分行 — 朱镕䶮", seen.GetProperty("name").GetString());
        Assert.Equal("diamond", seen.GetProperty("level").GetString());
        Assert.Equal("2001-05-17", seen.GetProperty("since").GetString());
        Assert.Equal(1234.5m, decimal.Parse(seen.GetProperty("arrears").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["0571-87654321 国际长途专线", "HZ-SH-0042 跨省专线 <100M> & 备份"], seen.GetProperty("products").EnumerateArray().Select(p => p.GetString()![..p.GetString()!.LastIndexOf(' ')]));
        Assert.Equal($"T-{report}", seen.GetProperty("ticket").GetString());
        var fault = seen.GetProperty("fault");
        Assert.Equal((faultElement, "no-customer", "没有这个客户", clientFault),
            (fault.GetProperty("element").GetString(), fault.GetProperty("code").GetString(), fault.GetProperty("message").GetString(), fault.GetProperty("faultcode").GetString()));
        AssertReported(host);
    }

    private static void AssertReported(SoapHost host)
    {
        var sent = TestSink.Body(host.Sink.Requests.Single(r => r.Operation == "ReportTrouble"));
        Assert.Equal(Content, (string?)sent.Element(TestSink.Care + "content"));
        Assert.Equal(["李雷", "韩梅梅"], sent.Elements(TestSink.Care + "contact").Select(c => (string?)c.Element(TestSink.Types + "name")));
    }
}
