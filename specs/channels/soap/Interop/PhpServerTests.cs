using Integration.Hub;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

public sealed class The_client_calls_a_PHP_SoapServer(PhpServer php) : IClassFixture<PhpServer>
{
    [Theory]
    [InlineData(SoapVersion.Soap11, "text/xml; charset=utf-8")]
    [InlineData(SoapVersion.Soap12, "application/soap+xml; charset=utf-8; action=\"urn:example:customer-care:1/ReportTrouble\"")]
    public async Task In_both_versions_with_Chinese_both_ways(SoapVersion version, string contentType)
    {
        await using var channel = Channel(o => o with { Version = version });
        var message = Outbound.Message(Some.Report(id: $"V{version}", content: "镕䶮𠮷 <&>".Replace("<&>", "&lt;&amp;&gt;")), "ReportTrouble", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var answer = await channel.SendForAnswerAsync(message);

        Assert.Equal($"PHP-V{version}", answer.Element(TestSink.Care + "ticketNo")!.Value);
        var call = php.Journal.Single(j => j.GetProperty("raw").GetString()!.Contains(message.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal("镕䶮𠮷 <&>", call.GetProperty("request").GetProperty("content").GetString());
        Assert.Equal(contentType, call.GetProperty("type").GetString());
        Assert.Equal(message.TraceParent, call.GetProperty("trace").GetString());
        Assert.Equal(version == SoapVersion.Soap11 ? "\"urn:example:customer-care:1/ReportTrouble\"" : null, call.GetProperty("action").GetString());
        Assert.Contains($"<wsa:MessageID xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">urn:uuid:{message.Id}</wsa:MessageID>", call.GetProperty("raw").GetString());
    }

    [Theory]
    [InlineData("GB18030", "中国工商银行 — 朱镕䶮")]
    [InlineData("UTF-16", "中国工商银行 — 朱镕䶮")]
    [InlineData("UTF-8", "中国工商银行 — 朱镕䶮")]
    public async Task And_reads_answers_in_the_charset_they_come_in(string charset, string name)
    {
        await using var channel = Channel(o => o with { Address = php.Address($"?charset={charset}") });

        var answer = await channel.SendForAnswerAsync(Outbound.Message(Some.Query));

        Assert.Equal(name, answer.Descendants(TestSink.Types + "name").First().Value);
    }

    [Theory]
    [InlineData("C00000404", SoapVersion.Soap11, FailureKind.Business, "soap.fault.BusinessFault", "BusinessFault", "没有这个客户")]
    [InlineData("C00000404", SoapVersion.Soap12, FailureKind.Business, "soap.fault.BusinessFault", "BusinessFault", "没有这个客户")]
    [InlineData("C00000503", SoapVersion.Soap11, FailureKind.Transient, "soap.fault.SystemFault", "SystemFault", "系统忙")]
    [InlineData("C00000500", SoapVersion.Soap11, FailureKind.Transient, "soap.fault.Server", null, "database gone")]
    [InlineData("C00000500", SoapVersion.Soap12, FailureKind.Transient, "soap.fault.Receiver", null, "database gone")]
    [InlineData("C00000400", SoapVersion.Soap11, FailureKind.Data, "soap.fault.Client", null, "no such thing")]
    [InlineData("C00000400", SoapVersion.Soap12, FailureKind.Data, "soap.fault.Sender", null, "no such thing")]
    public async Task And_tells_its_faults_apart(string customer, SoapVersion version, FailureKind kind, string code, string? fault, string reason)
    {
        await using var channel = Channel(o => o with { Version = version });

        var failed = await channel.SendForFailureAsync(Outbound.Message(Some.QueryNumber(customer)));

        Assert.Equal((kind, code, fault, reason), (failed.Failure.Kind, failed.Failure.Code, failed.FaultName, failed.Failure.Message));
        Assert.NotNull(failed.Answer);
        if (fault == "BusinessFault")
            Assert.Contains("客户不存在", failed.Failure.Detail);
    }

    [Fact]
    public async Task And_takes_a_500_without_a_fault_as_passing()
    {
        await using var channel = Channel();

        var failed = await channel.SendForFailureAsync(Outbound.Message(Some.QueryNumber("C00000666")));

        Assert.Equal((FailureKind.Transient, "soap.http.500"), (failed.Failure.Kind, failed.Failure.Code));
        Assert.Contains("Fatal error", failed.Failure.Detail);
    }

    [Fact]
    public async Task And_probes_it_without_an_effect()
    {
        await using var channel = Channel();
        var before = php.Journal.Count;

        await channel.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, php.Journal.Count);
    }

    [Fact]
    public async Task With_HTTP_basic()
    {
        await using var channel = Channel(o => o with { Credential = new SoapClientCredential.Basic("hub", "密码") });
        var message = Outbound.Message(Some.Query);

        await channel.SendAsync(message, TestContext.Current.CancellationToken);

        var call = php.Journal.Single(j => j.GetProperty("raw").GetString()!.Contains(message.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal("Basic " + Convert.ToBase64String("hub:密码"u8), call.GetProperty("authorization").GetString());
    }

    private SoapClientChannel Channel(Func<SoapClientOptions, SoapClientOptions>? with = null)
    {
        var options = new SoapClientOptions(php.Address(), SoapHost.Contract);
        return new SoapClientChannel(with?.Invoke(options) ?? options);
    }
}
