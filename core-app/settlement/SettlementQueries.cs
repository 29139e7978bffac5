using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Settlement;

/// <summary>A share of a one-point bill as it stands.</summary>
public sealed record SettledShare(string BillNo, string Period, string OrgUnit, int BasisPoints, long Fen, long BillFen, DateTimeOffset At);

/// <summary>A one-point bill as it stands.</summary>
/// <param name="State">open: changed since the last calculation; settled; no-claims: nobody has said who gets what.</param>
/// <param name="Bills">How many bills it is made of.</param>
public sealed record OnePointBill(string BillNo, string PayingAccountNo, string Period, long Fen, string State, int Bills);

/// <summary>An account whose bill of the period has not come.</summary>
/// <param name="ToldBy">System that told of the account's one-point billing.</param>
/// <param name="LastFrom">Unit that handed in its bill of an earlier period; null: none ever did.</param>
public sealed record MissingBill(string PayingAccountNo, string Period, string AccountNo, string ToldBy, string? LastFrom);

/// <summary>Questions to the settlement.</summary>
public sealed class SettlementQueries(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect)
{
    private readonly TableSpace _tables = SettlementSubscriber.Tables(dialect);

    /// <param name="period">e.g. 2026-10; null: all.</param>
    public Task<IReadOnlyList<OnePointBill>> BillsAsync(string? period, CancellationToken cancellationToken) => ReadAsync("""
        SELECT b.bill_no, b.paying_account_no, b.period, b.fen, b.state, (SELECT COUNT(*) FROM {t}contribution c WHERE c.paying_account_no = b.paying_account_no AND c.period = b.period) AS bills
        FROM {t}one_bill b WHERE @period = '' OR b.period = @period ORDER BY b.period, b.paying_account_no
        """, r => new OnePointBill(r.Text("bill_no")!, r.Text("paying_account_no")!, r.Text("period")!, r.Whole("fen")!.Value, r.Text("state")!, (int)r.Whole("bills")!.Value), period, cancellationToken);

    public Task<IReadOnlyList<SettledShare>> SharesAsync(string? period, CancellationToken cancellationToken) => ReadAsync("""
        SELECT bill_no, period, org_unit, basis_points, fen, bill_fen, at FROM {t}share WHERE @period = '' OR period = @period ORDER BY bill_no, org_unit
        """, r => new SettledShare(r.Text("bill_no")!, r.Text("period")!, r.Text("org_unit")!, (int)r.Whole("basis_points")!.Value, r.Whole("fen")!.Value, r.Whole("bill_fen")!.Value, r.Instant("at")!.Value),
        period, cancellationToken);

    /// <summary>Accounts that belong to a one-point bill of the period and have not contributed to it.</summary>
    public Task<IReadOnlyList<MissingBill>> MissingAsync(string? period, CancellationToken cancellationToken) => ReadAsync("""
        SELECT b.paying_account_no, b.period, m.account_no, m.told_by,
          (SELECT MAX(l.org_unit) FROM {t}contribution l WHERE l.account_no = m.account_no) AS last_from
        FROM {t}one_bill b JOIN {t}member m ON m.paying_account_no = b.paying_account_no
        WHERE m.basis_points > 0 AND (@period = '' OR b.period = @period)
          AND NOT EXISTS (SELECT 1 FROM {t}contribution c WHERE c.paying_account_no = b.paying_account_no AND c.period = b.period AND c.account_no = m.account_no)
        ORDER BY b.period, b.paying_account_no, m.account_no
        """, r => new MissingBill(r.Text("paying_account_no")!, r.Text("period")!, r.Text("account_no")!, r.Text("told_by")!, r.Text("last_from")), period, cancellationToken);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string text, Func<DbDataReader, T> read, string? period, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, text, read, cancellationToken, ("period", period ?? ""));
    }
}
