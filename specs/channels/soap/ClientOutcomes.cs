using System.Text;
using Integration.Hub;
using Integration.Hub.Channels.Soap;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Soap;

public sealed class The_client_says_what_is_known_of_the_outcome
{
    private const string Response = """<c:QueryCustomerResponse xmlns:c="urn:example:customer-care:1" xmlns:t="urn:example:customer-care:types:1"><c:customer><t:customerNo>C12345678</t:customerNo><t:name>张三</t:name><t:level>gold</t:level></c:customer></c:QueryCustomerResponse>""";

    [Fact]
    public async Task Down_where_nobody_listens()
    {
        await using var channel = Channel(new Uri($"http://127.0.0.1:{Processes.FreePort()}/soap"));

        AssertFailed(await channel.SendForFailureAsync(Outbound.Message(Some.Query)), FailureKind.EndpointDown, "soap.connect");
        var probed = await Assert.ThrowsAsync<ChannelException>(() => channel.ProbeAsync(TestContext.Current.CancellationToken));
        AssertFailed(probed, FailureKind.EndpointDown, "soap.connect");
    }

    [Fact]
    public async Task Down_where_the_name_is_not_known()
    {
        await using var channel = Channel(new Uri("http://no-such-host.invalid/soap"));

        AssertFailed(await channel.SendForFailureAsync(Outbound.Message(Some.Query)), FailureKind.EndpointDown, "soap.dns");
    }

