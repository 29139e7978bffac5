using System.Data.Common;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Crossing;

/// <summary>Which party belongs to which customer: joins, undoing them, matches that wait. One writer at a time, on all nodes together.</summary>
internal sealed class Structure(DbConnection connection, DbTransaction transaction, SqlDialect dialect, DateTimeOffset now)
{
    // Any number, as long as nothing else in this database locks by it.
    private const long StructureLock = 0x70617274696573;

    /// <summary>Who decides where no person does.</summary>
    public const string Hub = "hub";

    /// <summary>
    /// Held until the transaction ends; the last lock that a transaction takes, so that nobody waits in a circle. Who takes it is about to change who is who:
    /// kept answers of the cross-reference end with its commit.
    /// </summary>
    public async Task LockAsync(CancellationToken cancellationToken)
    {
        if (dialect == SqlDialect.PostgreSql)
            await RunAsync($"SELECT pg_advisory_xact_lock({StructureLock})", cancellationToken);
        await RunAsync("UPDATE {t}identity_version SET version = version + 1", cancellationToken);
    }

    public Task<string?> RootAsync(string party, CancellationToken cancellationToken) =>
        TextAsync("SELECT root_no FROM {t}party WHERE party_no = @party", cancellationToken, ("@party", party));

    /// <summary>The party, and all that is joined to it, belongs to the customer from now on.</summary>
    public async Task JoinAsync(string party, string into, string cause, string actor, CancellationToken cancellationToken)
    {
        await RunAsync("INSERT INTO {t}party_link (link_id, party_no, into_no, cause, actor, made_at) VALUES (@id, @party, @into, @cause, @actor, @now)", cancellationToken,
            ("@id", Guid.CreateVersion7(now).ToString()), ("@party", party), ("@into", into), ("@cause", cause), ("@actor", actor));
        await RunAsync("UPDATE {t}party SET root_no = (SELECT i.root_no FROM {t}party i WHERE i.party_no = @into) WHERE root_no = @party", cancellationToken, ("@into", into), ("@party", party));
        await RunAsync("""
            UPDATE {t}party_match AS m SET state = 'settled', decided_by = @actor, decided_at = @now, note = 'the two are one customer now'
            WHERE m.state = 'open' AND (SELECT p.root_no FROM {t}party p WHERE p.party_no = m.party_no) = (SELECT p.root_no FROM {t}party p WHERE p.party_no = m.other_no)
            """, cancellationToken, ("@actor", actor));
    }

    /// <summary>The party stands by itself again, with all that is joined to it. False: it was joined to nobody.</summary>
    public async Task<bool> PartAsync(string party, string actor, string because, CancellationToken cancellationToken)
    {
        var undone = await RunAsync("UPDATE {t}party_link SET undone_by = @actor, undone_at = @now, undone_because = @because WHERE party_no = @party AND undone_at IS NULL", cancellationToken,
            ("@actor", actor), ("@because", because), ("@party", party));
        if (undone == 0)
            return false;
        await RunAsync("""
            WITH RECURSIVE below (no) AS (
              SELECT CAST(@party AS text) UNION SELECT l.party_no FROM {t}party_link l JOIN below ON l.into_no = below.no WHERE l.undone_at IS NULL
            )
            UPDATE {t}party SET root_no = @party WHERE party_no IN (SELECT no FROM below)
            """, cancellationToken, ("@party", party));
        return true;
    }

    /// <summary>A pair that a person has decided on stays decided.</summary>
    public Task DoubtAsync(Verdict.Doubt doubt, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}party_match AS m (match_id, party_no, other_no, reason, evidence, state, found_at) VALUES (@id, @party, @other, @reason, @evidence, 'open', @now)
        ON CONFLICT (party_no, other_no) DO UPDATE SET reason = excluded.reason, evidence = excluded.evidence, state = 'open', decided_by = NULL, decided_at = NULL, note = NULL
        WHERE m.state = 'open' OR m.state = 'settled'
        """, cancellationToken, ("@id", $"M{Guid.CreateVersion7(now).ToString("N")[^12..]}"), ("@party", doubt.Party), ("@other", doubt.Other), ("@reason", doubt.Reason), ("@evidence", doubt.Evidence));

    /// <summary>A person has said that the two are not one: by rejecting the match or by undoing the join.</summary>
    public async Task<bool> IsRefusedAsync(string party, string into, CancellationToken cancellationToken) => await TextAsync("""
        SELECT 'no' FROM {t}party_match WHERE party_no = @party AND other_no = @into AND state = 'rejected'
        UNION ALL SELECT 'no' FROM {t}party_link WHERE party_no = @party AND into_no = @into AND undone_at IS NOT NULL
        LIMIT 1
        """, cancellationToken, ("@party", party), ("@into", into)) is not null;

    public async Task<int> RunAsync(string text, CancellationToken cancellationToken, params (string Name, string? Value)[] values)
    {
        await using var command = Command(text, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<string?> TextAsync(string text, CancellationToken cancellationToken, params (string Name, string? Value)[] values)
    {
        await using var command = Command(text, values);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private DbCommand Command(string text, (string Name, string? Value)[] values)
    {
        var command = Sql.Command(connection, transaction, Sql.For(dialect, text));
        foreach (var (name, value) in values)
            command.AddTyped(name, value);
        if (text.Contains("@now", StringComparison.Ordinal))
            command.AddInstant(dialect, "@now", now);
        return command;
    }
}
