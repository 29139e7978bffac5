using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Settlement;

/// <summary>
/// One-point billing 一点收费 over province borders. A hub below hands in the bills of accounts that another one pays; the hub at the top sums them up
/// to the one bill of a paying account and period, and shares it out. Bills may come twice, late, corrected, in any order: the sum is always that of
/// the newest state of each, and a change is calculated anew.
/// </summary>
/// <param name="unit">Org unit of this hub.</param>
/// <param name="settlesHere">This hub is at the top; else it hands in.</param>
/// <param name="settlesAfter">How long contributions are gathered before a calculation.</param>
public sealed class SettlementSubscriber(string unit, bool settlesHere, TimeSpan settlesAfter, TimeProvider time) : IInBoxSubscriber
{
    /// <summary>Plans the deliveries of what the settlement says; set when the configuration is known.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>> Routes { get; set; } = _ => throw new InvalidOperationException("Routes is not set: the settlement cannot say anything");

    public string Name => "settlement";

    public IReadOnlyList<string> MessageTypes { get; } =
        [nameof(BillingAccountProfileChanged), nameof(CustomerBillIssued), nameof(GroupBillContributed), nameof(OnePointPeriodDue), nameof(SettlementShareCalculated)];

    /// <exception cref="InBoxDataException">A message cannot be read, or cannot be settled.</exception>
    public async Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        var ledger = new Ledger(Tables(transaction.Dialect), transaction);
        var post = new InBoxPost("settlement", transaction, Routes, time);
        var calculation = new Calculation(unit, ledger, post, settlesAfter, time);
        foreach (var account in Arrived.Of<BillingAccountProfileChanged>(deliveries).Where(a => a.Message.OnePointBilling is not null))
            await GroupAsync(ledger, calculation, account, cancellationToken);
        await HandInAsync(ledger, post, Arrived.Of<CustomerBillIssued>(deliveries), cancellationToken);
        if (settlesHere)
        {
            // In one order on all nodes, so that nobody waits in a circle.
            foreach (var bill in Arrived.Of<GroupBillContributed>(deliveries).OrderBy(b => b.Message.PayingAccountNo.Value, StringComparer.Ordinal).ThenBy(b => b.Message.Period.ToString(), StringComparer.Ordinal).ThenBy(b => b.Sequence))
                await calculation.ContributeAsync(bill, cancellationToken);
            foreach (var due in Arrived.Of<OnePointPeriodDue>(deliveries))
                await calculation.CalculateAsync(due, cancellationToken);
        }
        foreach (var share in Arrived.Of<SettlementShareCalculated>(deliveries))
            await ledger.ShareAsync(share.Message, cancellationToken);
    }

    /// <summary>Brings the tables to this version. Several nodes may call it at once.</summary>
    public static Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        TableMigrations.RunAsync(Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);

    internal static TableSpace Tables(SqlDialect dialect) => new("settlement", dialect);

    private async Task GroupAsync(Ledger ledger, Calculation calculation, Arrived<BillingAccountProfileChanged> account, CancellationToken cancellationToken)
    {
        var group = account.Message.OnePointBilling!;
        if (group.Settlement.Count > 0 && group.Settlement.Sum(s => (long)s.BasisPoints) is var sum && sum != LargestRemainder.Whole)
        {
            throw new InBoxDataException(new Failure(FailureKind.Data, "settlement.claims",
                $"one-point group {group.GroupNo}: the settlement shares are together {sum} basis points; expected {LargestRemainder.Whole}, or the shares could not sum up to the bill"));
        }
        if (await ledger.TakeGroupAsync(group, account.Source, account.Message.OccurredAt, cancellationToken) && settlesHere)
            await calculation.AnewAsync(group.PayingAccountNo, account.Id, account.Conversation, cancellationToken);
    }

    private async Task HandInAsync(Ledger ledger, InBoxPost post, IReadOnlyList<Arrived<CustomerBillIssued>> bills, CancellationToken cancellationToken)
    {
        if (bills.Count == 0)
            return;
        var payers = await ledger.PayersAsync(bills.Select(b => b.Message.AccountNo.Value), cancellationToken);
        foreach (var bill in bills.Where(b => payers.ContainsKey(b.Message.AccountNo.Value)))
        {
            var m = bill.Message;
            var handed = new GroupBillContributed
            {
                BillNo = m.BillNo, AccountNo = m.AccountNo, CustomerNo = m.CustomerNo, CustomerName = m.CustomerName, Period = m.Period, State = m.State, AmountDue = m.AmountDue,
                AmountPaid = m.AmountPaid, AmountArrears = m.AmountArrears, DueDate = m.DueDate, Items = m.Items, OrgUnit = new(unit), PayingAccountNo = new(payers[m.AccountNo.Value]), OccurredAt = m.OccurredAt,
            };
            // One per state of the bill: what is issued twice alike is handed in once.
            var state = Convert.ToHexString(SHA256.HashData(CanonicalJson.Serialize(handed)).AsSpan(0, 8));
            post.Say(handed, m.BillNo.Value, string.Create(CultureInfo.InvariantCulture, $"{m.BillNo}:{state}"), bill.Id, bill.Conversation,
                new SearchKey("bill", m.BillNo.Value), new SearchKey("account", m.AccountNo.Value), new SearchKey("customer", m.CustomerNo.Value));
        }
    }
}
