using Integration.CanonicalModel;
using Integration.CoreApp.Payments.Ledger;
using Integration.CoreApp.Payments.Reconciling;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments;

/// <summary>Takes one delivery after the other: its facts, then a look at what they touch.</summary>
internal sealed class Intake
{
    private readonly FactBook _book;
    private readonly StatementBook _statements;
    private readonly InBoxPost _post;
    private readonly Reconciler _reconciler;

    public Intake(FactBook book, InBoxPost post)
    {
        (_book, _post, _statements) = (book, post, new StatementBook(book));
        _reconciler = new Reconciler(book, _statements, post);
    }

    public Task TakeAsync(ClaimedDelivery delivery, CancellationToken cancellationToken) => delivery.Envelope.Type switch
    {
        nameof(CollectDirectDebit) => DebitsAsync(Arrived.Of<CollectDirectDebit>([delivery]), cancellationToken),
        nameof(DirectDebitSettled) => FactsAsync(Arrived.Of<DirectDebitSettled>([delivery]), Facts.Of, cancellationToken),
        nameof(DirectDebitFailed) => FactsAsync(Arrived.Of<DirectDebitFailed>([delivery]), Facts.Of, cancellationToken),
        nameof(PaymentReceived) => FactsAsync(Arrived.Of<PaymentReceived>([delivery]), Facts.Of, cancellationToken),
        nameof(BankStatementIssued) => StatementsAsync(Arrived.Of<BankStatementIssued>([delivery]), cancellationToken),
        nameof(PaymentPosted) => PostedAsync(Arrived.Of<PaymentPosted>([delivery]), a => a.Message.PaymentNo.Value, Facts.Of, cancellationToken),
        nameof(PaymentPostingRejected) => PostedAsync(Arrived.Of<PaymentPostingRejected>([delivery]), a => a.Message.PaymentNo.Value, Facts.Of, cancellationToken),
        var type => throw new InBoxDataException(new Failure(FailureKind.Data, "payments.unknown-type", $"payments does not take {type}")),
    };

    private async Task DebitsAsync(IReadOnlyList<Arrived<CollectDirectDebit>> debits, CancellationToken cancellationToken)
    {
        foreach (var debit in debits)
        {
            var fact = Facts.Of(debit);
            var first = (await _book.MovementAsync(fact.Subject, cancellationToken))?.Instruction is null;
            // The first one goes to its bank, in this very transaction; a repeat changes nothing, another one is a difference.
            if (await _book.AddAsync(fact, cancellationToken) && first)
                Submit(debit);
            await _reconciler.LookAsync([fact.Subject], debit.Id, debit.Conversation, cancellationToken);
        }
    }

    private void Submit(Arrived<CollectDirectDebit> debit)
    {
        var d = debit.Message;
        var command = new SubmitDirectDebit { DebitNo = d.DebitNo, AccountNo = d.AccountNo, BillNo = d.BillNo, Debtor = d.Debtor, Amount = d.Amount, CollectOn = d.CollectOn };
        _post.Say(command, d.DebitNo.Value, d.DebitNo.Value, debit.Id, debit.Conversation, new SearchKey("debit", d.DebitNo.Value), new SearchKey("account", d.AccountNo.Value));
    }

    private async Task FactsAsync<T>(IReadOnlyList<Arrived<T>> arrived, Func<Arrived<T>, Fact> factOf, CancellationToken cancellationToken)
    {
        var subjects = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var one in arrived)
        {
            var fact = factOf(one);
            if (await _book.AddAsync(fact, cancellationToken))
                subjects.Add(fact.Subject);
        }
        if (arrived.Count > 0)
            await _reconciler.LookAsync(subjects, arrived[0].Id, arrived[0].Conversation, cancellationToken);
    }

    private async Task PostedAsync<T>(IReadOnlyList<Arrived<T>> arrived, Func<Arrived<T>, string> paymentNo, Func<Arrived<T>, string, Fact> factOf, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<Arrived<T>, Fact>();
        foreach (var one in arrived)
            facts[one] = factOf(one, await _book.SubjectOfPaymentAsync(paymentNo(one), cancellationToken) ?? "posting:" + paymentNo(one));
        await FactsAsync(arrived, one => facts[one], cancellationToken);
    }

    private async Task StatementsAsync(IReadOnlyList<Arrived<BankStatementIssued>> arrived, CancellationToken cancellationToken)
    {
        foreach (var one in arrived)
        {
            var statement = Facts.StatementOf(one);
            if (!await _statements.AddAsync(statement, cancellationToken))
            {
                await _reconciler.LookAsync((await _statements.FindAsync(statement.Bank, statement.StatementNo, cancellationToken))!, one.Conversation, cancellationToken);
                continue;
            }
            var entries = Facts.EntriesOf(one);
            foreach (var entry in entries)
                await _book.AddAsync(entry, cancellationToken);
            await _reconciler.LookAsync(entries.Select(e => e.Subject).Distinct().Order(StringComparer.Ordinal), one.Id, one.Conversation, cancellationToken);
            await _reconciler.LookAsync(statement, one.Conversation, cancellationToken);
            _post.SayAll(Facts.BookedOf(one), $"{statement.Bank}:{statement.StatementNo}", one.Id, one.Conversation, new SearchKey("statement", statement.StatementNo));
        }
    }
}
