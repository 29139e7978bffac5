using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Settlement;

/// <param name="Revision">Number of the calculation that is to come.</param>
/// <param name="Warning">Id of the open warning that contributions are missing; null: there is none.</param>
internal sealed record OneBill(string BillNo, long Fen, long Revision, string State, string? Warning);

/// <summary>A contribution as it stood before.</summary>
internal sealed record Former(string Payer, string Period, long Fen);

internal sealed record Share(string OrgUnit, int BasisPoints, long Fen, long BillFen);

/// <summary>The settlement's tables.</summary>
internal sealed class Ledger(TableSpace tables, IInBoxTransaction transaction)
{
    /// <summary>The newest profile of a paying account's group decides; an older one changes nothing.</summary>
    public async Task<bool> TakeGroupAsync(OnePointBilling group, string toldBy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var payer = ("payer", (object?)group.PayingAccountNo.Value);
        var newer = await RunAsync("""
            INSERT INTO {t}payer AS p (paying_account_no, at) VALUES (@payer, @at)
            ON CONFLICT (paying_account_no) DO UPDATE SET at = excluded.at WHERE excluded.at >= p.at
            """, cancellationToken, payer, ("at", at));
        if (newer == 0)
            return false;
        await RunAsync("DELETE FROM {t}member WHERE paying_account_no = @payer", cancellationToken, payer);
        foreach (var share in group.Shares)
        {
            await RunAsync("""
                INSERT INTO {t}member (account_no, paying_account_no, basis_points, told_by, at) VALUES (@account, @payer, @points, @by, @at)
                ON CONFLICT (account_no) DO UPDATE SET paying_account_no = excluded.paying_account_no, basis_points = excluded.basis_points, told_by = excluded.told_by, at = excluded.at
                """, cancellationToken, ("account", share.AccountNo.Value), payer, ("points", (long)share.BasisPoints), ("by", toldBy), ("at", at));
        }
        await RunAsync("DELETE FROM {t}claim WHERE paying_account_no = @payer", cancellationToken, payer);
        foreach (var claim in group.Settlement)
            await RunAsync("INSERT INTO {t}claim (paying_account_no, org_unit, basis_points) VALUES (@payer, @unit, @points)", cancellationToken, payer, ("unit", claim.OrgUnit.Value), ("points", (long)claim.BasisPoints));
        return true;
    }

    /// <summary>Of the accounts, those whose bills another one pays: account → paying account.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PayersAsync(IEnumerable<string> accounts, CancellationToken cancellationToken)
    {
        var list = System.Text.Json.JsonSerializer.Serialize(accounts.Distinct());
        var among = tables.Dialect == SqlDialect.PostgreSql ? "SELECT jsonb_array_elements_text(CAST(@accounts AS jsonb))" : "SELECT value FROM json_each(@accounts)";
        var found = await ReadAsync($"SELECT account_no, paying_account_no FROM {{t}}member WHERE basis_points > 0 AND account_no IN ({among})",
            r => (r.Text("account_no")!, r.Text("paying_account_no")!), cancellationToken, ("accounts", list));
        return found.ToDictionary(f => f.Item1, f => f.Item2);
    }

    /// <summary>False: a newer state of the bill is known.</summary>
    public async Task<bool> ContributeAsync(GroupBillContributed bill, MessageId message, CancellationToken cancellationToken) => await RunAsync("""
        INSERT INTO {t}contribution AS c (org_unit, bill_no, paying_account_no, period, account_no, fen, at, message)
        VALUES (@unit, @bill, @payer, @period, @account, @fen, @at, @message)
        ON CONFLICT (org_unit, bill_no) DO UPDATE SET paying_account_no = excluded.paying_account_no, period = excluded.period, account_no = excluded.account_no,
          fen = excluded.fen, at = excluded.at, message = excluded.message
        WHERE excluded.at >= c.at
        """, cancellationToken, ("unit", bill.OrgUnit.Value), ("bill", bill.BillNo.Value), ("payer", bill.PayingAccountNo.Value), ("period", bill.Period.ToString()),
        ("account", bill.AccountNo.Value), ("fen", bill.AmountDue.Fen), ("at", bill.OccurredAt), ("message", message.Value)) > 0;

    /// <summary>Where a bill stood before, for a correction that moves it to another period or payer.</summary>
    public async Task<Former?> FormerAsync(GroupBillContributed bill, CancellationToken cancellationToken)
    {
        var found = await ReadAsync("SELECT paying_account_no, period, fen FROM {t}contribution WHERE org_unit = @unit AND bill_no = @bill",
            r => new Former(r.Text("paying_account_no")!, r.Text("period")!, r.Whole("fen")!.Value), cancellationToken, ("unit", bill.OrgUnit.Value), ("bill", bill.BillNo.Value));
        return found.FirstOrDefault();
    }

