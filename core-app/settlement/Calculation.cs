using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Settlement;

/// <summary>Contributions to the one bill, and its shares.</summary>
/// <param name="unit">Org unit of this hub; owns its warnings.</param>
internal sealed class Calculation(string unit, Ledger ledger, InBoxPost post, TimeSpan settlesAfter, TimeProvider time)
{
    public async Task ContributeAsync(Arrived<GroupBillContributed> bill, CancellationToken cancellationToken)
    {
        var m = bill.Message;
        if (m.AmountDue.Currency != Money.Cny(0).Currency)
            throw Wrong("settlement.currency", $"bill {m.BillNo} is in {m.AmountDue.Currency}; one-point bills are in {Money.Cny(0).Currency}");
        var one = await ledger.HoldAsync(m.PayingAccountNo.Value, m.Period.ToString(), time.GetUtcNow(), cancellationToken);
        var former = await ledger.FormerAsync(m, cancellationToken);
        var now = new Former(m.PayingAccountNo.Value, m.Period.ToString(), m.AmountDue.Fen);
        if (!await ledger.ContributeAsync(m, bill.Id, cancellationToken) || former == now)
            return;
        await OpenAsync(m.PayingAccountNo, m.Period, one, bill.Id, bill.Conversation, cancellationToken);
        if (former is { } before && (before.Payer, before.Period) != (now.Payer, now.Period))
            await OpenAsync(new(before.Payer), BillingPeriod.Parse(before.Period), await ledger.HoldAsync(before.Payer, before.Period, time.GetUtcNow(), cancellationToken), bill.Id, bill.Conversation, cancellationToken);
    }

    /// <summary>Who gets what is new: every period is calculated anew.</summary>
    public async Task AnewAsync(AccountNumber payer, MessageId cause, string conversation, CancellationToken cancellationToken)
    {
        foreach (var period in await ledger.PeriodsAsync(payer.Value, cancellationToken))
            await OpenAsync(payer, BillingPeriod.Parse(period), await ledger.HoldAsync(payer.Value, period, time.GetUtcNow(), cancellationToken), cause, conversation, cancellationToken);
    }

    public async Task CalculateAsync(Arrived<OnePointPeriodDue> due, CancellationToken cancellationToken)
    {
        var (payer, period) = (due.Message.PayingAccountNo.Value, due.Message.Period.ToString());
        var one = await ledger.HoldAsync(payer, period, time.GetUtcNow(), cancellationToken);
        if (one.State == "settled")
            return;
        var fen = (await ledger.PartsAsync(payer, period, cancellationToken)).Sum(p => PartOf(p.Fen, p.BasisPoints));
        var claims = await ledger.ClaimsAsync(payer, cancellationToken);
        await ledger.SettleAsync(payer, period, fen, claims.Count == 0 ? "no-claims" : "settled", cancellationToken);
        if (claims.Count > 0)
            await ShareOutAsync(due, one, fen, claims, cancellationToken);
        await WarnAsync(due, one, cancellationToken);
    }

    /// <summary>The part of a bill that the paying account pays, to the nearest fen, half a fen up; the rest stays the account's own.</summary>
    internal static long PartOf(long fen, int basisPoints) => (long)decimal.Round((decimal)fen * basisPoints / LargestRemainder.Whole, MidpointRounding.AwayFromZero);

    private async Task ShareOutAsync(Arrived<OnePointPeriodDue> due, OneBill one, long fen, IReadOnlyDictionary<string, int> claims, CancellationToken cancellationToken)
    {
        var told = await ledger.SharesAsync(one.BillNo, cancellationToken);
        var parts = LargestRemainder.Share(fen, claims);
        // Who had a share and has none any more is told of it too.
        foreach (var unit in claims.Keys.Union(told.Keys).Order(StringComparer.Ordinal))
        {
            var share = new Share(unit, claims.GetValueOrDefault(unit), parts.GetValueOrDefault(unit), fen);
            if (told.GetValueOrDefault(unit) == share)
                continue;
            var message = new SettlementShareCalculated
            {
                BillNo = new(one.BillNo), Period = due.Message.Period, OrgUnit = new(unit), BasisPoints = share.BasisPoints, Amount = Money.Cny(share.Fen), BillAmount = Money.Cny(fen), OccurredAt = time.GetUtcNow(),
            };
            await ledger.ShareAsync(message, cancellationToken);
            post.Say(message, one.BillNo, string.Create(CultureInfo.InvariantCulture, $"{one.BillNo}:{unit}:{one.Revision}"), due.Id, due.Conversation, new SearchKey("bill", one.BillNo));
        }
    }

    // One warning for a bill for as long as anything is missing; it closes by itself.
    private async Task WarnAsync(Arrived<OnePointPeriodDue> due, OneBill one, CancellationToken cancellationToken)
    {
        var (payer, period) = (due.Message.PayingAccountNo.Value, due.Message.Period.ToString());
        var missing = await ledger.MissingAsync(payer, period, cancellationToken);
        if (missing.Count > 0 == one.Warning is not null)
            return;
        var id = one.Warning ?? string.Create(CultureInfo.InvariantCulture, $"one-point:{one.BillNo}:{one.Revision}");
        await ledger.WarnedAsync(payer, period, missing.Count > 0 ? id : null, cancellationToken);
        if (missing.Count > 0)
            post.Say(Missing(id, one.BillNo, period, missing), id, id + ":raised", due.Id, due.Conversation, new SearchKey("bill", one.BillNo));
        else
            post.Say(new WarningStateChanged { WarningId = new(id), State = WarningState.Closed, OccurredAt = time.GetUtcNow() }, id, id + ":closed", due.Id, due.Conversation, new SearchKey("bill", one.BillNo));
    }

    private WarningRaised Missing(string id, string bill, string period, IReadOnlyList<string> accounts) => new()
    {
        WarningId = new(id),
        Kind = WarningKind.Interface,
        Severity = Severity.Minor,
        State = WarningState.Raised,
        Title = string.Create(CultureInfo.InvariantCulture, $"NAT-3 one-point bill {bill}: {accounts.Count} of its accounts have handed in no bill"),
        Reasons = [$"nothing came of {string.Join(", ", accounts.Take(20))}{(accounts.Count > 20 ? " and others" : "")}", $"ask their province, and look at hub settlement missing --period {period}"],
        OrgUnit = new(unit),
        RaisedAt = time.GetUtcNow(),
        OccurredAt = time.GetUtcNow(),
    };

    private async Task OpenAsync(AccountNumber payer, BillingPeriod period, OneBill one, MessageId cause, string conversation, CancellationToken cancellationToken)
    {
        await ledger.OpenAsync(payer.Value, period.ToString(), cancellationToken);
        var (now, key) = (time.GetUtcNow(), $"{payer}:{period}");
        // The calculation that is to come: one reminder for each.
        post.Remind(new OnePointPeriodDue { PayingAccountNo = payer, Period = period, OccurredAt = now }, "settlement", key, $"due:{key}:{one.Revision}", cause, conversation, now + settlesAfter);
    }

    private static InBoxDataException Wrong(string code, string text) => new(new Failure(FailureKind.Data, code, text));
}
