using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments.Ledger;

/// <param name="Content">Hash of all of it.</param>
/// <param name="OtherContent">Another one that came under the same number; null: none.</param>
internal sealed record Statement(
    string Bank, string StatementNo, string Account, DateOnly From, DateOnly To, long OpeningFen, long ClosingFen, long Entries, long EntriesFen, string Currency,
    string Content, string? OtherContent, MessageId Message);

/// <summary>Statements in the database.</summary>
internal sealed class StatementBook(FactBook book)
{
    /// <summary>False: one of this number is there already; if its content is another, that is noted.</summary>
    public async Task<bool> AddAsync(Statement s, CancellationToken cancellationToken)
    {
        var added = await book.RunAsync("""
            INSERT INTO {t}statement (bank, statement_no, account, from_day, to_day, opening_fen, closing_fen, entries, entries_fen, currency, content, message)
            VALUES (@bank, @no, @account, @from, @to, @opening, @closing, @entries, @sum, @currency, @content, @message)
            ON CONFLICT (bank, statement_no) DO NOTHING
            """, cancellationToken,
            ("bank", s.Bank), ("no", s.StatementNo), ("account", s.Account), ("from", s.From), ("to", s.To), ("opening", s.OpeningFen), ("closing", s.ClosingFen),
            ("entries", s.Entries), ("sum", s.EntriesFen), ("currency", s.Currency), ("content", s.Content), ("message", s.Message.Value)) > 0;
        if (!added)
            await book.RunAsync("UPDATE {t}statement SET other_content = @content WHERE bank = @bank AND statement_no = @no AND content <> @content", cancellationToken,
                ("content", s.Content), ("bank", s.Bank), ("no", s.StatementNo));
        return added;
    }

    public async Task<Statement?> FindAsync(string bank, string statementNo, CancellationToken cancellationToken) =>
        (await book.ReadAsync("SELECT * FROM {t}statement WHERE bank = @bank AND statement_no = @no", Read, cancellationToken, ("bank", bank), ("no", statementNo))).FirstOrDefault();

    public async Task<Statement?> BeforeAsync(Statement s, CancellationToken cancellationToken) =>
        (await book.ReadAsync("SELECT * FROM {t}statement WHERE bank = @bank AND account = @account AND to_day < @from ORDER BY to_day DESC, statement_no DESC LIMIT 1",
            Read, cancellationToken, ("bank", s.Bank), ("account", s.Account), ("from", s.From))).FirstOrDefault();

    public async Task<Statement?> AfterAsync(Statement s, CancellationToken cancellationToken) =>
        (await book.ReadAsync("SELECT * FROM {t}statement WHERE bank = @bank AND account = @account AND from_day > @to ORDER BY from_day, statement_no LIMIT 1",
            Read, cancellationToken, ("bank", s.Bank), ("account", s.Account), ("to", s.To))).FirstOrDefault();

    /// <summary>Days that the statements of a bank cover.</summary>
    public Task<IReadOnlyList<(DateOnly From, DateOnly To)>> DaysAsync(string bank, DateOnly from, DateOnly to, CancellationToken cancellationToken) => book.ReadAsync(
        "SELECT from_day, to_day FROM {t}statement WHERE bank = @bank AND from_day <= @to AND to_day >= @from",
        r => (r.Day("from_day")!.Value, r.Day("to_day")!.Value), cancellationToken, ("bank", bank), ("from", from), ("to", to));

    private static Statement Read(DbDataReader r) => new(
        r.Text("bank")!, r.Text("statement_no")!, r.Text("account")!, r.Day("from_day")!.Value, r.Day("to_day")!.Value, r.Whole("opening_fen")!.Value, r.Whole("closing_fen")!.Value,
        r.Whole("entries")!.Value, r.Whole("entries_fen")!.Value, r.Text("currency")!, r.Text("content")!, r.Text("other_content"), new MessageId(r.Id("message")!.Value));
}