    /// <summary>The one bill, made if it is new, held by this transaction so that nobody counts while another contributes.</summary>
    public async Task<OneBill> HoldAsync(string payer, string period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await RunAsync("""
            INSERT INTO {t}one_bill AS b (paying_account_no, period, bill_no, fen, revision, state, changed_at) VALUES (@payer, @period, @bill, 0, 1, 'open', @now)
            ON CONFLICT (paying_account_no, period) DO UPDATE SET changed_at = excluded.changed_at
            """, cancellationToken, ("payer", payer), ("period", period), ("bill", $"OP-{payer}-{period}"), ("now", now));
        return (await ReadAsync("SELECT bill_no, fen, revision, state, warning_id FROM {t}one_bill WHERE paying_account_no = @payer AND period = @period",
            r => new OneBill(r.Text("bill_no")!, r.Whole("fen")!.Value, r.Whole("revision")!.Value, r.Text("state")!, r.Text("warning_id")), cancellationToken, ("payer", payer), ("period", period)))[0];
    }

    /// <summary>Periods of a paying account that have a one bill.</summary>
    public Task<IReadOnlyList<string>> PeriodsAsync(string payer, CancellationToken cancellationToken) =>
        ReadAsync("SELECT period FROM {t}one_bill WHERE paying_account_no = @payer ORDER BY period", r => r.Text("period")!, cancellationToken, ("payer", payer));

    /// <summary>What each bill adds to the one bill: its amount, or the part of it that the paying account pays.</summary>
    public Task<IReadOnlyList<(long Fen, int BasisPoints)>> PartsAsync(string payer, string period, CancellationToken cancellationToken) => ReadAsync("""
        SELECT c.fen, COALESCE(m.basis_points, 10000) AS points FROM {t}contribution c
        LEFT JOIN {t}member m ON m.account_no = c.account_no AND m.paying_account_no = c.paying_account_no
        WHERE c.paying_account_no = @payer AND c.period = @period
        """, r => (r.Whole("fen")!.Value, (int)r.Whole("points")!.Value), cancellationToken, ("payer", payer), ("period", period));

    /// <summary>Accounts that belong to the one bill and have not contributed to it.</summary>
    public Task<IReadOnlyList<string>> MissingAsync(string payer, string period, CancellationToken cancellationToken) => ReadAsync("""
        SELECT m.account_no FROM {t}member m WHERE m.paying_account_no = @payer AND m.basis_points > 0
          AND NOT EXISTS (SELECT 1 FROM {t}contribution c WHERE c.paying_account_no = @payer AND c.period = @period AND c.account_no = m.account_no)
        ORDER BY m.account_no
        """, r => r.Text("account_no")!, cancellationToken, ("payer", payer), ("period", period));

    /// <summary>Notes which warning is open.</summary>
    public Task WarnedAsync(string payer, string period, string? warning, CancellationToken cancellationToken) =>
        RunAsync("UPDATE {t}one_bill SET warning_id = @warning WHERE paying_account_no = @payer AND period = @period", cancellationToken, ("warning", warning), ("payer", payer), ("period", period));

    public async Task<IReadOnlyDictionary<string, int>> ClaimsAsync(string payer, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT org_unit, basis_points FROM {t}claim WHERE paying_account_no = @payer", r => (r.Text("org_unit")!, (int)r.Whole("basis_points")!.Value), cancellationToken, ("payer", payer)))
        .ToDictionary(c => c.Item1, c => c.Item2);

    public Task SettleAsync(string payer, string period, long fen, string state, CancellationToken cancellationToken) => RunAsync(
        "UPDATE {t}one_bill SET fen = @fen, state = @state, revision = revision + 1 WHERE paying_account_no = @payer AND period = @period",
        cancellationToken, ("fen", fen), ("state", state), ("payer", payer), ("period", period));

    public Task OpenAsync(string payer, string period, CancellationToken cancellationToken) =>
        RunAsync("UPDATE {t}one_bill SET state = 'open' WHERE paying_account_no = @payer AND period = @period", cancellationToken, ("payer", payer), ("period", period));

    public async Task<IReadOnlyDictionary<string, Share>> SharesAsync(string bill, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT org_unit, basis_points, fen, bill_fen FROM {t}share WHERE bill_no = @bill",
            r => new Share(r.Text("org_unit")!, (int)r.Whole("basis_points")!.Value, r.Whole("fen")!.Value, r.Whole("bill_fen")!.Value), cancellationToken, ("bill", bill))).ToDictionary(s => s.OrgUnit);

    public Task ShareAsync(SettlementShareCalculated m, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}share AS s (bill_no, org_unit, period, basis_points, fen, bill_fen, at) VALUES (@bill, @unit, @period, @points, @fen, @of, @at)
        ON CONFLICT (bill_no, org_unit) DO UPDATE SET basis_points = excluded.basis_points, fen = excluded.fen, bill_fen = excluded.bill_fen, at = excluded.at WHERE excluded.at >= s.at
        """, cancellationToken, ("bill", m.BillNo.Value), ("unit", m.OrgUnit.Value), ("period", m.Period.ToString()), ("points", (long)m.BasisPoints), ("fen", m.Amount.Fen), ("of", m.BillAmount.Fen), ("at", m.OccurredAt));

    private Task<int> RunAsync(string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        tables.RunAsync(transaction.Connection, transaction.Transaction, text, cancellationToken, values);

    private Task<IReadOnlyList<T>> ReadAsync<T>(string text, Func<System.Data.Common.DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        tables.ReadAsync(transaction.Connection, transaction.Transaction, text, read, cancellationToken, values);
}
