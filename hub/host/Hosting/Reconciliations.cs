using Integration.CoreApp.Payments;
using Integration.Hub.OperationsConsole;

namespace Integration.Hub.Host.Hosting;

/// <summary>What the core app has compared with other systems' statements, as operations look at it.</summary>
internal static class Reconciliations
{
    // What stands under no bank is what billing said of postings.
    private const string Billing = "billing";

    public static async Task<IReadOnlyList<ReconciliationRow>> ReadAsync(PaymentQueries payments, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        [.. (await payments.ReconciledAsync(from, to, cancellationToken)).Select(r => new ReconciliationRow(
            r.Bank.Length == 0 ? Billing : r.Bank, r.Day, r.Agreed, r.AgreedFen, r.MissingHere, r.MissingThere,
            [.. r.Differences.Select(d => new DifferenceRow(d.No, d.Subject, d.Kind, d.State, d.OursFen, d.TheirsFen, d.Words, d.Message.ToString()))]))];
}
