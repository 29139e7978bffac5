using System.Text;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "CS-1")]
public sealed class CustomerQuerySteps(WholeHub hub, BillFiles files, WorkOrders orders)
{
    // Customers before this one are taken by scenarios that change them.
    private const int Undisturbed = 120;
    private const string Branch = "hangzhou-service";
    private WorldService? _asked;
    private IReadOnlyList<string> _said = [];
    private TroubleAnswer? _ticket;
    private CustomerAnswer? _answer;

    private CustomerAnswer Answer => _answer ?? throw new InvalidOperationException("customer service has asked nothing");

    [When("customer service asks over SOAP (1\\.1|1\\.2) who is behind (.*)")]
    public async Task WhenAsked(string version, string what)
    {
        _asked = hub.World.Service((Undisturbed * 4) + (what == "a circuit number" ? 2 : 0));
        var number = what == "a phone number" ? DemoFacts.Number(_asked) : _asked.Number;
        _answer = await hub.CustomerService.QueryAsync(number, new SoapCallOptions { Soap12 = version == "1.2" }, TestContext.Current.CancellationToken);
    }

    [When("customer service asks who is behind the number \"(.*)\"")]
    public async Task WhenAskedFor(string number) => _answer = await hub.CustomerService.QueryAsync(number, cancellationToken: TestContext.Current.CancellationToken);

