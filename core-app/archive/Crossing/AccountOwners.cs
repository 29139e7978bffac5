using System.Data.Common;
using System.Text.Json;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Crossing;

/// <summary>Whose account it is, where systems say different customers: the master's word counts, the others' are listed as differences.</summary>
internal sealed class AccountOwners(IInBoxTransaction transaction, MasterRules rules)
{
    private const string Entity = "billingAccount";
    private const string Attribute = "customerNo";

    private const string Owners = """
        SELECT i.external_id AS account, i.system, i.source, i.message, i.said_at, p.root_no AS root
        FROM {u} JOIN {t}identity i ON i.kind = 'account' AND i.external_id = u.account JOIN {t}party p ON p.party_no = i.party_no
        WHERE EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = p.root_no)
        """;

    public async Task CompareAsync(IReadOnlyList<string> accounts, CancellationToken cancellationToken)
    {
        foreach (var account in (await ReadAsync(accounts, cancellationToken)).GroupBy(o => o.Account))
        {
            var owners = account.OrderBy(o => rules.Rank(Entity, Attribute, o.Said.System)).ThenByDescending(o => o.Said.At).ToList();
            var (ours, of) = (owners[0], new Difference(Entity, account.Key, Attribute, owners[0].Root));
            foreach (var theirs in owners.Skip(1))
                await Differences.WriteAsync(transaction, of, theirs.Said, theirs.Root, ours.Said, ours.Root, cancellationToken, agrees: theirs.Root == ours.Root);
        }
    }

    private async Task<List<(string Account, Said Said, string Root)>> ReadAsync(IReadOnlyList<string> accounts, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction,
            Sql.For(transaction.Dialect, Owners).Replace("{u}", Sql.Rows(transaction.Dialect, "account"), StringComparison.Ordinal));
        command.AddTyped("@rows", JsonSerializer.Serialize(accounts.Select(a => new { account = a })));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<(string, Said, string)>();
        while (await row.ReadAsync(cancellationToken))
            all.Add((row.Text("account")!, new Said(row.Text("source")!, row.Instant("said_at")!.Value, 0, 1, row.Text("message")!), row.Text("root")!));
        return all;
    }
}
