using Integration.CanonicalModel;
using Integration.CoreApp.Archive;

namespace Integration.Specs.Archive;

public abstract class WidthSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    [Fact]
    public Task A_payment_and_its_posting_meet_in_any_order() => InEveryOrderAsync(
        () =>
        [
            Delivery(new PaymentReceived { PaymentNo = Payment, AccountNo = Some.AccountNo, Amount = Money.Cny(500), Channel = PaymentChannel.BankTransfer, PaidAt = Some.At(0), OccurredAt = Some.At(1) }),
            Delivery(new PaymentPosted { PaymentNo = Payment, AccountNo = Some.AccountNo, BillNo = Some.BillNo(), Amount = Money.Cny(500), OccurredAt = Some.At(60) }),
            Delivery(new PaymentPostingRejected { PaymentNo = Payment, Code = "A1", Reason = "closed", OccurredAt = Some.At(30) }),
        ],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving);
            var where = $"payment_no = '{Payment}'";
            Assert.Equal(("500", "posted", ""), (await OneAsync("payment", where, "amount_fen"), await OneAsync("payment", where, "posting"), await OneAsync("payment", where, "posting_code")));
        });

    [Fact]
    public async Task Balance_credit_and_arrears_are_kept_by_account()
    {
        await ArriveAsync(
            Delivery(new AccountBalanceChanged { AccountNo = Some.AccountNo, Balance = Money.Cny(-70), OccurredAt = Some.At(5) }),
            Delivery(new CreditLimitNeared { AccountNo = Some.AccountNo, CreditLimit = Money.Cny(100), AmountUsed = Money.Cny(95), OccurredAt = Some.At(6) }),
            Delivery(new PaymentOverdue { AccountNo = Some.AccountNo, AmountArrears = Money.Cny(70), DueDate = new DateOnly(2026, 11, 1), OccurredAt = Some.At(7) }));
        await ArriveAsync(Delivery(new AccountBalanceChanged { AccountNo = Some.AccountNo, Balance = Money.Cny(9), OccurredAt = Some.At(1) }));
        var where = $"account_no = '{Some.AccountNo}'";
        Assert.Equal(("-70", "95", "70"), (await OneAsync("account_balance", where, "balance_fen"), await OneAsync("account_balance", where, "used_fen"), await OneAsync("overdue", where, "arrears_fen")));
    }

    [Fact]
    public async Task Usage_is_kept_by_service_and_days_and_counts_once()
    {
        var usage = Delivery(new UsageSummarised
        {
            ServiceNo = Some.Phone, AccountNo = Some.AccountNo, From = new(2026, 11, 1), To = new(2026, 11, 1), Charge = Money.Cny(12),
            Items = [new UsageItem { Code = "LOCAL", Quantity = 3, Unit = UsageUnit.Calls, Charge = Money.Cny(12) }], OccurredAt = Some.At(0),
        });
        await ArriveOneByOneAsync([usage, usage]);
        Assert.Equal("12", await OneAsync("usage_summary", $"service_no = '{Some.Phone}'", "charge_fen"));
    }

    [Fact]
    public Task An_order_and_its_states_meet_in_any_order() => InEveryOrderAsync(
        () =>
        [
            Delivery(new ProductOrderPlaced
            {
                OrderNo = Some.OrderNo, CustomerNo = Some.CustomerNo, Name = "杭州—宁波专线", State = ProductOrderState.Acknowledged, OrgUnit = new("cn.zj.hz"), OrderedAt = Some.At(0), Items = [],
                Milestones = [new Milestone { Name = "资源确认", State = MilestoneState.Waiting }], OccurredAt = Some.At(0),
            }),
            Delivery(new ProductOrderStateChanged { OrderNo = Some.OrderNo, CustomerNo = Some.CustomerNo, State = ProductOrderState.InProgress, OccurredAt = Some.At(5) }),
            Delivery(new MilestoneStateChanged { OrderNo = Some.OrderNo, CustomerNo = Some.CustomerNo, Milestone = new Milestone { Name = "资源确认", State = MilestoneState.Completed }, OccurredAt = Some.At(9) }),
        ],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal(("inProgress", "杭州—宁波专线"), (await OneAsync("product_order", $"order_no = '{Some.OrderNo}'", "state"), await OneAsync("product_order", $"order_no = '{Some.OrderNo}'", "name")));
            Assert.Equal("completed", await OneAsync("milestone", $"order_no = '{Some.OrderNo}'", "state"));
        });

    [Fact]
    public async Task Agreements_talks_outages_and_debits_are_filed()
    {
        await ArriveAsync(
            Delivery(new AgreementProfileChanged { AgreementNo = new($"G{Some.CustomerNo}"), CustomerNo = Some.CustomerNo, Type = "frame", Status = AgreementStatus.Active, StartsOn = new(2026, 1, 1), OccurredAt = Some.At(0) }),
            Delivery(new InteractionRecorded { InteractionId = new($"I{Some.CustomerNo}"), CustomerNo = Some.CustomerNo, Kind = InteractionKind.Survey, TookPlaceAt = Some.At(0), Content = "满意", Score = 90, OccurredAt = Some.At(0) }),
            Delivery(new CircuitRepaired { OutageId = new($"U{Some.CustomerNo}"), CircuitNo = Some.CircuitNo, OccurredAt = Some.At(30) }),
            Delivery(new CircuitOutageStarted { OutageId = new($"U{Some.CustomerNo}"), CircuitNo = Some.CircuitNo, Cause = "光缆断", OccurredAt = Some.At(0) }),
            Delivery(new DirectDebitFailed { DebitNo = new($"D{Some.CustomerNo}"), ReasonCode = "AM04", OccurredAt = Some.At(9) }),
            Delivery(new CollectDirectDebit { DebitNo = new($"D{Some.CustomerNo}"), AccountNo = Some.AccountNo, Debtor = new BankAccount { Bank = "ICBC", Number = new("6222"), Holder = "工行" }, Amount = Money.Cny(5), CollectOn = new(2026, 11, 22) }));
        Assert.Equal(("active", "90"), (await OneAsync("agreement", OfCustomer, "status"), await OneAsync("interaction", OfCustomer, "score")));
        Assert.Equal("光缆断", await OneAsync("outage", $"circuit_no = '{Some.CircuitNo}' AND repaired_at IS NOT NULL", "cause"));
        Assert.Equal(("failed", "5"), (await OneAsync("direct_debit", $"debit_no = 'D{Some.CustomerNo}'", "state"), await OneAsync("direct_debit", $"debit_no = 'D{Some.CustomerNo}'", "amount_fen")));
    }

    [Fact]
    public async Task One_point_billing_and_contacts_can_be_asked_for()
    {
        await ArriveAsync(
            Delivery(Some.Customer() with { Contacts = [new Contact { Name = "李娜", Role = ContactRole.Finance, Birthday = new(1980, 5, 4) }] }),
            Delivery(Some.Account() with { PaymentMethod = PaymentMethod.OnePoint, OnePointBilling = new OnePointBilling { GroupNo = "G1", PayingAccountNo = Some.AccountNo, Shares = [new OnePointShare { AccountNo = Some.AccountNo, BasisPoints = 10000 }] } }));
        Assert.Equal("G1", await OneAsync("billing_account", OfCustomer, "one_point_group"));
        Assert.Contains("10000", await OneAsync("billing_account", OfCustomer, "one_point"));
        Assert.Equal("李娜", await OneAsync("contact", OfCustomer, "name"));
    }

    [Fact]
    public async Task A_line_suspended_at_97_s_own_counter_is_suspended_here()
    {
        await ArriveAsync(Delivery(Some.Customer()), Delivery(Some.Product()));
        await ArriveAsync(Delivery(Some.LineChanged(OrderAction.Suspend, 10)));
        Assert.Equal("suspended", await OneAsync("product", OfCustomer, "status"));
    }

    [Fact]
    public async Task A_reported_trouble_is_told_to_others_as_the_ticket_with_the_number_given()
    {
        Archive.Routes = _ => [];
        await ArriveAsync(Delivery(Some.Trouble()));
        var raised = Assert.Single(Published).Envelope;
        Assert.Equal((nameof(TroubleTicketRaised), $"raised:{Some.TicketNo}"), (raised.Type, raised.DuplicateKey));
        Assert.Equal(Some.TicketNo, CanonicalJson.Deserialize<TroubleTicketRaised>(raised.Body).TicketNo);
    }

    private PaymentNumber Payment => new($"PAY-{Some.CustomerNo}");
}

public sealed class Width_on_PostgreSql(PostgresStore store) : WidthSpecs(store), IClassFixture<PostgresStore>;

public sealed class Width_on_Sqlite(SqliteStore store) : WidthSpecs(store), IClassFixture<SqliteStore>;
