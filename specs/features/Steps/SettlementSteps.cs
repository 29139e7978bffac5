using System.Globalization;
using Integration.CoreApp.Settlement;
using Integration.Specs.Features.Peers;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "NAT-3")]
public sealed class SettlementSteps(PeerGround ground)
{
    private static readonly string Period = "2026-10";
    private readonly Dictionary<string, CustomerBillIssued> _bills = [];
    private int _said;

    private string OneBillNo => $"OP-{Account("cn")}-{Period}";

    [Given(@"an account of cn pays for an account of cn.zj and an account of cn.gd, shared out (\d+) to cn, (\d+) to cn.zj, (\d+) to cn.gd")]
    public async Task GivenAGroup(int group, int zhejiang, int guangdong)
    {
        await KnowAsync();
        var together = new OnePointBilling
        {
            GroupNo = $"G{ground.Mark}", PayingAccountNo = Account("cn"), Shares = [new OnePointShare { AccountNo = Account("cn.zj"), BasisPoints = 10_000 }, new OnePointShare { AccountNo = Account("cn.gd"), BasisPoints = 10_000 }],
            Settlement = [Claim("cn", group), Claim("cn.zj", zhejiang), Claim("cn.gd", guangdong)],
        };
        foreach (var unit in new[] { "cn.zj", "cn.gd" })
        {
            var account = new BillingAccountProfileChanged
            {
                AccountNo = Account(unit), CustomerNo = Customer(unit), Name = "帐户", Status = BillingAccountStatus.Open, PaymentMethod = PaymentMethod.OnePoint, OnePointBilling = together, OccurredAt = Now,
            };
            await ground["cn"].SayAsync(account, Customer(unit).Value, $"{Account(unit)}");
            await ground[unit].HeardAsync<BillingAccountProfileChanged>(Account(unit).Value, 1);
        }
        await ground.RestAsync();
    }

    [When(@"(cn\.\w+) bills (-?[\d.]+)$")]
    public async Task WhenBilled(string unit, decimal yuan)
    {
        _bills[unit] = new CustomerBillIssued
        {
            BillNo = new($"B{ground.Mark}{unit}"), AccountNo = Account(unit), CustomerNo = Customer(unit), Period = BillingPeriod.Parse(Period), State = BillState.Sent,
            AmountDue = Money.Cny((long)(yuan * 100)), AmountPaid = Money.Cny(0), Items = [], OccurredAt = Now,
        };
        await IssueAsync(unit);
    }

    [When(@"cn.zj bills (-?[\d.]+) and cn.gd bills (-?[\d.]+)")]
    public async Task WhenBothBilled(decimal zhejiang, decimal guangdong)
    {
        await WhenBilled("cn.zj", zhejiang);
        await WhenBilled("cn.gd", guangdong);
    }

    [When("cn.zj issues the same bill again")]
    public Task WhenAgain() => IssueAsync("cn.zj");

    [When(@"cn.zj corrects its bill to ([\d.]+)")]
    public Task WhenCorrected(decimal yuan)
    {
        _bills["cn.zj"] = _bills["cn.zj"] with { AmountDue = Money.Cny((long)(yuan * 100)), OccurredAt = Now };
        return IssueAsync("cn.zj");
    }

    [Then(@"the one bill of cn is (-?[\d.]+) from (\d) bills?")]
    public async Task ThenTheBill(decimal yuan, int bills)
    {
        await Patience.UntilAsync($"one bill of {yuan} from {bills}", async () => (await ground["cn"].Stores.Settlement.BillsAsync(Period, TestContext.Current.CancellationToken)).FirstOrDefault(b => b.BillNo == OneBillNo),
            b => b is { State: "settled" } && b.Fen == (long)(yuan * 100) && b.Bills == bills);
        await ground.RestAsync();
    }

    [Then(@"the shares are ([\d.]+) for cn, ([\d.]+) for cn.zj and ([\d.]+) for cn.gd")]
    public async Task ThenShares(decimal group, decimal zhejiang, decimal guangdong) =>
        Assert.Equal([("cn", (long)(group * 100)), ("cn.gd", (long)(guangdong * 100)), ("cn.zj", (long)(zhejiang * 100))], (await SharesAsync("cn")).Select(s => (s.OrgUnit, s.Fen)));

    [Then("cn.zj and cn.gd each have their own share and no other")]
    public async Task ThenOwn()
    {
        foreach (var unit in new[] { "cn.zj", "cn.gd" })
            Assert.Equal((await SharesAsync("cn")).Single(s => s.OrgUnit == unit).Fen, Assert.Single(await SharesAsync(unit)).Fen);
    }

