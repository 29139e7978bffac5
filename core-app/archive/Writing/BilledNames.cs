using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>The name that billing prints on its bills, compared with the customer's.</summary>
internal static class BilledNames
{
    // Differs now, or differed before: most names agree and cost one look-up.
    private const string Differing = """
        SELECT u.n AS n, c.customer_no, c.name, c.profile_at, c.profile_source, c.profile_message, c.profile_sources
        FROM {u}
        LEFT JOIN {t}party p ON p.party_no = u.party
        JOIN {t}customer c ON c.customer_no = COALESCE(p.root_no, u.party)
        LEFT JOIN {t}difference d ON d.entity = 'customer' AND d.entity_key = c.customer_no AND d.attribute = 'name' AND d.system = u.system AND d.state <> 'closed'
        WHERE c.name <> u.name OR d.entity IS NOT NULL
        """;

    public static async Task CompareAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CustomerBillIssued>> arrivals, CancellationToken cancellationToken)
    {
        var said = arrivals.Where(a => !string.IsNullOrWhiteSpace(a.Message.CustomerName))
            .GroupBy(a => (a.System, a.Message.CustomerNo, a.Message.CustomerName))
            .Select(g => g.MaxBy(a => a.Message.OccurredAt))
            .ToList();
        foreach (var (n, customer, name, ours) in await DifferingAsync(transaction, said, cancellationToken))
        {
            var (theirs, billed) = (said[n].Said(said[n].Message.OccurredAt), said[n].Message.CustomerName!);
            await Differences.WriteAsync(transaction, new Difference("customer", customer, "name", customer), theirs, billed, ours, name, cancellationToken, agrees: billed == name, settles: ours.Accepted is null);
        }
    }

    private static async Task<List<(int N, string Customer, string Name, Said Ours)>> DifferingAsync(
        IInBoxTransaction transaction, List<Arrival<CustomerBillIssued>> said, CancellationToken cancellationToken)
    {
        var found = new List<(int, string, string, Said)>();
        if (said.Count == 0)
            return found;
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction,
            Sql.For(transaction.Dialect, Differing).Replace("{u}", Sql.Rows(transaction.Dialect, "n", "party", "system", "name"), StringComparison.Ordinal));
        command.AddTyped("@rows", JsonSerializer.Serialize(said.Select((a, i) => new { n = $"{i}", party = a.Party(a.Message.CustomerNo), system = a.System, name = a.Message.CustomerName })));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add((int.Parse(row.Text("n")!, System.Globalization.CultureInfo.InvariantCulture), row.Text("customer_no")!, row.Text("name")!,
                Sources.Read(row.Text("profile_sources")).Of("name") ?? new Said(row.Text("profile_source") ?? "", row.Instant("profile_at")!.Value, 0, 1, row["profile_message"].ToString()!)));
        }

        return found;
    }
}
