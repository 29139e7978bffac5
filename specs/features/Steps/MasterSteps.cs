using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub.Core.Journeys;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "archive-masters")]
public sealed class MasterSteps(WholeHub hub)
{
    private static readonly Actor Person = new("specs", "features");
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private int _said;

    private CustomerNumber First => new($"F{_mark}");

    private CustomerNumber Other => new($"O{_mark}");

    private AccountNumber Account => new($"A{_mark}");

    private string NameOf(CustomerNumber number) => $"主数据客户{number}";

    [Given("a customer of the core app with an account")]
    public async Task GivenACustomer()
    {
        await KnowAsync(First);
        await SayAsync("core", new BillingAccountProfileChanged { AccountNo = Account, CustomerNo = First, Name = "账户", Status = BillingAccountStatus.Open, OccurredAt = hub.Hub.Time.GetUtcNow() }, First.Value);
    }

    [Given("another customer of the core app")]
    public Task GivenAnother() => KnowAsync(Other);

    [When("billing's bill names the customer \"(.*)\"")]
    public Task WhenNamed(string name) => BillAsync(First, name);

    [When("billing's bill names the customer as the contract does")]
    public Task WhenNamedRight() => BillAsync(First, NameOf(First));

    [When("billing's bill for the account names the other customer")]
    public Task WhenTheOther() => BillAsync(Other, null);

    [Then("the archive keeps the contract's name")]
    public async Task ThenTheName() => Assert.Equal(NameOf(First), (await FindAsync(First))!.Name);

    [Then("operations sees one open difference of the customer's name, theirs \"(.*)\"")]
    public async Task ThenADifference(string theirs) => Assert.Equal(theirs, (await DifferenceAsync("customer", First.Value, "name", "open")).Theirs);

    [Then("the difference of the customer's name is closed")]
    public async Task ThenClosed() => await DifferenceAsync("customer", First.Value, "name", "closed");

    [Then("operations sees one open difference of whose account it is")]
    public async Task ThenWhose() => Assert.Equal(Other.Value, (await DifferenceAsync("billingAccount", Account.Value, "customerNo", "open")).Theirs);

    [When("a person merges the other customer into the first")]
    public Task WhenMerged() => hub.Hub.Stores.CrossReference.MergeAsync(Other.Value, First.Value, "one company", Person, null, TestContext.Current.CancellationToken);

    [Then("both numbers find the first customer")]
    public async Task ThenBoth() => Assert.Equal((First, First), ((await FindAsync(First))!.CustomerNo, (await FindAsync(Other))!.CustomerNo));

    [When("the person undoes the merge")]
    public Task WhenUndone() => hub.Hub.Stores.CrossReference.UndoMergeAsync(Other.Value, "two after all", Person, null, TestContext.Current.CancellationToken);

    [Then("each number finds its own customer")]
    public async Task ThenEach() => Assert.Equal((First, Other), ((await FindAsync(First))!.CustomerNo, (await FindAsync(Other))!.CustomerNo));

    private async Task KnowAsync(CustomerNumber number)
    {
        await SayAsync("core", new CustomerProfileChanged
        {
            CustomerNo = number, Name = NameOf(number), Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Gold, OrgUnit = new("cn.zj.hz"), OccurredAt = hub.Hub.Time.GetUtcNow(),
        }, number.Value);
        await Patience.UntilAsync($"the archive knows {number}", () => FindAsync(number), found => found is not null);
    }

    private Task BillAsync(CustomerNumber customer, string? name) => SayAsync("billing", new CustomerBillIssued
    {
        BillNo = new($"B{_mark}-{_said}"), AccountNo = Account, CustomerNo = customer, CustomerName = name, Period = BillingPeriod.Parse("2026-10"), State = BillState.Sent,
        AmountDue = Money.Cny(100), AmountPaid = Money.Cny(0), Items = [], OccurredAt = hub.Hub.Time.GetUtcNow(),
    }, Account.Value);

    private async Task SayAsync<T>(string system, T fact, string key)
        where T : class => await hub.Hub.Runtime.PostAsync(Posting.Envelope(fact, system, key, $"{_mark}:{_said++}", hub.Hub.Time), TestContext.Current.CancellationToken);

    private Task<CustomerOverview?> FindAsync(CustomerNumber number) => hub.Hub.Stores.Archive.FindByCustomerNumberAsync(number, null, TestContext.Current.CancellationToken);

    private async Task<ListedDifference> DifferenceAsync(string entity, string key, string attribute, string state)
    {
        async Task<List<ListedDifference>> LookAsync() => [.. (await hub.Hub.Stores.Differences.ListAsync(state, entity, null, 10_000, null, TestContext.Current.CancellationToken)).Where(d => d.Key == key && d.Attribute == attribute)];
        await Patience.UntilAsync($"a {state} difference of {entity} {key} {attribute}", LookAsync, found => found.Count > 0);
        return Assert.Single(await LookAsync());
    }
}
