using Integration.CanonicalModel;
using Integration.CoreApp.Payments.Ledger;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments.Reconciling;

/// <summary>Looks at movements again after facts were added: writes where they stand, orders postings, keeps the list of differences.</summary>
internal sealed class Reconciler(FactBook book, StatementBook statements, InBoxPost post)
{
    private readonly DifferenceBook _differences = new(book, post.Now);

    /// <param name="cause">The message that touched them.</param>
    public async Task LookAsync(IEnumerable<string> subjects, MessageId cause, string conversation, CancellationToken cancellationToken)
    {
        foreach (var subject in subjects)
        {
            if (await book.MovementAsync(subject, cancellationToken) is { } movement)
                await LookAsync(movement, cause, conversation, cancellationToken);
        }
    }

    /// <summary>A statement came: itself, the one after it, and whatever should stand in it.</summary>
    public async Task LookAsync(Statement statement, string conversation, CancellationToken cancellationToken)
    {
        await BalanceAsync(statement, statement.Message, cancellationToken);
        if (await statements.AfterAsync(statement, cancellationToken) is { } after)
            await BalanceAsync(after, statement.Message, cancellationToken);
        await LookAsync(await book.UnbookedAsync(statement.Bank, statement.From, statement.To, cancellationToken), statement.Message, conversation, cancellationToken);
    }

    private async Task BalanceAsync(Statement s, MessageId cause, CancellationToken cancellationToken) => await _differences.SyncAsync(
        Subjects.Statement(s.Bank, s.StatementNo), [.. StatementFindings.Of(s, await statements.BeforeAsync(s, cancellationToken))], cause, cancellationToken);

    private async Task LookAsync(Movement m, MessageId cause, string conversation, CancellationToken cancellationToken)
    {
        var ordered = await book.PostingAsync(m.Subject, cancellationToken);
        var posting = m.Posted is not null ? "posted" : m.Refused is not null ? "rejected" : ordered;
        if (posting is null && m.Postable)
        {
            Order(m, cause, conversation);
            posting = "ordered";
        }
        await book.WriteAsync(m, posting, post.Now, cancellationToken);
        var days = m is { Booked: false, Money: { Bank: { } bank } money } ? await statements.DaysAsync(bank, money.Day, money.Day, cancellationToken) : [];
        await _differences.SyncAsync(m.Subject, [.. Findings.Of(m, (_, day) => days.Any(d => d.From <= day && day <= d.To))], cause, cancellationToken);
    }

    /// <summary>Once per movement: that it was ordered commits with the order.</summary>
    private void Order(Movement m, MessageId cause, string conversation)
    {
        var (money, number) = (m.Money!, Subjects.PaymentNo(m.Subject));
        var command = new PostPayment
        {
            RequestId = new RequestId("post-" + number),
            PaymentNo = new PaymentNumber(number),
            AccountNo = new AccountNumber(m.AccountNo!),
            BillNo = m.BillNo is { } bill ? new BillNumber(bill) : null,
            Amount = new Money(money.Fen, money.Currency),
            Channel = money.Kind == FactKind.Settled ? PaymentChannel.DirectDebit : Enum.Parse<PaymentChannel>(money.Code!),
            PaidAt = money.At,
        };
        post.Say(command, m.AccountNo, command.RequestId.Value, cause, conversation, new SearchKey("payment", number), new SearchKey("account", m.AccountNo!));
    }
}
