using System.Data.Common;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>Where other systems say otherwise than the master, for people; and where each value came from.</summary>
/// <param name="open">An open connection of its own; disposed after use.</param>
public sealed class DifferenceList(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect)
{
    /// <summary>The latest seen first.</summary>
    /// <param name="state">open, accepted, ignored, closed; null: all.</param>
    /// <param name="entity">customer, billingAccount, product, circuit; null: all.</param>
    /// <param name="customerNo">Of one customer; null: all.</param>
    /// <param name="orgUnits">Subtrees whose customers the asker may see; null: all, also those of nobody known.</param>
    public async Task<IReadOnlyList<ListedDifference>> ListAsync(
        string? state, string? entity, string? customerNo, int limit, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var command = Sql.Command(connection, null, "");
        command.CommandText = Sql.For(dialect, $$"""
            SELECT d.* FROM {t}difference d
            LEFT JOIN {t}party p ON p.party_no = COALESCE(d.customer_no, d.entity_key)
            LEFT JOIN {t}customer c ON c.customer_no = COALESCE(p.root_no, d.customer_no, d.entity_key)
            WHERE (@state IS NULL OR d.state = @state) AND (@entity IS NULL OR d.entity = @entity) AND (@customer IS NULL OR c.customer_no = @customer)
              AND {{Jurisdiction.Condition(command, "c.org_unit", orgUnits)}}
            ORDER BY d.last_seen DESC, d.entity, d.entity_key, d.attribute, d.system
            LIMIT {{limit}}
            """);
        command.AddTyped("@state", state).AddTyped("@entity", entity).AddTyped("@customer", customerNo);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<ListedDifference>();
        while (await row.ReadAsync(cancellationToken))
            all.Add(ListedDifference.Read(row));
        return all;
    }

    /// <summary>Every value of one row with the system, interface, message and time that it is from; empty if there is no such row.</summary>
    /// <param name="entity">customer, billingAccount, product (key: customer/service), circuit.</param>
    /// <param name="orgUnits">Subtrees whose customers the asker may see; null: all. Of others there is nothing to be seen.</param>
    public async Task<IReadOnlyList<ValueSource>> SourcesAsync(string entity, string key, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        var table = Tables.Mixed(entity);
        await using var connection = await open(cancellationToken);
        var rows = await MixedReader.FindAsync(connection, null, dialect, table, MixedReader.KeyOf(table, key), cancellationToken);
        if (rows.FirstOrDefault() is not { } found || !await Jurisdiction.CoversAsync(connection, null, dialect, (string?)found[table.At("customer_no")], orgUnits, cancellationToken))
            return [];
        return [.. rows.SelectMany(row => table.Facets.SelectMany(f => Sources(table, f, row)))];
    }

    private static IEnumerable<ValueSource> Sources(ArchiveTable table, Facet facet, object?[] row)
    {
        if (Said.Of(table, facet, row) is not { } stamp)
            yield break;
        var sources = Storage.Sources.Read((string?)row[table.At(facet.Sources)]);
        foreach (var column in facet.Columns.Where(c => c.With is null && row[table.At(c.Name)] is not null))
        {
            var said = sources.Of(column.Name) ?? stamp;
            yield return new ValueSource(column.Attribute, Differences.Text(row[table.At(column.Name)]), said.Source, said.At, said.Message) { AcceptedBy = said.Accepted?.By, AcceptedAt = said.Accepted?.At };
        }
    }
}
