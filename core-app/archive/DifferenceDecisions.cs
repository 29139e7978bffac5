using System.Data.Common;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>Runs work in one transaction of the box: what it writes and what it publishes commit together, or nothing of it.</summary>
public delegate Task InOneTransaction(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken);

/// <summary>What people decide on differences. Both values stay in the history, whichever was taken.</summary>
/// <param name="open">An open connection of its own; disposed after use.</param>
/// <param name="rules">As the archive has them.</param>
public sealed class DifferenceDecisions(Func<CancellationToken, ValueTask<DbConnection>> open, InOneTransaction write, SqlDialect dialect, MasterRules rules, TimeProvider? time = null)
{
    private const string Of = "entity = @entity AND entity_key = @key AND attribute = @attribute AND system = @system";
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Theirs is right: it is taken into the archive, in the place of the master's, until the master says something new. The difference stays listed as accepted
    /// until the master has been corrected. Accepting what is accepted changes nothing.
    /// </summary>
    /// <param name="seen">Their value as the person saw it; null: whatever it is now.</param>
    /// <param name="orgUnits">Subtrees whose customers the person may see; null: all.</param>
    /// <exception cref="RequestRefusedException">There is no such difference to be seen, it has closed, or it has changed since it was seen.</exception>
    public Task AcceptAsync(DifferenceKey of, string? seen, string note, Actor actor, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) =>
        DecideAsync(of, "accepted", seen, note, actor, orgUnits, cancellationToken);

    /// <summary>Ours stays. The same two values are not asked about again. Parameters and refusals as for <see cref="AcceptAsync"/>; what was accepted cannot be ignored.</summary>
    public Task IgnoreAsync(DifferenceKey of, string? seen, string note, Actor actor, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) =>
        DecideAsync(of, "ignored", seen, note, actor, orgUnits, cancellationToken);

    /// <summary>Every decision on values of one record, the newest first.</summary>
    public async Task<IReadOnlyList<DifferenceDecision>> ListAsync(string entity, string key, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var command = Sql.Command(connection, null, "");
        command.CommandText = Sql.For(dialect, $$"""
            SELECT d.* FROM {t}difference_decision d
            LEFT JOIN {t}party p ON p.party_no = COALESCE(d.customer_no, d.entity_key)
            LEFT JOIN {t}customer c ON c.customer_no = COALESCE(p.root_no, d.customer_no, d.entity_key)
            WHERE d.entity = @entity AND d.entity_key = @key AND {{Jurisdiction.Condition(command, "c.org_unit", orgUnits)}}
            ORDER BY d.decided_at DESC, d.decision_id DESC
            """);
        command.AddTyped("@entity", entity).AddTyped("@key", key);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<DifferenceDecision>();
        while (await row.ReadAsync(cancellationToken))
            all.Add(DifferenceDecision.Read(row));
        return all;
    }

    private Task DecideAsync(DifferenceKey of, string decision, string? seen, string note, Actor actor, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) => write(async (transaction, cancel) =>
    {
        var (difference, theirs, with) = await LockAsync(transaction, of, orgUnits, cancel);
        if (difference.State == "closed")
            throw new RequestRefusedException("difference.closed", $"the two agree again on {of}: there is nothing to decide");
        if (seen is not null && seen != difference.Theirs)
            throw new RequestRefusedException("difference.changed", $"{of.System} says {difference.Theirs} by now, not {seen}: look again");
        if (difference.State == decision)
            return;
        if (difference.State == "accepted")
            throw new RequestRefusedException("difference.accepted", $"{difference.DecidedBy} has accepted {difference.Theirs} for {of}; what the master says next, other than {difference.Ours}, takes its place");
        var now = _time.GetUtcNow();
        if (decision == "accepted")
            await new Accepting(transaction, rules, actor, now).TakeAsync(difference, theirs, with, cancel);
        await RunAsync(transaction, $"UPDATE {{t}}difference SET state = @decision, decided_by = @actor, decided_at = @now, note = @note WHERE {Of}", of, decision, note, actor, now, cancel);
        await RunAsync(transaction, $$"""
            INSERT INTO {t}difference_decision (decision_id, entity, entity_key, attribute, system, customer_no, decision, ours, ours_source, ours_message, theirs, theirs_source, theirs_message, decided_by, decided_at, note)
            SELECT @id, entity, entity_key, attribute, system, customer_no, @decision, ours, ours_source, ours_message, theirs, theirs_source, theirs_message, @actor, @now, @note FROM {t}difference WHERE {{Of}}
            """, of, decision, note, actor, now, cancel);
    }, cancellationToken);

    // Locked before it is read: what another system says at the same time waits, and is compared with what was decided.
    private async Task<(ListedDifference Difference, Said Theirs, IReadOnlyDictionary<string, string?> With)> LockAsync(
        IInBoxTransaction transaction, DifferenceKey of, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        if (Tables.All.Any(t => t.Entity == of.Entity && t.Facets.Any(f => f.Mixed)) && Tables.Mixed(of.Entity) is var table)
            await MixedReader.LockAsync(transaction, table, [MixedReader.KeyOf(table, of.Key)], cancellationToken);
        await using var command = Keyed(transaction, $"SELECT * FROM {{t}}difference WHERE {Of}{(dialect == SqlDialect.PostgreSql ? " FOR UPDATE" : "")}", of);
        ListedDifference? found = null;
        Said? theirs = null;
        string? with = null;
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await row.ReadAsync(cancellationToken))
            {
                // Both words are known to who decides: what is older than either says nothing against it.
                var at = new[] { row.Instant("theirs_at"), row.Instant("ours_at") }.Max()!.Value;
                (found, theirs, with) = (ListedDifference.Read(row), new Said(row.Text("theirs_source") ?? of.System, at, long.MaxValue, 1, row.Text("theirs_message") ?? ""), row.Text("theirs_with"));
            }
        }

        if (found is null || !await Jurisdiction.CoversAsync(transaction.Connection, transaction.Transaction, dialect, found.CustomerNo ?? found.Key, orgUnits, cancellationToken))
            throw new RequestRefusedException("difference.none", $"there is no difference of {of}; hub differences list shows them");
        return (found, theirs!, Accepting.With(with));
    }

    private async Task RunAsync(IInBoxTransaction transaction, string text, DifferenceKey of, string decision, string note, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Keyed(transaction, text, of);
        command.AddTyped("@decision", decision).AddTyped("@actor", actor.Name).AddTyped("@note", note).AddTyped("@id", Guid.CreateVersion7(now).ToString()).AddInstant(dialect, "@now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Keyed(IInBoxTransaction transaction, string text, DifferenceKey of) => Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(dialect, text))
        .AddTyped("@entity", of.Entity).AddTyped("@key", of.Key).AddTyped("@attribute", of.Attribute).AddTyped("@system", of.System);
}
