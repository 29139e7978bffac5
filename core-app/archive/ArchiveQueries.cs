using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>Questions to the archive. Each takes the org units that the asker may see (whole subtrees; null: all).</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class ArchiveQueries(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider? time = null)
{
    /// <summary>Products listed in an overview; <see cref="CustomerOverview.ProductCount"/> tells how many there are.</summary>
    public const int MostProducts = 50;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// The customer behind a service number, circuit number or contact's phone, however it is written; null if there is none in the jurisdiction.
    /// Who has the service now comes before who had it once, a service before a contact's phone.
    /// </summary>
    public async Task<CustomerOverview?> FindByServiceNumberAsync(ServiceNumber number, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        var key = ServiceKey.Of(number.Value);
        return key.Length == 0 ? null : await FindAsync(CustomerStatement.ByNumber, key, number, orgUnits, cancellationToken);
    }

    /// <summary>The customer with this number; null if there is none in the jurisdiction.</summary>
    public Task<CustomerOverview?> FindByCustomerNumberAsync(CustomerNumber number, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) =>
        FindAsync(CustomerStatement.ByCustomer, number.Value, null, orgUnits, cancellationToken);

    /// <summary>How many bills there are and what they sum up to, in fen: for comparing with billing's own books. Reads the whole table.</summary>
    /// <exception cref="OverflowException">The sum is beyond what a whole number of fen can hold.</exception>
    public async Task<(long Bills, long Fen)> BillTotalsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var command = Sql.Command(connection, null, Sql.For(dialect, "SELECT COUNT(*) AS bills, COALESCE(SUM(due_fen), 0) AS fen FROM {t}customer_bill"));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.Whole("bills")!.Value, row.Whole("fen")!.Value);
    }

    private async Task<CustomerOverview?> FindAsync(
        string statement, string key, ServiceNumber? asked, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var customer = await CustomerAsync(connection, statement, key, orgUnits, cancellationToken);
        if (customer is null)
            return null;
        await using var command = Sql.Command(connection, null, Sql.For(dialect, OverviewStatements.All));
        command.Add("@customer", customer.CustomerNo.Value);
        command.Add("@key", asked is null ? "" : key);
        command.Add("@most", MostProducts);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await OverviewStatements.ReadAsync(rows, customer with { ServiceNo = asked, AsOf = _time.GetUtcNow() }, cancellationToken);
    }

    private async Task<CustomerOverview?> CustomerAsync(
        DbConnection connection, string statement, string key, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, null, "");
        command.CommandText = Sql.For(dialect, statement.Replace("{jurisdiction}", Jurisdiction.Condition(command, "c.org_unit", orgUnits)));
        command.Add("@key", key);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? CustomerStatement.Read(rows) : null;
    }
}
