using System.Reflection;
using Integration.CanonicalModel;
using Integration.CoreApp.Payments.Ledger;
using Integration.CoreApp.Payments.Reconciling;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments;

/// <summary>
/// Direct debits, payments and their reconciliation 对账, inside the box's transaction. Every message becomes facts about movements of money;
/// a fact said twice is one fact; after each, the movements touched are looked at anew. So messages may come twice, late or in any order.
/// </summary>
public sealed class PaymentsSubscriber(TimeProvider time) : IInBoxSubscriber
{
    /// <summary>Plans the deliveries of what this part says; set when the configuration is known.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>> Routes { get; set; } = _ => throw new InvalidOperationException("Routes is not set: payments cannot say anything");

    internal const string Part = "payments";

    public string Name => Part;

    public IReadOnlyList<string> MessageTypes { get; } =
    [
        nameof(CollectDirectDebit), nameof(DirectDebitSettled), nameof(DirectDebitFailed), nameof(PaymentReceived), nameof(BankStatementIssued),
        nameof(PaymentPosted), nameof(PaymentPostingRejected),
    ];

    /// <exception cref="InBoxDataException">A message cannot be read.</exception>
    public async Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        var book = new FactBook(Tables(transaction.Dialect), transaction);
        await book.LockAsync(cancellationToken);
        var intake = new Intake(book, new InBoxPost(Name, transaction, Routes, time));
        foreach (var delivery in deliveries)
            await intake.TakeAsync(delivery, cancellationToken);
    }

    /// <summary>Brings the tables to this version. Several nodes may call it at once.</summary>
    public static Task MigrateAsync(System.Data.Common.DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        TableMigrations.RunAsync(Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);

    internal static TableSpace Tables(SqlDialect dialect) => new(Part, dialect);
}