    [When("somebody with a wrong password asks who is behind a phone number")]
    public async Task WhenAWrongPassword()
    {
        _asked = hub.World.Service(Undisturbed * 4);
        using var somebody = new CustomerServiceCounterpart(new CustomerServiceOptions(new Uri(hub.Hub.Config.Http + "/soap/customer-service"), "kefu", "wrong"));
        _answer = await somebody.QueryAsync(_asked.Number, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Given("97 has a work order under way for a customer of that file")]
    public async Task GivenAWorkOrderUnderWay()
    {
        hub.Ninety7.Moods.Set("N97-2", MoodKind.Down);
        var account = files.Written().Select(b => b.AccountNo).First();
        var customer = Enumerable.Range(0, hub.World.Customers * 2).Select(hub.World.Account).First(a => a.Number == account).CustomerIndex;
        await orders.CreateAsync(hub.World.Customer(customer));
        await Patience.UntilAsync("97 has the work order", hub.Ninety7.Books, _ => orders.BooksOf(orders.Last).Count > 0);
        await Patience.UntilAsync("the archive has the work order", () => hub.Archive.WorkOrderAsync(orders.Last.WorkOrderNo.Value), found => found is not null);
    }

    [When("customer service asks who is behind a phone number of that customer")]
    public async Task WhenAskedForThatCustomer()
    {
        _asked = Enumerable.Range(0, hub.World.Customers * 4).Select(hub.World.Service).First(s => hub.World.Customer(s.CustomerIndex).Number == orders.Last.CustomerNo.Value);
        _answer = await hub.CustomerService.QueryAsync(_asked.Number, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Given("the branch in Hangzhou may ask for the customers of Hangzhou alone")]
    public void GivenTheBranch()
    {
        Assert.Equal(["CS-1"], hub.Hub.Config.Callers.Single(c => c.Name == Branch).Interfaces);
        Assert.Equal(["cn.zj.hz"], hub.Hub.Config.Jurisdictions[Branch]);
    }

    [When("the branch asks who is behind a phone number of (its own|another) city")]
    public async Task WhenTheBranchAsks(string whose)
    {
        _asked = hub.World.Service((Undisturbed + (whose == "its own" ? 0 : 1)) * 4);
        using var branch = hub.Demo.CustomerServiceOfHangzhou(hub.Hub.Config.Http);
        _answer = await branch.QueryAsync(_asked.Number, cancellationToken: TestContext.Current.CancellationToken);
        await branch.QueryAsync("0574-89999999", cancellationToken: TestContext.Current.CancellationToken);
        _said = [.. branch.Books.Entries("CS-1").Where(e => e.Kind == BookKind.Rejected).Select(e => new string([.. e.Note!.Where(c => !char.IsDigit(c))]))];
    }

    [When("the branch reports trouble")]
    public async Task WhenTheBranchReports()
    {
        using var branch = hub.Demo.CustomerServiceOfHangzhou(hub.Hub.Config.Http);
        _ticket = await branch.ReportAsync(new TroubleReport("HZ-1", hub.World.Service(Undisturbed * 4).Number, "FAULT", "2", "分局不得受理"), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Then("it gets the very same fault as for a number nobody has")]
    public void ThenTheSameFault()
    {
        Assert.Equal((false, "C001"), (Answer.Found, Answer.FaultCode));
        Assert.Equal(2, _said.Count);
        Assert.Equal(_said[0], _said[1]);
    }

    [Then("the call is refused and no ticket is given")]
    public void ThenNoTicket() => Assert.True(_ticket is { TicketNo: null, FaultCode: not null }, _ticket?.ToString());

    [Then("it is told the customer, the level, the manager and all products")]
    public void ThenTold()
    {
        var customer = hub.World.Customer(_asked!.CustomerIndex);
        Assert.Null(Answer.Trouble);
        Assert.Equal((customer.Number, customer.Name, customer.Manager.StaffNo), (Answer.CustomerNo, Answer.Name, Answer.ManagerNo));
        Assert.False(string.IsNullOrEmpty(Answer.Level));
        var services = Enumerable.Range(customer.Index * 4, 4).Select(i => DemoFacts.Number(hub.World.Service(i)));
        Assert.Equal(services.Order(), Answer.ServiceNumbers.Order());
    }

    [Then("it is told the latest bill of that file, to the fen")]
    public void ThenTheBill()
    {
        var customer = hub.World.Customer(_asked!.CustomerIndex);
        var accounts = new[] { hub.World.Account(customer.Index * 2).Number, hub.World.Account((customer.Index * 2) + 1).Number };
        Assert.Contains((Answer.LatestBillNo, Answer.LatestBillDueFen), files.Written().Where(b => accounts.Contains(b.AccountNo)).Select(b => ((string?)b.BillNo, (long?)b.DueFen)));
    }

    [Then("it is told the open order of that work order")]
    public void ThenTheOrder() => Assert.Contains(orders.Last.OrderNo.Value, Answer.OpenOrders);

    [Then("it gets the contract's fault with the code \"(.*)\"")]
    public void ThenAFault(string code) => Assert.Equal((false, code), (Answer.Found, Answer.FaultCode));

    [Then("operations finds the refused question with its reason, and nothing of it is parked")]
    public async Task ThenRefusalKept()
    {
        var stop = TestContext.Current.CancellationToken;
        var kept = (await hub.Operations.SearchAsync(new MessageQuery { Interface = "CS-1", Subscriber = "refused", Limit = 1 }, stop)).Messages.Single();
        var refusal = Assert.Single(kept.Deliveries);
        Assert.True(refusal.Refused);
        Assert.False(string.IsNullOrEmpty(refusal.Failure!.Message));
        var payloads = await hub.Operations.GetPayloadsAsync(kept.Id, stop);
        Assert.Contains(payloads, p => p.Payload.Kind == PayloadKind.Raw && Encoding.UTF8.GetString(p.Payload.Bytes.Span).Contains("89999999", StringComparison.Ordinal));
        Assert.Contains(payloads, p => p.Payload.Kind == PayloadKind.Answer);
        Assert.DoesNotContain(await hub.Operations.SummariseParkedAsync(stop), g => g.Subscriber == "refused");
    }

    [Then("the call is refused and nothing of a customer is told")]
    public async Task ThenRefused()
    {
        // Whoever does not sign in leaves nothing behind.
        var wrong = new MessageQuery { Interface = "CS-1", Since = hub.Hub.Time.GetUtcNow().AddSeconds(-2), Subscriber = "refused" };
        Assert.DoesNotContain((await hub.Operations.SearchAsync(wrong, TestContext.Current.CancellationToken)).Messages, m => m.Type == Envelope.Untranslated);
        Assert.False(Answer.Found);
        Assert.True(Answer.FaultCode is not null || Answer.Trouble is not null, "the call was answered");
        Assert.Empty(Answer.ServiceNumbers);
    }
}