    [Then(@"cn has heard of the bill of cn.zj (\d) time")]
    public async Task ThenHeard(int times)
    {
        await ground.RestAsync();
        Assert.Equal(times, (await ground["cn"].HeardAsync<GroupBillContributed>(_bills["cn.zj"].BillNo.Value)).Count);
    }

    [Then("the shares sum up to the one bill on both sides")]
    public async Task ThenSum()
    {
        var (shares, told) = (await SharesAsync("cn"), new List<SettledShare>());
        foreach (var unit in new[] { "cn.zj", "cn.gd" })
            told.Add(Assert.Single(await SharesAsync(unit)));
        Assert.Equal(shares[0].BillFen, shares.Sum(s => s.Fen));
        Assert.Equal(shares.Where(s => s.OrgUnit != "cn").Select(s => (s.OrgUnit, s.Fen, s.BillFen)).Order(), told.Select(s => (s.OrgUnit, s.Fen, s.BillFen)).Order());
    }

    [Then(@"the account of cn.gd is listed as missing")]
    public async Task ThenMissing() => Assert.Equal(Account("cn.gd").Value, Assert.Single(await MissingAsync()).AccountNo);

    [Then("cn is warned of the account of cn.gd, once")]
    public async Task ThenWarned()
    {
        var warning = CanonicalJson.Deserialize<WarningRaised>(Assert.Single(await SaidAsync<WarningRaised>()).Body);
        Assert.Equal((WarningKind.Interface, "cn"), (warning.Kind, warning.OrgUnit.Value));
        Assert.Contains(warning.Reasons, r => r.Contains(Account("cn.gd").Value, StringComparison.Ordinal));
    }

    [Then("the warning is closed")]
    public async Task ThenClosed()
    {
        var warning = CanonicalJson.Deserialize<WarningRaised>(Assert.Single(await SaidAsync<WarningRaised>()).Body);
        var closed = CanonicalJson.Deserialize<WarningStateChanged>(Assert.Single(await SaidAsync<WarningStateChanged>()).Body);
        Assert.Equal((warning.WarningId, WarningState.Closed), (closed.WarningId, closed.State));
    }

    [Then("nothing is listed as missing")]
    public async Task ThenComplete() => Assert.Empty(await MissingAsync());

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private AccountNumber Account(string unit) => new($"A{ground.Mark}{unit}");

    private CustomerNumber Customer(string unit) => new($"C{ground.Mark}{unit}");

    private static SettlementShare Claim(string unit, int points) => new() { OrgUnit = new(unit), BasisPoints = points };

    private async Task KnowAsync()
    {
        foreach (var unit in new[] { "cn.zj", "cn.gd" })
        {
            var customer = new CustomerProfileChanged { CustomerNo = Customer(unit), Name = "分公司", Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Gold, OrgUnit = new($"{unit}.x"), OccurredAt = Now };
            await ground["cn"].SayAsync(customer, Customer(unit).Value, $"{Customer(unit)}");
        }
    }

    private Task IssueAsync(string unit) =>
        ground[unit].SayAsync(_bills[unit], Account(unit).Value, string.Create(CultureInfo.InvariantCulture, $"{_bills[unit].BillNo}:{_said++}"), "billing");

    private async Task<IReadOnlyList<SettledShare>> SharesAsync(string hub) => [.. (await ground[hub].Stores.Settlement.SharesAsync(Period, TestContext.Current.CancellationToken)).Where(s => s.BillNo == OneBillNo)];

    private async Task<IReadOnlyList<Envelope>> SaidAsync<T>()
    {
        var operations = ground["cn"].Stores.Operations;
        var found = await operations.SearchAsync(new MessageQuery { Type = typeof(T).Name, Source = "settlement", Key = OneBillNo, Limit = 50 }, TestContext.Current.CancellationToken);
        var said = new List<Envelope>();
        foreach (var one in found.Messages)
            said.Add((await operations.GetAsync(one.Id, TestContext.Current.CancellationToken))!.Envelope);
        return said;
    }

    private async Task<IReadOnlyList<MissingBill>> MissingAsync() =>
        [.. (await ground["cn"].Stores.Settlement.MissingAsync(Period, TestContext.Current.CancellationToken)).Where(m => m.PayingAccountNo == Account("cn").Value)];
}
