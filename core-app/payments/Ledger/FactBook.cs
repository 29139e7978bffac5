using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments.Ledger;

/// <summary>Facts and movements in the database, inside the box's transaction.</summary>
internal sealed class FactBook(TableSpace tables, IInBoxTransaction transaction)
{
    /// <summary>
    /// One transaction at a time works on payments, whatever the node: a result and the statement that has it may come in the same
    /// instant, and whoever is second must see the first. SQLite has one writer anyway.
    /// </summary>
    public async Task LockAsync(CancellationToken cancellationToken)
    {
        if (tables.Dialect == SqlDialect.PostgreSql)
            await RunAsync("SELECT pg_advisory_xact_lock(@lock)", cancellationToken, ("lock", TableMigrations.LockOf("payments")));
    }

    /// <summary>False: it was said before.</summary>
    public async Task<bool> AddAsync(Fact f, CancellationToken cancellationToken) => await RunAsync("""
        INSERT INTO {t}fact (subject, kind, content, fen, currency, day, bank, account_no, bill_no, code, words, at, message, sequence, line)
        VALUES (@subject, @kind, @content, @fen, @currency, @day, @bank, @account, @bill, @code, @words, @at, @message, @sequence, @line)
        ON CONFLICT (subject, kind, content) DO NOTHING
        """, cancellationToken,
        ("subject", f.Subject), ("kind", f.Kind.ToString()), ("content", f.Content), ("fen", f.Fen), ("currency", f.Currency), ("day", f.Day), ("bank", f.Bank),
        ("account", f.AccountNo), ("bill", f.BillNo), ("code", f.Code), ("words", f.Words), ("at", f.At), ("message", f.Message.Value), ("sequence", f.Sequence), ("line", f.Line)) > 0;

    public async Task<Movement?> MovementAsync(string subject, CancellationToken cancellationToken)
    {
        var facts = await ReadAsync("SELECT * FROM {t}fact WHERE subject = @subject ORDER BY sequence, line", Read, cancellationToken, ("subject", subject));
        return facts.Count == 0 ? null : new Movement(subject, facts);
    }

    /// <summary>Subject of the payment that billing knows under a number; null if there is none.</summary>
    public async Task<string?> SubjectOfPaymentAsync(string paymentNo, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT subject FROM {t}movement WHERE payment_no = @no", r => r.Text("subject"), cancellationToken, ("no", paymentNo))).FirstOrDefault();

    /// <summary>What posting stands at; null: nothing was ordered.</summary>
    public async Task<string?> PostingAsync(string subject, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT posting FROM {t}movement WHERE subject = @subject", r => r.Text("posting"), cancellationToken, ("subject", subject))).FirstOrDefault();

    public Task WriteAsync(Movement m, string? posting, DateTimeOffset now, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}movement (subject, payment_no, bank, account_no, bill_no, fen, currency, money_day, state, booked, posting, debtor_bank, debit_day, result_at, changed_at)
        VALUES (@subject, @no, @bank, @account, @bill, @fen, @currency, @day, @state, @booked, @posting, @debtor, @debit, @result, @now)
        ON CONFLICT (subject) DO UPDATE SET bank = excluded.bank, account_no = excluded.account_no, bill_no = excluded.bill_no, fen = excluded.fen, currency = excluded.currency,
          money_day = excluded.money_day, state = excluded.state, booked = excluded.booked, posting = excluded.posting,
          debtor_bank = excluded.debtor_bank, debit_day = excluded.debit_day, result_at = excluded.result_at, changed_at = excluded.changed_at
        """, cancellationToken,
        ("subject", m.Subject), ("no", Subjects.PaymentNo(m.Subject)), ("bank", m.Bank), ("account", m.AccountNo), ("bill", m.BillNo),
        ("fen", (m.Money ?? m.Instruction ?? m.First).Fen), ("currency", m.First.Currency), ("day", m.Money?.Day), ("state", m.State), ("booked", m.Booked ? 1L : 0L),
        ("posting", posting), ("debtor", m.DebtorBank), ("debit", m.DebitDay), ("result", m.ResultAt), ("now", now));

    /// <summary>Movements whose money should stand in a statement of these days and stands in none yet.</summary>
    public Task<IReadOnlyList<string>> UnbookedAsync(string bank, DateOnly from, DateOnly to, CancellationToken cancellationToken) => ReadAsync(
        "SELECT subject FROM {t}movement WHERE booked = 0 AND bank = @bank AND money_day BETWEEN @from AND @to ORDER BY subject",
        r => r.Text("subject")!, cancellationToken, ("bank", bank), ("from", from), ("to", to));

    public Task<int> RunAsync(string sql, CancellationToken cancellationToken, params (string, object?)[] values) =>
        tables.RunAsync(transaction.Connection, transaction.Transaction, sql, cancellationToken, values);

    public Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string, object?)[] values) =>
        tables.ReadAsync(transaction.Connection, transaction.Transaction, sql, read, cancellationToken, values);

    private static Fact Read(DbDataReader r) => new(
        r.Text("subject")!, Enum.Parse<FactKind>(r.Text("kind")!), r.Text("content")!, r.Whole("fen")!.Value, r.Text("currency")!, r.Day("day")!.Value, r.Instant("at")!.Value,
        new MessageId(r.Id("message")!.Value), r.Whole("sequence")!.Value, r.Whole("line")!.Value)
    {
        Bank = r.Text("bank"),
        AccountNo = r.Text("account_no"),
        BillNo = r.Text("bill_no"),
        Code = r.Text("code"),
        Words = r.Text("words"),
    };
}
