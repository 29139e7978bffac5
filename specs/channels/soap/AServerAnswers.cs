using System.Text;
using System.Xml.Linq;
using Integration.Hub;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

public sealed class A_server_answers : IAsyncLifetime
{
    private SoapHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SoapHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(SoapVersion.Soap11)]
    [InlineData(SoapVersion.Soap12)]
    public async Task In_the_version_of_the_caller_at_one_address(SoapVersion version)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query, version), version);

        Assert.Equal(200, answer.Status);
        Assert.Equal($"{Some.MediaType(version)}; charset=utf-8", answer.ContentType);
        Assert.Equal(Some.Namespace(version), answer.Soap.NamespaceName);
        Assert.Equal("中国工商银行浙江省分行 — 朱镕䶮", answer.Body.Descendants(TestSink.Types + "name").First().Value);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16be", true)]
    [InlineData("utf-16", false)]
    [InlineData("gbk", false)]
    [InlineData("GB2312", false)]
    [InlineData("gb18030", false)]
    public async Task In_the_charset_of_the_caller(string charset, bool mark)
    {
        const string content = "专线中断，联系人：镕";
        var encoding = charset switch { "utf-16" => new UnicodeEncoding(false, mark), "utf-16be" => new UnicodeEncoding(true, mark), "utf-8" => new UTF8Encoding(mark), _ => CodePage(charset) };
        var text = $"<?xml version='1.0' encoding='{charset}'?>" + Some.Envelope(Some.Report(content: content));

        var answer = await _host.PostAsync([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)], $"text/xml; charset={charset}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(content, (string?)TestSink.Body(_host.Sink.Last).Element(TestSink.Care + "content"));
        Assert.Equal($"text/xml; charset={charset.Replace("be", "").Replace("GB2312", "gbk")}", answer.ContentType);
        Assert.Equal("T-R1", answer.Body.Element(TestSink.Care + "ticketNo")!.Value);
    }

    [Fact]
    public async Task A_GBK_caller_with_characters_outside_GBK_as_references()
    {
        var answer = await _host.PostAsync(CodePage("gbk").GetBytes(Some.Envelope(Some.Query)), "text/xml; charset=gbk");

        // 䶮 is in GB18030 but not in GBK.
        Assert.Contains("镕&#x4DAE;", answer.Text);
        Assert.Equal("中国工商银行浙江省分行 — 朱镕䶮", answer.Body.Descendants(TestSink.Types + "name").First().Value);
    }

    [Fact]
    public async Task By_the_XML_declaration_where_Content_Type_names_no_charset()
    {
        var answer = await _host.PostAsync(CodePage("gb18030").GetBytes("<?xml version=\"1.0\" encoding=\"GB18030\"?>" + Some.Envelope(Some.Query)), "text/xml");

        Assert.Equal("text/xml; charset=gb18030", answer.ContentType);
        Assert.False(answer.IsFault);
    }

    [Theory]
    [InlineData("\"urn:example:customer-care:1/QueryCustomer\"")]
    [InlineData("urn:example:customer-care:1/QueryCustomer")]
    [InlineData("\"\"")]
    [InlineData("\"urn:example:customer-care:1/ReportTrouble\"")]
    [InlineData(null)]
    public async Task By_the_body_element_whatever_SOAPAction_says(string? action)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query), SoapVersion.Soap11, action is null ? [] : [("SOAPAction", action)]);

        Assert.Equal(TestSink.Care + "QueryCustomerResponse", answer.Body.Name);
    }

    [Theory]
    [InlineData(SoapVersion.Soap11, "Client", 500)]
    [InlineData(SoapVersion.Soap12, "Sender", 400)]
    public async Task With_the_typed_fault_that_the_contract_declares(SoapVersion version, string code, int status)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.QueryNumber("C00000404"), version), version);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(TestSink.Care + "BusinessFault", answer.Detail!.Name);
        Assert.Equal("没有这个客户", answer.Detail.Element(TestSink.Types + "message")!.Value);
    }

    [Theory]
    [InlineData(SoapVersion.Soap11, "Server")]
    [InlineData(SoapVersion.Soap12, "Receiver")]
    public async Task With_a_server_fault_that_says_when_to_come_again(SoapVersion version, string code)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.QueryNumber("C00000503"), version), version);

        Assert.Equal((500, code), (answer.Status, answer.Code));
        Assert.Equal(TestSink.Care + "SystemFault", answer.Detail!.Name);
        Assert.Equal("30", answer.Headers.RetryAfter!.ToString());
    }

    [Fact]
    public async Task And_hands_the_body_element_on_with_its_circumstances()
    {
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        await _host.PostAsync(Some.Envelope(Some.Report(), header: "<h:Batch xmlns:h='urn:other'>7</h:Batch>"), SoapVersion.Soap11, ("traceparent", trace), ("Authorization", "Basic c2VjcmV0OnNlY3JldA=="));

        var request = _host.Sink.Last;
        Assert.Equal("ReportTrouble", request.Operation);
        Assert.Equal("application/xml; charset=utf-8", request.ContentType);
        Assert.Equal(trace, request.TraceParent);
        Assert.StartsWith($"{_host.Address} from 127.0.0.1:", request.Origin);
        Assert.Contains("{urn:other}Batch", request.Headers);
        Assert.DoesNotContain("c2VjcmV0", request.Headers);
        Assert.Equal(TestSink.Care + "ReportTrouble", TestSink.Body(request).Name);
    }

    [Fact]
    public async Task A_type_named_by_a_prefix_of_the_envelope_because_the_body_takes_the_prefix_along()
    {
        const string envelope = """
            <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:t="urn:example:customer-care:types:1" xmlns="urn:example:customer-care:1">
              <e:Body><QueryCustomer><phone xsi:type="t:Phone">0571-87654321</phone></QueryCustomer></e:Body>
            </e:Envelope>
            """;

        var answer = await _host.PostAsync(envelope);

        Assert.False(answer.IsFault, answer.Text);
        var phone = TestSink.Body(_host.Sink.Last).Element(TestSink.Care + "phone")!;
        Assert.Equal("urn:example:customer-care:types:1", phone.GetNamespaceOfPrefix("t")!.NamespaceName);
        Assert.DoesNotContain("soap/envelope", Encoding.UTF8.GetString(_host.Sink.Last.Body.Span));
    }

    [Fact]
    public async Task With_addressing_headers_where_the_caller_uses_them()
    {
        XNamespace wsa = "http://www.w3.org/2005/08/addressing";
        var header = $"""
            <a:MessageID xmlns:a="{wsa}" e:mustUnderstand="1">urn:uuid:11111111-2222-3333-4444-555555555555</a:MessageID>
            <a:Action xmlns:a="{wsa}">anything</a:Action><a:To xmlns:a="{wsa}">http://somewhere</a:To>
            <a:RelatesTo xmlns:a="{wsa}">urn:uuid:99999999-2222-3333-4444-555555555555</a:RelatesTo>
            <a:ReplyTo xmlns:a="{wsa}"><a:Address>{wsa}/anonymous</a:Address></a:ReplyTo>
            """;

        var answer = await _host.PostAsync(Some.Envelope(Some.Query, header: header));

        var headers = answer.Envelope.Element(answer.Soap + "Header")!;
        Assert.Equal("urn:uuid:11111111-2222-3333-4444-555555555555", headers.Element(wsa + "RelatesTo")!.Value);
        Assert.Equal("urn:example:customer-care:1:CustomerCare:QueryCustomerResponse", headers.Element(wsa + "Action")!.Value);
        Assert.StartsWith("urn:uuid:", headers.Element(wsa + "MessageID")!.Value);
        Assert.Equal("urn:uuid:11111111-2222-3333-4444-555555555555", _host.Sink.Last.TransportId);
        Assert.Equal("urn:uuid:99999999-2222-3333-4444-555555555555", _host.Sink.Last.CorrelationId);
    }

    [Fact]
    public async Task Never_to_an_address_that_the_caller_names()
    {
        const string header = "<a:ReplyTo xmlns:a='http://www.w3.org/2005/08/addressing'><a:Address>http://evil.example/</a:Address></a:ReplyTo>";

        var answer = await _host.PostAsync(Some.Envelope(Some.Query, SoapVersion.Soap12, header), SoapVersion.Soap12);

        Assert.Equal(("Sender", "OnlyAnonymousAddressSupported"), (answer.Code, answer.Subcode));
        Assert.Empty(_host.Sink.Requests);
    }

    [Fact]
    public async Task Its_contract_with_every_address_rewritten_to_the_called_one()
    {
        var wsdl = XDocument.Parse(await _host.Http.GetStringAsync(_host.Wsdl, TestContext.Current.CancellationToken));
        var addresses = wsdl.Descendants().Where(e => e.Name.LocalName == "address").Select(e => (string?)e.Attribute("location"));
        var import = (string)wsdl.Descendants().Single(e => e.Name.LocalName == "import").Attribute("schemaLocation")!;
        var types = XDocument.Parse(await _host.Http.GetStringAsync(import, TestContext.Current.CancellationToken));
        var include = (string)types.Descendants().Single(e => e.Name.LocalName == "include").Attribute("schemaLocation")!;
        var codes = await _host.Http.GetStringAsync(include, TestContext.Current.CancellationToken);

        Assert.All(addresses, a => Assert.Equal(_host.Address.ToString(), a));
        Assert.Contains("TroubleKind", codes);
    }

    [Theory]
    [InlineData("?xsd=../../../etc/passwd", 404, "The contract has no file")]
    [InlineData("", 200, "QueryCustomer")]
    [InlineData("?WSDL", 200, "definitions")]
    public async Task A_browser_with_help_and_never_with_a_file_outside_the_contract(string query, int status, string text)
    {
        using var answer = await _host.Http.GetAsync(_host.Address + query, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task With_a_server_fault_where_the_hub_itself_would_break_the_contract()
    {
        _host.Sink.Answer = (_, _) => Task.FromResult(TestSink.Ok(new XElement(TestSink.Care + "QueryCustomerResponse", new XElement(TestSink.Care + "customer", new XElement(TestSink.Types + "customerNo", "wrong")))));

        var answer = await _host.PostAsync(Some.Envelope(Some.Query));

        Assert.Equal((500, "Server"), (answer.Status, answer.Code));
        Assert.Contains("held back (/QueryCustomerResponse/customer/customerNo)", answer.Reason);
    }

    [Fact]
    public async Task With_a_server_fault_that_tells_no_secrets_when_the_hub_breaks()
    {
        _host.Sink.Answer = (_, _) => throw new InvalidOperationException("password=hunter2");

        var broken = await _host.PostAsync(Some.Envelope(Some.Query));
        _host.Sink.Answer = null;
        var next = await _host.PostAsync(Some.Envelope(Some.Query));

        Assert.Equal((500, "Server"), (broken.Status, broken.Code));
        Assert.DoesNotContain("hunter2", broken.Text);
        Assert.NotNull(broken.Headers.RetryAfter);
        Assert.False(next.IsFault);
    }

    private static Encoding CodePage(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name);
    }
}
