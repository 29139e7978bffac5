using System.Xml.Linq;
using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

public sealed class Billing_accounts : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private readonly WrittenContract _contract = WrittenContract.Load("billing.wsdl");
    private BillingCounterpart _billing = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _billing = new BillingCounterpart(new BillingOptions(new LocalDropFolder(_folder["drop"]), _folder["billing"]), new World());
        await _billing.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _billing.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false, "utf-8")]
    [InlineData(true, "utf-8")]
    [InlineData(false, "gb18030")]
    [InlineData(true, "utf-16")]
    public async Task are_opened_over_both_SOAP_versions_and_in_Chinese_character_sets(bool soap12, string charset)
    {
        var outcome = await CallAsync(Open("r1", "A800000001"), new SoapCallOptions(soap12, Charset: charset));
        Assert.Null(outcome.Trouble);
        Assert.Equal("A800000001", outcome.Answer?.Element(_contract.Namespace + "accountNo")?.Value);
    }

    [Fact]
    public async Task are_opened_once_however_often_it_is_asked()
    {
        var first = await CallAsync(Open("r1", "A800000001"));
        var again = await CallAsync(Open("r1", "A800000001"));
        Assert.Equal(first.Answer?.ToString(), again.Answer?.ToString());
        var summary = _billing.Books.Summary("BIL-4");
        Assert.Equal((1L, 1L, 1L), (summary.Received, summary.Duplicates, summary.Accepted));
    }

    [Fact]
    public async Task remember_what_was_done_after_a_restart()
    {
        var first = await CallAsync(Open("r1", "A800000001"));
        await _billing.DisposeAsync();
        await InitializeAsync();
        var again = await CallAsync(Open("r1", "A800000001"));
        Assert.Equal(first.Answer?.ToString(), again.Answer?.ToString());
        Assert.Equal((1L, 1L), (_billing.Books.Summary("BIL-4").Received, _billing.Books.Summary("BIL-4").Duplicates));
    }

    [Fact]
    public async Task of_unknown_customers_are_refused_with_the_contracts_fault()
    {
        var outcome = await CallAsync(Open("r1", "A800000001", customerNo: "C0571999"), new SoapCallOptions(Soap12: true));
        Assert.Null(outcome.Trouble);
        Assert.Equal(("BusinessFault", "B001"), (outcome.Fault?.Name.LocalName, outcome.Fault?.Element(_contract.Namespace + "code")?.Value));
        Assert.Equal(1, _billing.Books.Summary("BIL-4").Rejected);
    }

    [Fact]
    public async Task are_changed_closed_and_put_together()
    {
        var ns = _contract.Namespace;
        await CallAsync(Open("r1", "A800000001"));
        var change = await CallAsync(Request("ChangeAccount", ("requestId", "r2"), ("accountNo", "A800000001"), ("accountName", "工行杭州"), ("effectiveDate", "2026-12-01")));
        var shares = await CallAsync(new XElement(ns + "SetOnePointShares", new XElement(ns + "requestId", "r3"), new XElement(ns + "payingAccountNo", "A800000001"),
            new XElement(ns + "groupNo", "G1"), Share("A000000001", 10_000), Share("A000000002", 4_000), new XElement(ns + "effectiveDate", "2026-12-01")));
        var uneven = await CallAsync(new XElement(ns + "SetOnePointShares", new XElement(ns + "requestId", "r4"), new XElement(ns + "payingAccountNo", "A800000001"),
            new XElement(ns + "groupNo", "G1"), Share("A000000001", 6_000), Share("A000000001", 4_001), new XElement(ns + "effectiveDate", "2026-12-01")));
        var close = await CallAsync(Request("CloseAccount", ("requestId", "r5"), ("accountNo", "A800000001"), ("endDate", "2026-12-31")));
        var late = await CallAsync(Request("ChangeAccount", ("requestId", "r6"), ("accountNo", "A800000001"), ("effectiveDate", "2027-01-01")));
        Assert.All(new[] { change, shares, close }, o => Assert.Equal((null, null), (o.Trouble, o.FaultText)));
        Assert.Equal(("B005", "B003"), (uneven.Fault?.Element(ns + "code")?.Value, late.Fault?.Element(ns + "code")?.Value));
    }

    [Fact]
    public async Task are_opened_and_never_answered_in_an_ambiguous_mood_and_then_can_be_asked_for()
    {
        _billing.Moods.Set("BIL-4", MoodKind.AmbiguousTimeout, times: 1);
        var silent = await CallAsync(Open("r1", "A800000001"), timeout: TimeSpan.FromSeconds(3));
        Assert.NotNull(silent.Trouble);
        await _billing.Books.WaitAsync(b => b.Summary("BIL-4").Accepted == 1, TestContext.Current.CancellationToken);
        var state = await CallAsync(Request("GetRequestState", ("requestId", "r1")));
        Assert.Equal("DONE", state.Answer?.Element(_contract.Namespace + "state")?.Value);
        var unknown = await CallAsync(Request("GetRequestState", ("requestId", "r9")));
        Assert.Equal("UNKNOWN", unknown.Answer?.Element(_contract.Namespace + "state")?.Value);
    }

    [Fact]
    public async Task are_not_reachable_while_billing_is_down_and_are_again_at_the_same_address()
    {
        var address = _billing.SoapAddress;
        _billing.Moods.Set("BIL-4", MoodKind.Down);
        await _billing.SwitchAsync();
        Assert.Contains("refused", (await CallAsync(Open("r1", "A800000001"))).Trouble, StringComparison.OrdinalIgnoreCase);
        _billing.Moods.Clear("BIL-4");
        await _billing.SwitchAsync();
        Assert.Equal(address, _billing.SoapAddress);
        Assert.Null((await CallAsync(Open("r1", "A800000001"))).Trouble);
    }

    [Fact]
    public async Task misbehave_as_told()
    {
        _billing.Moods.Set("BIL-4", MoodKind.SystemFault, times: 1);
        Assert.Equal("SystemFault", (await CallAsync(Open("r1", "A800000001"))).Fault?.Name.LocalName);
        _billing.Moods.Set("BIL-4", MoodKind.BusinessFault, times: 1);
        Assert.Equal("BusinessFault", (await CallAsync(Open("r1", "A800000001"))).Fault?.Name.LocalName);
        _billing.Moods.Set("BIL-4", MoodKind.Unavailable, times: 1);
        Assert.Contains("503", (await CallAsync(Open("r1", "A800000001"))).Trouble, StringComparison.Ordinal);
        _billing.Moods.Set("BIL-4", MoodKind.Truncated, times: 1);
        Assert.NotNull((await CallAsync(Open("r1", "A800000001"))).Trouble);
        Assert.NotNull((await CallAsync(Open("r1", "A800000001"))).Answer);
    }

    [Fact]
    public async Task tell_what_in_a_request_is_not_in_the_contract()
    {
        var outcome = await CallAsync(Request("CloseAccount", ("requestId", "r1"), ("accountNo", "A800000001"), ("endDate", "2026-02-30")));
        Assert.Equal("Client", outcome.FaultCode);
        Assert.Contains("endDate", outcome.FaultText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignOn.PasswordText, "secret", true)]
    [InlineData(SignOn.PasswordDigest, "secret", true)]
    [InlineData(SignOn.HttpBasic, "secret", true)]
    [InlineData(SignOn.PasswordDigest, "other", false)]
    [InlineData(SignOn.HttpBasic, "other", false)]
    [InlineData(SignOn.None, "secret", false)]
    public async Task are_opened_for_a_caller_with_the_right_password_only(SignOn signOn, string password, bool admitted)
    {
        var options = new BillingOptions(new LocalDropFolder(_folder["drop"]), _folder["guarded"], Account: new SoapAccount("hub", "secret"));
        await using var guarded = new BillingCounterpart(options, new World());
        await guarded.StartAsync();
        using var caller = new SoapCaller(guarded.SoapAddress, _contract, "hub", password, TimeProvider.System, TimeSpan.FromSeconds(20));
        var outcome = await caller.CallAsync(Open("r1", "A800000001"), new SoapCallOptions(SignOn: signOn), Token);
        Assert.Equal((admitted, admitted ? 1L : 0L), (outcome.Answer is not null, guarded.Books.Summary("BIL-4").Received));
    }

    private XElement Open(string requestId, string accountNo, string customerNo = "C05710000001") => Request("OpenAccount",
        ("requestId", requestId), ("accountNo", accountNo), ("customerNo", customerNo), ("customerName", "工商银行杭州分行"), ("accountName", "工商银行杭州分行"), ("paymentMethod", "CASH"), ("startDate", "2026-12-01"));

    private XElement Request(string name, params (string Name, string Value)[] fields) =>
        new(_contract.Namespace + name, fields.Select(f => new XElement(_contract.Namespace + f.Name, f.Value)));

    private XElement Share(string accountNo, int basisPoints) => new(_contract.Namespace + "share",
        new XElement(_contract.Namespace + "accountNo", accountNo), new XElement(_contract.Namespace + "basisPoints", basisPoints));

    private async Task<SoapOutcome> CallAsync(XElement request, SoapCallOptions? options = null, TimeSpan? timeout = null)
    {
        using var caller = new SoapCaller(_billing.SoapAddress, _contract, "hub", "secret", TimeProvider.System, timeout ?? TimeSpan.FromSeconds(20));
        return await caller.CallAsync(request, options ?? new SoapCallOptions(), Token);
    }
}