    [Fact]
    public async Task Down_where_the_other_side_speaks_no_TLS()
    {
        await using var server = RawServer.HangingUp();
        await using var channel = Channel(new UriBuilder(server.Address) { Scheme = "https" }.Uri, o => o with { ConnectTimeout = TimeSpan.FromMilliseconds(300) });

        var failed = await channel.SendForFailureAsync(Outbound.Message(Some.Query));

        Assert.Equal(FailureKind.EndpointDown, failed.Failure.Kind);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n\r\n<e:Envelope")]
    public async Task Unknown_where_the_connection_breaks_after_the_request(string sent)
    {
        await using var server = RawServer.HangingUp(sent);
        await using var channel = Channel(server.Address);

        AssertFailed(await channel.SendForFailureAsync(Outbound.Message(Some.Query)), FailureKind.UnknownOutcome, "soap.broken");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Unknown_where_no_answer_comes_in_time()
    {
        var time = Some.Clock();
        await using var server = RawServer.Hanging();
        await using var channel = Channel(server.Address, o => o with { Time = time, Timeout = TimeSpan.FromSeconds(20) });

        var sending = channel.SendForFailureAsync(Outbound.Message(Some.Query));
        await server.Received;
        time.Advance(TimeSpan.FromSeconds(21));

        AssertFailed(await sending, FailureKind.UnknownOutcome, "soap.timeout");
    }

    [Fact]
    public async Task Unknown_where_the_deadline_comes_before_the_timeout()
    {
        var time = Some.Clock();
        await using var server = RawServer.Hanging();
        await using var channel = Channel(server.Address, o => o with { Time = time, Timeout = TimeSpan.FromHours(1) });

        var sending = channel.SendForFailureAsync(Outbound.Message(Some.Query, deadline: time.GetUtcNow().AddSeconds(3)));
        await server.Received;
        time.Advance(TimeSpan.FromSeconds(4));

        AssertFailed(await sending, FailureKind.UnknownOutcome, "soap.timeout");
    }

    [Fact]
    public async Task Unknown_where_the_hub_stops_after_the_request_and_nothing_where_it_stops_before()
    {
        await using var server = RawServer.Hanging();
        await using var channel = Channel(server.Address);
        using var stop = new CancellationTokenSource();

        var sending = Assert.ThrowsAsync<ChannelException>(() => channel.SendAsync(Outbound.Message(Some.Query), stop.Token));
        await server.Received;
        await stop.CancelAsync();

        AssertFailed(await sending, FailureKind.UnknownOutcome, "soap.broken");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.SendAsync(Outbound.Message(Some.Query), stop.Token));
    }

    [Fact]
    public async Task Passing_where_the_deadline_is_over_before_anything_is_sent()
    {
        var time = Some.Clock();
        await using var server = RawServer.Hanging();
        await using var channel = Channel(server.Address, o => o with { Time = time });

        AssertFailed(await channel.SendForFailureAsync(Outbound.Message(Some.Query, deadline: time.GetUtcNow())), FailureKind.Transient, "soap.deadline");
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(400, FailureKind.Data)]
    [InlineData(401, FailureKind.EndpointDown)]
    [InlineData(403, FailureKind.EndpointDown)]
    [InlineData(404, FailureKind.EndpointDown)]
    [InlineData(408, FailureKind.Transient)]
    [InlineData(413, FailureKind.Data)]
    [InlineData(429, FailureKind.Transient)]
    [InlineData(500, FailureKind.Transient)]
    [InlineData(502, FailureKind.UnknownOutcome)]
    [InlineData(503, FailureKind.EndpointDown)]
    [InlineData(504, FailureKind.UnknownOutcome)]
    [InlineData(302, FailureKind.EndpointDown)]
    public async Task By_the_HTTP_status_where_there_is_no_fault(int status, FailureKind kind)
    {
        foreach (var type in new[] { "text/html", "text/xml" })
        {
            await using var server = RawServer.Answering(status, type, "<html>忙</html>", "Location: http://elsewhere/\r\n");
            await using var channel = Channel(server.Address);

            AssertFailed(await channel.SendForFailureAsync(Outbound.Message(Some.Query)), kind, $"soap.http.{status}");
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [InlineData("text/html", "<html>Welcome</html>")]
    [InlineData("text/xml", "")]
    [InlineData("text/xml", "<e:Envelope")]
    [InlineData("text/xml", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e 'x'>]><x>&e;</x>")]
    [InlineData("text/xml; charset=big5", "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body/></e:Envelope>")]
    public async Task Unknown_where_a_good_status_brings_no_readable_answer(string contentType, string body)
    {
        await using var server = RawServer.Answering(200, contentType, body);
        await using var channel = Channel(server.Address);

        var failed = await channel.SendForFailureAsync(Outbound.Message(Some.Query));

        AssertFailed(failed, FailureKind.UnknownOutcome, "soap.answer-malformed");
        Assert.Equal(body, Encoding.UTF8.GetString(failed.Answer!.Bytes.Span));
    }

    [Fact]
    public async Task Unknown_where_the_answer_is_too_large()
    {
        await using var server = RawServer.Answering(200, "text/xml", new string(' ', 5000));
        await using var channel = Channel(server.Address, o => o with { Limits = new SoapLimits { MaxBytes = 4000 } });

        AssertFailed(await channel.SendForFailureAsync(Outbound.Message(Some.Query)), FailureKind.UnknownOutcome, "soap.answer-too-large");
    }

    [Theory]
    [InlineData("<x/>", "/Envelope/Body")]
    [InlineData("", "/Envelope/Body")]
    [InlineData("<c:QueryCustomerResponse xmlns:c='urn:example:customer-care:1'><c:customer/></c:QueryCustomerResponse>", "/QueryCustomerResponse/customer (line 1, column ")]
    public async Task A_matter_of_data_where_the_answer_breaks_the_contract(string body, string place)
    {
        await using var server = RawServer.Answering(200, "text/xml; charset=utf-8", Some.Envelope(body));
        await using var channel = Channel(server.Address);

        var failed = await channel.SendForFailureAsync(Outbound.Message(Some.Query));

        AssertFailed(failed, FailureKind.Data, "soap.answer-invalid");
        Assert.StartsWith(place, failed.Failure.Location);
        Assert.NotNull(failed.Answer);
    }

    [Theory]
    [InlineData("<faultcode>e:Server</faultcode><faultstring>忙</faultstring>", FailureKind.Transient, "soap.fault.Server", null)]
    [InlineData("<faultcode>e:Client</faultcode><faultstring>no</faultstring>", FailureKind.Data, "soap.fault.Client", null)]
    [InlineData("<faultcode>e:Client.Parse</faultcode><faultstring>no</faultstring>", FailureKind.Data, "soap.fault.Client.Parse", null)]
    [InlineData("<faultcode>e:Server.Busy</faultcode><faultstring/>", FailureKind.Transient, "soap.fault.Server.Busy", null)]
    [InlineData("<faultcode>1001</faultcode><faultstring>?</faultstring>", FailureKind.Transient, "soap.fault.1001", null)]
    [InlineData("<faultcode>e:MustUnderstand</faultcode><faultstring>?</faultstring>", FailureKind.Data, "soap.fault.MustUnderstand", null)]
    [InlineData("<faultcode>wsse:FailedAuthentication</faultcode><faultstring>?</faultstring>", FailureKind.EndpointDown, "soap.fault.FailedAuthentication", null)]
    [InlineData("<faultcode>e:Server</faultcode><faultstring>欠费</faultstring><detail>\n <BusinessFault xmlns='urn:example:customer-care:1'/></detail>", FailureKind.Business, "soap.fault.BusinessFault", "BusinessFault")]
    [InlineData("<faultcode>e:Client</faultcode><faultstring>忙</faultstring><detail><SystemFault xmlns='urn:example:customer-care:1'/></detail>", FailureKind.Transient, "soap.fault.SystemFault", "SystemFault")]
    [InlineData("<faultcode>e:Client</faultcode><faultstring>?</faultstring><detail><BusinessFault xmlns='urn:other'/></detail>", FailureKind.Data, "soap.fault.Client", null)]
    [InlineData("", FailureKind.Transient, "soap.fault.Server", null)]
    public async Task By_the_fault_whatever_the_status(string fault, FailureKind kind, string code, string? name)
    {
        foreach (var status in new[] { 500, 200, 400 })
        {
            await using var server = RawServer.Faulting(fault, status);
            await using var channel = Channel(server.Address);

            var failed = await channel.SendForFailureAsync(Outbound.Message(Some.Query));

            AssertFailed(failed, kind, code);
            Assert.Equal(name, failed.FaultName);
        }
    }

    [Fact]
    public async Task By_the_names_that_the_adapter_calls_a_business_no()
    {
        await using var server = RawServer.Faulting("<faultcode>e:Server</faultcode><faultstring>忙</faultstring><detail><SystemFault xmlns='urn:example:customer-care:1'/></detail>");
        await using var channel = Channel(server.Address, o => o with { BusinessFaults = new HashSet<string> { "SystemFault" } });

        AssertFailed(await channel.SendForFailureAsync(Outbound.Message(Some.Query)), FailureKind.Business, "soap.fault.SystemFault");
    }

    [Theory]
    [InlineData("<c:QueryCustomer xmlns:c='urn:example:customer-care:1'><c:phone>abc</c:phone></c:QueryCustomer>", "/QueryCustomer/phone (line 1, column ")]
    [InlineData("<c:QueryCustomer xmlns:c='urn:example:customer-care:1'>", "/ (line 1")]
    [InlineData("<Other/>", "/Other (line 1")]
    [InlineData("", "/ (line ")]
    public async Task A_matter_of_data_where_the_request_breaks_the_contract_and_is_not_sent(string body, string place)
    {
        await using var server = RawServer.Hanging();
        await using var channel = Channel(server.Address);

        var failed = await channel.SendForFailureAsync(Outbound.Message(body));

        AssertFailed(failed, FailureKind.Data, "soap.request-invalid");
        Assert.StartsWith(place, failed.Failure.Location);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_error_of_the_adapter_where_the_operation_is_unknown()
    {
        await using var channel = Channel(new Uri("http://127.0.0.1:1/"));

        var failed = await channel.SendForFailureAsync(Outbound.Message(Some.Query, "Query"));

        AssertFailed(failed, FailureKind.Internal, "soap.unknown-operation");
        Assert.Contains("It has: QueryCustomer, ReportTrouble", failed.Failure.Message);
    }

    [Fact]
    public async Task And_repeats_under_the_same_id_with_a_new_nonce_and_keeps_no_password()
    {
        await using var server = RawServer.Answering(200, "text/xml; charset=utf-8", Some.Envelope(Response));
        await using var channel = Channel(server.Address, o => o with { Credential = new SoapClientCredential.TokenDigest("hub", "hunter2") });
        var message = Outbound.Message(Some.Query);

        var first = await channel.SendAsync(message, TestContext.Current.CancellationToken);
        await channel.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.All(server.Requests, r => Assert.Contains($"urn:uuid:{message.Id}", r));
        Assert.Equal(2, server.Requests.Select(r => r[r.IndexOf("<wsse:Nonce", StringComparison.Ordinal)..r.IndexOf("</wsse:Nonce", StringComparison.Ordinal)]).Distinct().Count());
        var sent = Encoding.UTF8.GetString(first.Sent!.Bytes.Span);
        Assert.Contains(">***</wsse:Password>", sent);
        Assert.Contains($"urn:uuid:{message.Id}", sent);
        Assert.Equal($"{server.Address} (HTTP 200)", first.Answer!.Origin);
    }

    [Theory]
    [InlineData(SoapVersion.Soap11)]
    [InlineData(SoapVersion.Soap12)]
    public async Task Done_with_our_own_server_by_token_addressing_and_every_charset(SoapVersion version)
    {
        var credentials = new ConfiguredCredentials([new ConfiguredCaller("peer", "hub", "密码")], TimeProvider.System);
        await using var host = await SoapHost.StartAsync(new SoapServerOptions { Credentials = credentials });
        foreach (var charset in new[] { SoapCharset.Utf8, SoapCharset.Utf16, SoapCharset.Gbk, SoapCharset.Gb18030 })
        {
            foreach (var credential in new SoapClientCredential[] { new SoapClientCredential.TokenDigest("hub", "密码"), new SoapClientCredential.TokenText("hub", "密码"), new SoapClientCredential.Basic("hub", "密码") })
            {
                await using var channel = Channel(host.Address, o => o with { Version = version, Charset = charset, Credential = credential });
                var message = Outbound.Message(Some.Report(content: "镕䶮𠮷"), "ReportTrouble");

                var answer = await channel.SendForAnswerAsync(message);

                Assert.Equal("T-R1", answer.Element(TestSink.Care + "ticketNo")!.Value);
                Assert.Equal(("peer", $"urn:uuid:{message.Id}"), (host.Sink.Last.Caller, host.Sink.Last.TransportId));
                Assert.Equal("镕䶮𠮷", (string?)TestSink.Body(host.Sink.Last).Element(TestSink.Care + "content"));
            }
        }
    }

    [Fact]
    public async Task Done_many_at_once_over_one_channel()
    {
        await using var host = await SoapHost.StartAsync();
        await using var channel = Channel(host.Address);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => channel.SendForAnswerAsync(Outbound.Message(Some.Report(id: $"N{i}"), "ReportTrouble"))));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"T-N{i}"), answers.Select(a => a.Element(TestSink.Care + "ticketNo")!.Value));
    }

    private static SoapClientChannel Channel(Uri address, Func<SoapClientOptions, SoapClientOptions>? with = null)
    {
        var options = new SoapClientOptions(address, SoapHost.Contract);
        return new SoapClientChannel(with?.Invoke(options) ?? options);
    }

    private static void AssertFailed(ChannelException failed, FailureKind kind, string code) =>
        Assert.Equal((kind, code), (failed.Failure.Kind, failed.Failure.Code));
}
