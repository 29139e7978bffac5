using System.Xml.Linq;
using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

/// <summary>The client side, against a small server that answers as the contract says (or not).</summary>
public sealed class Customer_service_calls : IAsyncLifetime
{
    private readonly WrittenContract _contract = WrittenContract.Load("customer-service.wsdl");
    private readonly SoapServer _hub;
    private readonly CustomerServiceCounterpart _service;
    private Func<SoapCall, SoapReply> _answer = _ => throw new InvalidOperationException("no answer set");
    private SoapCall? _last;

    public Customer_service_calls()
    {
        _hub = new SoapServer("/soap/customer-service", _contract, (call, _) => Task.FromResult(_answer(_last = call)), 0);
        _service = new CustomerServiceCounterpart(new CustomerServiceOptions(_hub.Address, "kefu", "secret", Timeout: TimeSpan.FromSeconds(20)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _hub.SwitchAsync(up: true);

    public async ValueTask DisposeAsync()
    {
        _service.Dispose();
        await _hub.DisposeAsync();
    }

    [Theory]
    [InlineData(false, SignOn.PasswordText, "utf-8")]
    [InlineData(true, SignOn.PasswordDigest, "utf-8")]
    [InlineData(false, SignOn.HttpBasic, "gb18030")]
    [InlineData(true, SignOn.None, "utf-16")]
    public async Task read_the_customer_behind_a_number(bool soap12, SignOn signOn, string charset)
    {
        _answer = _ => new SoapReply.Answer(Sample("query-answer.xml"));
        var answer = await _service.QueryAsync("0571-87000001", new SoapCallOptions(soap12, signOn, charset), Token);
        Assert.Null(answer.Trouble);
        Assert.Equal(("C05710000001", "工商银行杭州分行", "DIAMOND", "M057101"), (answer.CustomerNo, answer.Name, answer.Level, answer.ManagerNo));
        Assert.Equal(("0571202610001000001", 123_450L), (answer.LatestBillNo, answer.LatestBillDueFen));
        Assert.Equal(["0571-ZX-000003", "PO20261122000001", "TT20261122000001"], [.. answer.ServiceNumbers, .. answer.OpenOrders, .. answer.OpenTickets]);
        Assert.Equal(signOn is SignOn.PasswordText or SignOn.PasswordDigest ? "kefu" : null, _last?.UserName);
        Assert.Equal((1L, 1L), (_service.Books.Summary("CS-1").Sent, _service.Books.Summary("CS-1").Accepted));
    }

    [Fact]
    public async Task ask_for_a_circuit_by_its_number()
    {
        _answer = _ => new SoapReply.Answer(Sample("query-answer.xml"));
        await _service.QueryAsync("0571-ZX-000003", cancellationToken: Token);
        Assert.Equal("circuitNo", _last?.Body.Elements().Single().Name.LocalName);
    }

    [Fact]
    public async Task take_a_declared_fault_for_an_answer()
    {
        _answer = _ => new SoapReply.Fault(Client: true, "未找到客户", Sample("business-fault.xml"));
        var answer = await _service.QueryAsync("0571-00000000", new SoapCallOptions(Soap12: true), Token);
        Assert.Equal((false, "C001", null), (answer.Found, answer.FaultCode, answer.Trouble));
        Assert.Equal(1, _service.Books.Summary("CS-1").Rejected);
    }

    [Fact]
    public async Task book_an_answer_that_is_not_the_contracts_as_wrong()
    {
        _answer = _ => new SoapReply.Answer(new XElement(_contract.Namespace + "QueryCustomerResponse", new XElement(_contract.Namespace + "client", "x")));
        var answer = await _service.QueryAsync("0571-87000001", cancellationToken: Token);
        Assert.Contains("client", answer.Trouble, StringComparison.Ordinal);
        Assert.Equal(1, _service.Books.Summary("CS-1").Wrong);
    }

    [Fact]
    public async Task report_trouble_and_expect_the_same_ticket_for_a_repeat()
    {
        var ticket = 0;
        _answer = call => new SoapReply.Answer(new XElement(_contract.Namespace + "ReportTroubleResponse",
            call.Body.Element(_contract.Namespace + "requestId"),
            new XElement(_contract.Namespace + "ticketNo", $"TT{++ticket}"), new XElement(_contract.Namespace + "acceptedAt", "2026-11-22T10:00:00+08:00")));
        var report = new TroubleReport("KF1", "0571-87000001", "FAULT", "1", "电话无声", "欧阳静", "139 1234 5678");
        Assert.Equal("TT1", (await _service.ReportAsync(report, cancellationToken: Token)).TicketNo);
        var first = _last!.Body.ToString();
        Assert.Equal("TT2", (await _service.ReportAsync(report, cancellationToken: Token)).TicketNo);
        Assert.Equal(first, _last!.Body.ToString());
        var summary = _service.Books.Summary("CS-2");
        Assert.Equal((1L, 1L, 1L, 1L), (summary.Sent, summary.Repeated, summary.Accepted, summary.Wrong));
        Assert.Equal("TT1", _service.Tickets["KF1"]);
    }

    [Fact]
    public async Task say_what_went_wrong_when_the_hub_is_down()
    {
        await _hub.SwitchAsync(up: false);
        var answer = await _service.QueryAsync("0571-87000001", cancellationToken: Token);
        Assert.NotNull(answer.Trouble);
        Assert.Equal(1, _service.Books.Summary("CS-1").Failed);
    }

    private static XElement Sample(string name) => XElement.Load(Samples.Path("customer-service", name));
}
