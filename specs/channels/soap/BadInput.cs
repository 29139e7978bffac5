using System.Net.Sockets;
using System.Text;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

/// <summary>Each bad message gets a clear fault in its own version, the sink never sees it, and the next good one is answered.</summary>
public sealed class Bad_input_gets_a_clear_fault : IAsyncLifetime
{
    private const string Xxe = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>";
    private const string Laughs = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>";

    private SoapHost _host = null!;

    public static TheoryData<string, string, string> Messages => new()
    {
        { "nothing inside", "", "The request has no body" },
        { "not XML", "hello", "Not well-formed XML" },
        { "cut off", Some.Envelope(Some.Query)[..^20], "Not well-formed XML" },
        { "tags crossed", Some.Envelope(Some.Query.Replace("</c:phone></c:QueryCustomer>", "</c:QueryCustomer></c:phone>")), "Not well-formed XML" },
        { "no envelope", Some.Query, "a SOAP Envelope is expected" },
        { "an unknown envelope version", Some.Envelope(Some.Query).Replace(Some.Soap11, "urn:soap:3"), "supported are" },
        { "an external entity", Xxe + Some.Envelope(Some.Report(content: "&e;")), "(DTD) is not allowed" },
        { "a billion laughs", Laughs + Some.Envelope(Some.Report(content: "&c;")), "(DTD) is not allowed" },
        { "an undeclared entity", Some.Envelope(Some.Report(content: "&nbsp;")), "Not well-formed XML" },
        { "a processing instruction", Some.Envelope("<?php echo 1 ?>" + Some.Query), "must not contain a processing instruction" },
        { "a control character", Some.Envelope(Some.Report(content: "a&#1;b")), "Not well-formed XML" },
        { "an empty body", Some.Envelope(""), "Body is empty. Expected one of: urn:example:customer-care:1:QueryCustomer (QueryCustomer)" },
        { "an empty body tag", Some.Envelope("").Replace("<e:Body></e:Body>", "<e:Body/>"), "Body is empty" },
        { "text in the body", Some.Envelope("hello"), "Text ('hello') stands where only elements are expected" },
        { "two body elements", Some.Envelope(Some.Query + Some.Query), "Body has a second element 'c:QueryCustomer'" },
        { "two bodies", Some.Envelope(Some.Query).Replace("</e:Body>", "</e:Body><e:Body/>"), "'e:Body' stands after the Body" },
        { "no body", $"<e:Envelope xmlns:e='{Some.Soap11}'><e:Header/></e:Envelope>", "There is no Body after the Header" },
        { "an empty envelope", $"<e:Envelope xmlns:e='{Some.Soap11}'/>", "The envelope is empty" },
        { "an unknown operation", Some.Envelope("<c:DropTables xmlns:c='urn:example:customer-care:1'/>"), "Unknown operation: the body element is urn:example:customer-care:1:DropTables. Expected one of:" },
        { "a wrong namespace", Some.Envelope(Some.Query.Replace("customer-care:1", "customer-care:2")), "Unknown operation" },
        { "a missing field", Some.Envelope(Some.Report().Replace("<c:kind>fault</c:kind>", "")), "/ReportTrouble/content (line 1, column " },
        { "a field too many", Some.Envelope(Some.Query.Replace("</c:phone>", "</c:phone><c:price>1</c:price>")), "/QueryCustomer/price (line 1, column " },
        { "an unknown code", Some.Envelope(Some.Report(kind: "whatever")), "/ReportTrouble/kind (line 1, column " },
        { "a date that does not exist", Some.Envelope(Some.Report(at: "2026-02-30T08:00:00Z")), "/ReportTrouble/reportedAt" },
        { "a wrong type", Some.Envelope(Some.Query.Replace("</c:phone>", "</c:phone><c:withProducts>maybe</c:withProducts>")), "/QueryCustomer/withProducts" },
        { "a field wrong in the second of its kind", Some.Envelope(Some.Report().Replace("<t:phone>13800000000</t:phone>", "<t:fax/>")), "/ReportTrouble/contact[2]/fax" },
        { "a header that must be understood and is not", Some.Envelope(Some.Query, header: "<t:Tx xmlns:t='urn:tx' e:mustUnderstand='1'/>"), "Header blocks not understood: urn:tx:Tx" },
        { "too many headers", Some.Envelope(Some.Query, header: string.Concat(Enumerable.Repeat("<h:h xmlns:h='urn:h'/>", 33))), "more than 32 header blocks" },
        { "elements too deep", Some.Envelope("<c:QueryCustomer xmlns:c='urn:example:customer-care:1'>" + string.Concat(Enumerable.Repeat("<c:phone>", 20_000))), "nested deeper than 64" },
        { "a header too deep", Some.Envelope(Some.Query, header: string.Concat(Enumerable.Repeat("<h xmlns='urn:h'>", 5_000))), "nested deeper than 64" },
        { "too many attributes", Some.Envelope("<c:QueryCustomer xmlns:c='urn:example:customer-care:1' " + string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"a{i}=''")) + "/>"), "attributes; at most 64 are allowed" },
    };

    public async ValueTask InitializeAsync() => _host = await SoapHost.StartAsync(new SoapServerOptions { Limits = new SoapLimits { MaxBytes = 300_000 } });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task In_SOAP_11(string what, string message, string reason) =>
        await AssertRefusedAsync(what, message, SoapVersion.Soap11, reason, what.Contains("understood", StringComparison.Ordinal) ? "MustUnderstand" : what.Contains("version", StringComparison.Ordinal) ? "VersionMismatch" : "Client");

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task In_SOAP_12(string what, string message, string reason) =>
        await AssertRefusedAsync(what, message.Replace(Some.Soap11, Some.Soap12), SoapVersion.Soap12, reason, what.Contains("understood", StringComparison.Ordinal) ? "MustUnderstand" : what.Contains("version", StringComparison.Ordinal) ? "VersionMismatch" : "Sender");

    [Fact]
    public async Task Naming_the_headers_not_understood_in_SOAP_12()
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query, SoapVersion.Soap12, "<t:Tx xmlns:t='urn:tx' e:mustUnderstand='true'/>"), SoapVersion.Soap12);

        var block = answer.Envelope.Element(answer.Soap + "Header")!.Element(answer.Soap + "NotUnderstood")!;
        var qname = ((string)block.Attribute("qname")!).Split(':');
        Assert.Equal(("urn:tx", "Tx"), (block.GetNamespaceOfPrefix(qname[0])!.NamespaceName, qname[1]));
    }

    [Fact]
    public async Task But_a_header_for_another_actor_is_none_of_our_business()
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query, header: "<t:Tx xmlns:t='urn:tx' e:mustUnderstand='1' e:actor='urn:other'/>"));

        Assert.False(answer.IsFault);
    }

    [Fact]
    public async Task Telling_every_schema_error_at_once()
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Report(kind: "whatever", at: "yesterday")));

        Assert.Contains("/ReportTrouble/kind", answer.Reason);
        Assert.Contains("/ReportTrouble/reportedAt", answer.Reason);
    }

    [Fact]
    public async Task That_does_not_echo_megabytes()
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Report(kind: new string('x', 250_000))));

        Assert.Contains("/ReportTrouble/kind", answer.Reason);
        Assert.InRange(answer.Bytes.Length, 100, 3000);
    }

    [Theory]
    [InlineData("utf-8", "gbk", null, "not valid utf-8", "Invalid character in the given encoding")]
    [InlineData("gbk", "utf-8", "gbk", "charset", "XML declaration says utf-8")]
    [InlineData("utf-16", "utf-8", null, "not UTF-16", "not UTF-16")]
    [InlineData("utf-8", "utf-16", null, "byte pattern says utf-16", "byte pattern says utf-16")]
    [InlineData("big5", "utf-8", null, "supported are utf-8, utf-16, gbk and gb18030", "supported are")]
    [InlineData("gbk", "latin1", null, "The bytes are not valid gbk", "The bytes are not valid gbk")]
    public async Task Where_the_charset_label_is_wrong(string label, string actual, string? declared, string reason, string orReason)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = actual switch { "utf-8" => new UTF8Encoding(false), "utf-16" => new UnicodeEncoding(false, false), _ => Encoding.GetEncoding(actual) };
        var text = (declared is null ? "" : "<?xml version=\"1.0\" encoding=\"utf-8\"?>") + Some.Envelope(Some.Report(content: actual == "latin1" ? "Zürich é" : "专线中断请尽快修复"));

        var answer = await _host.PostAsync(encoding.GetBytes(text), $"text/xml; charset={label}");

        Assert.True(answer.IsFault, answer.Text);
        Assert.True(answer.Reason.Contains(reason, StringComparison.Ordinal) || answer.Reason.Contains(orReason, StringComparison.Ordinal), answer.Reason);
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Where_a_byte_order_mark_contradicts_the_label()
    {
        var answer = await _host.PostAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Some.Envelope(Some.Query))], "text/xml; charset=gb18030");

        Assert.Equal("Charset not clear. The byte order mark says utf-8, the Content-Type says gb18030; send one charset and name it the same in both.", answer.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_it_is_too_large_with_a_length_or_without(bool withLength)
    {
        var large = Encoding.UTF8.GetBytes(Some.Envelope(Some.Report(content: new string('a', 400_000))));
        using var request = new HttpRequestMessage(HttpMethod.Post, _host.Address) { Content = new ByteArrayContent(large) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/soap+xml; charset=utf-8");
        request.Headers.TransferEncodingChunked = !withLength;

        using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(413, (int)response.StatusCode);
        Assert.Contains("larger than 300000 bytes", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await AssertGoesOnAsync();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/related; type=\"application/xop+xml\"")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task Where_the_content_type_is_not_SOAP(string? contentType)
    {
        var answer = await _host.PostAsync(Encoding.UTF8.GetBytes(Some.Envelope(Some.Query)), contentType);

        Assert.Equal(415, answer.Status);
        Assert.Contains("send text/xml (SOAP 1.1) or application/soap+xml (SOAP 1.2)", answer.Reason);
    }

    [Fact]
    public async Task Where_it_is_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _host.Address) { Content = new ByteArrayContent([0x1f, 0x8b]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/xml");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");

        using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(415, (int)response.StatusCode);
    }

    [Fact]
    public async Task Where_the_method_is_neither_GET_nor_POST()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, _host.Address);

        using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(405, (int)response.StatusCode);
    }

    [Fact]
    public async Task Where_it_stops_in_the_middle()
    {
        var time = Some.Clock();
        await using var host = await SoapHost.StartAsync(new SoapServerOptions { Time = time, BodyTimeout = TimeSpan.FromSeconds(10) });
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {host.Address.AbsolutePath} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n<e:Envelope"), TestContext.Current.CancellationToken);
        await time.SomebodyWaitsAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(11));

        using var reader = new StreamReader(tcp.GetStream());
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 408", answer);
        Assert.Contains("did not arrive whole within 10 s", answer);
    }

    [Fact]
    public async Task Where_the_hub_takes_too_long()
    {
        var time = Some.Clock();
        await using var host = await SoapHost.StartAsync(new SoapServerOptions { Time = time, AnswerTimeout = TimeSpan.FromSeconds(20) });
        var asked = new TaskCompletionSource();
        host.Sink.Answer = async (_, cancelled) =>
        {
            asked.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancelled);
            throw new InvalidOperationException("never reached");
        };

        var answering = host.PostAsync(Some.Envelope(Some.Query));
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(21));
        var answer = await answering;

        Assert.Equal((500, "Server"), (answer.Status, answer.Code));
        Assert.StartsWith("No answer within 20 s", answer.Reason);
    }

    [Fact]
    public async Task Where_there_are_too_many_at_once()
    {
        await using var host = await SoapHost.StartAsync(new SoapServerOptions { MaxConcurrent = 1 });
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        host.Sink.Answer = async (_, _) =>
        {
            asked.SetResult();
            await go.Task;
            host.Sink.Answer = null;
            return await host.Sink.AnswerAsync(host.Sink.Last, CancellationToken.None);
        };

        var first = host.PostAsync(Some.Envelope(Some.Query));
        await asked.Task;
        var second = await host.PostAsync(Some.Envelope(Some.Query));
        go.SetResult();

        Assert.Equal((503, "Server"), (second.Status, second.Code));
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.False((await first).IsFault);
    }

    private async Task AssertRefusedAsync(string what, string message, SoapVersion version, string reason, string code)
    {
        var answer = await _host.PostAsync(message, version);

        Assert.True(answer.IsFault, $"{what}: {answer.Text}");
        Assert.Contains(reason, answer.Reason);
        Assert.Equal(code, answer.Code);
        Assert.Equal(Some.Namespace(version), answer.Soap.NamespaceName);
        Assert.Empty(_host.Sink.Requests);
        await AssertGoesOnAsync();
    }

    private async Task AssertGoesOnAsync() => Assert.False((await _host.PostAsync(Some.Envelope(Some.Query))).IsFault);
}
