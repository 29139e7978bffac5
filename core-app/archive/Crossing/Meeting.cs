using System.Data.Common;
using System.Text.Json;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Crossing;

/// <summary>
/// Where two systems' records of one customer meet. Runs after the facts are written, in their transaction; what was said before costs nothing.
/// </summary>
internal sealed class Meeting(IInBoxTransaction transaction, MasterRules rules, DateTimeOffset now)
{
    private readonly Structure _structure = new(transaction.Connection, transaction.Transaction, transaction.Dialect, now);

    public async Task HoldAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        if (statements.Count == 0)
            return;
        var news = await ReadAsync(MeetingSql.News, Json(statements), r => (int)r.Whole("n")!.Value, cancellationToken);
        if (news.Count == 0)
            return;
        await _structure.LockAsync(cancellationToken);
        var newly = news.ConvertAll(n => statements[n]);
        var (said, profiles) = (Json(newly), newly.Any(s => s.Profile));
        // A month's bills name thousands of new accounts and not one profile: what can find nothing is not asked.
        var newcomers = profiles ? await ReadAsync(MeetingSql.Newcomers, said, r => new { party = r.Text("party") }, cancellationToken) : [];
        foreach (var text in profiles ? [MeetingSql.Parties, MeetingSql.Profiles, MeetingSql.Identities] : new[] { MeetingSql.Parties, MeetingSql.Identities })
            await RunAsync(text, said, cancellationToken);
        if (profiles)
            await GrownAsync(said, cancellationToken);
        var met = await SharedAsync(said, newly.Any(s => s.Account is not null) ? MeetingSql.SpokenAccounts : null, newly.Any(s => s.ServiceKey is not null) ? MeetingSql.SpokenServices : null,
            newly.Any(s => s.Work is not null), cancellationToken);
        if (newcomers.Count > 0)
            met.AddRange(await SharedAsync(JsonSerializer.Serialize(newcomers), MeetingSql.AccountsOfParties, MeetingSql.ServicesOfParties, true, cancellationToken));
        // From here on it is rare: two parties share something, or bear one name.
        if (met.Count > 0)
            await JudgeAsync(met, cancellationToken);
        if (profiles || newly.Any(s => s.Name is not null))
            await NamesakesAsync(said, profiles, cancellationToken);
        var accounts = met.Where(m => m.Kind == "account").Select(m => m.Id).Concat(await ReadAsync(MeetingSql.DoubtedAccounts, said, r => r.Text("account")!, cancellationToken)).Distinct().ToList();
        if (accounts.Count > 0)
            await new AccountOwners(transaction, rules).CompareAsync(accounts, cancellationToken);
    }

    // Now that its own record is here, it is a customer: whether it is the same one, a person says.
    private async Task GrownAsync(string said, CancellationToken cancellationToken)
    {
        foreach (var (party, into, cause) in await ReadAsync(MeetingSql.Grown, said, r => (r.Text("party")!, r.Text("into_no")!, r.Text("cause")!), cancellationToken))
        {
            await _structure.PartAsync(party, Structure.Hub, "a record of its own has arrived", cancellationToken);
            await _structure.DoubtAsync(new Verdict.Doubt(party, into, "it was joined by the hub, and now has a record of its own", cause), cancellationToken);
        }
    }

    private static string Json(IReadOnlyList<Statement> statements) => JsonSerializer.Serialize(statements.Select(Row));

    private async Task JudgeAsync(List<Encounter> met, CancellationToken cancellationToken)
    {
        var strangers = met.SelectMany(m => new[] { m.One, m.Other }).Where(s => !IsCustomer(s)).Select(s => s.Party).Distinct().Order(StringComparer.Ordinal).ToList();
        if (strangers.Count == 0)
            return;
        var parties = JsonSerializer.Serialize(strangers.Select(s => new { party = s }));
        var all = await SharedAsync(parties, MeetingSql.AccountsOfParties, MeetingSql.ServicesOfParties, true, cancellationToken);
        foreach (var stranger in strangers)
        {
            var shared = all.Where(e => e.One.Party == stranger).ToList();
            if (shared.Count > 0)
                await CarryOutAsync(Judgement.OfStranger(shared[0].One, shared), cancellationToken);
        }
    }

    // A customer's own record is here under this very number.
    private static bool IsCustomer(Side side) => side.Known && side.Root == side.Party;

    private async Task NamesakesAsync(string said, bool profiles, CancellationToken cancellationToken)
    {
        var alike = profiles ? $"{MeetingSql.SameName}\nUNION\n{MeetingSql.SameAddressOrPhone}" : MeetingSql.SameName;
        var found = await ReadAsync(MeetingSql.Namesakes.Replace("{alike}", alike, StringComparison.Ordinal), said, r => (One: Side(r, "one"), Other: Side(r, "other"), Weak: r.Text("weak")), cancellationToken);
        foreach (var pair in found.GroupBy(f => (f.One, f.Other)))
        {
            if (Judgement.OfNamesakes(pair.Key.One, pair.Key.Other, [.. pair.Select(p => p.Weak).OfType<string>()]) is { } verdict)
                await CarryOutAsync([verdict], cancellationToken);
        }
    }

    private async Task CarryOutAsync(IEnumerable<Verdict> verdicts, CancellationToken cancellationToken)
    {
        foreach (var verdict in verdicts)
        {
            if (verdict is Verdict.Doubt doubt)
                await _structure.DoubtAsync(doubt, cancellationToken);
            else if (verdict is Verdict.Join join && !await _structure.IsRefusedAsync(join.Party, join.Into, cancellationToken))
                await _structure.JoinAsync(join.Party, join.Into, join.Because, Structure.Hub, cancellationToken);
        }
    }

    /// <param name="accounts">Which accounts to look at, as a query; null: none.</param>
    /// <param name="services">Which services to look at, as a query; null: none.</param>
    /// <param name="work">Look at work orders done on lines of nobody known.</param>
    private async Task<List<Encounter>> SharedAsync(string rows, string? accounts, string? services, bool work, CancellationToken cancellationToken)
    {
        string?[] parts =
        [
            accounts is null ? null : MeetingSql.SharedAccounts.Replace("{accounts}", accounts, StringComparison.Ordinal),
            services is null ? null : MeetingSql.SharedServices.Replace("{services}", services, StringComparison.Ordinal),
            work ? MeetingSql.SharedWork : null,
        ];
        var shared = string.Join("\nUNION\n", parts.OfType<string>());
        return shared.Length == 0 ? [] : await ReadAsync(MeetingSql.Shared.Replace("{shared}", shared, StringComparison.Ordinal), rows,
            r => new Encounter(Side(r, "one"), Side(r, "other"), r.Text("kind")!, r.Text("id")!), cancellationToken);
    }

    private static Side Side(DbDataReader row, string which) => new(row.Text(which)!, row.Text(which + "_root")!, row.Text(which + "_name"), row.Whole(which + "_known") == 1);

    private static object Row(Statement s, int n) => new
    {
        n,
        party = s.Party,
        number = s.Number,
        system = Said.SystemOf(s.Source),
        source = s.Source,
        at = Sql.Sortable(Sql.Micro(s.At)),
        message = s.Message,
        account = s.Account,
        service = s.ServiceKey,
        name = s.Name,
        name_key = PartyName.Key(s.Name),
        address_key = PartyName.Key(s.Address),
        profile = s.Profile ? "1" : "0",
        work = s.Work,
    };

    private async Task RunAsync(string text, string rows, CancellationToken cancellationToken)
    {
        await using var command = Command(text, rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<T>> ReadAsync<T>(string text, string rows, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(text, rows);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await row.ReadAsync(cancellationToken))
            all.Add(read(row));
        return all;
    }

    private DbCommand Command(string text, string rows)
    {
        var dialect = transaction.Dialect;
        var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(dialect, text)
            .Replace("{u}", Sql.Rows(dialect, MeetingSql.Columns), StringComparison.Ordinal)
            .Replace("{at}", dialect == SqlDialect.PostgreSql ? "at::timestamptz" : "at", StringComparison.Ordinal));
        command.AddTyped("@rows", rows);
        return command;
    }
}
