using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Revisions;

/// <summary>A text that a person put in the place of a mapping file or code table.</summary>
/// <param name="Base">Of the file that it stands in for; empty: there was none.</param>
/// <param name="State">active; replaced by a later one; back: taken back; refused by a node.</param>
public sealed record MappingRevision(
    long Revision, string Path, string Text, string Base, string State, string Reason, string MadeBy, DateTimeOffset MadeAt, string? EndedBy, DateTimeOffset? EndedAt, string? EndedBecause);

/// <summary>Somebody else changed the file meanwhile.</summary>
public sealed class StaleRevisionException(string path, MappingRevision? current) : Exception($"{path} has been changed since it was read")
{
    public MappingRevision? Current { get; } = current;
}

/// <summary>
/// Mapping files and code tables changed while the hub runs: kept in its database, so that all nodes have them, in the place of the files of the
/// folder until they are taken back or the file itself becomes another.
/// </summary>
public sealed class MappingRevisions(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    private const string Columns = "revision, path, text, base, state, reason, made_by, made_at, ended_by, ended_at, ended_because";

    private readonly TableSpace _tables = Tables(dialect);

    public static Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        TableMigrations.RunAsync(Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);

    /// <summary>Of a file's text, as revisions know what they stand in for.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public Task<IReadOnlyList<MappingRevision>> ActiveAsync(CancellationToken cancellationToken) => ReadAsync("WHERE state = 'active' ORDER BY path", cancellationToken);

    /// <summary>The newest first; of one path, or of all.</summary>
    public Task<IReadOnlyList<MappingRevision>> ListAsync(string? path, int limit, CancellationToken cancellationToken) =>
        path is null ? ReadAsync($"ORDER BY revision DESC LIMIT {limit}", cancellationToken) : ReadAsync($"WHERE path = @path ORDER BY revision DESC LIMIT {limit}", cancellationToken, ("path", path));

    /// <summary>From now on this is the text of the path. The same request twice makes one revision.</summary>
    /// <param name="seen">Number of the revision that the writer saw active; 0: the file itself.</param>
    /// <param name="note">Into the audit log, in the same transaction: what, on what, before, after.</param>
    /// <exception cref="StaleRevisionException">Another one is active by now.</exception>
    public async Task<MappingRevision> ActivateAsync(
        string requestId, string path, string text, string @base, long seen, string reason, string by, Func<DbConnection, DbTransaction, MappingRevision, CancellationToken, Task> note, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // First, so that writers come one after another.
        var number = (await _tables.ReadAsync(connection, transaction, "UPDATE {t}counter SET last = last + 1 WHERE one = 1 RETURNING last", r => r.GetInt64(0), cancellationToken))[0];
        if (await OneAsync(connection, transaction, "WHERE request_id = @request", cancellationToken, ("request", requestId)) is { } made)
            return made;
        var current = await OneAsync(connection, transaction, "WHERE path = @path AND state = 'active'", cancellationToken, ("path", path));
        if ((current?.Revision ?? 0) != seen)
            throw new StaleRevisionException(path, current);
        await EndAsync(connection, transaction, path, "replaced", by, reason, cancellationToken);
        await _tables.RunAsync(connection, transaction,
            "INSERT INTO {t}revision (revision, request_id, path, text, base, state, reason, made_by, made_at) VALUES (@revision, @request, @path, @text, @base, 'active', @reason, @by, @now)", cancellationToken,
            ("revision", number), ("request", requestId), ("path", path), ("text", text), ("base", @base), ("reason", reason), ("by", by), ("now", time.GetUtcNow()));
        var revision = (await OneAsync(connection, transaction, "WHERE revision = @revision", cancellationToken, ("revision", number)))!;
        await note(connection, transaction, revision, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return revision;
    }

    /// <summary>The active revision ends, and what stood before it stands again: the revision that it replaced, or the file. False: it was not active any more.</summary>
    /// <param name="state">back, or refused.</param>
    public async Task<bool> BackAsync(long revision, string state, string reason, string by, Func<DbConnection, DbTransaction, MappingRevision, CancellationToken, Task> note, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await _tables.RunAsync(connection, transaction, "UPDATE {t}counter SET last = last WHERE one = 1", cancellationToken);
        if (await OneAsync(connection, transaction, "WHERE revision = @revision AND state = 'active'", cancellationToken, ("revision", revision)) is not { } current)
            return false;
        await EndAsync(connection, transaction, current.Path, state, by, reason, cancellationToken);
        // The one that it replaced, if that stood in for the same file.
        await _tables.RunAsync(connection, transaction, """
            UPDATE {t}revision SET state = 'active', ended_by = NULL, ended_at = NULL, ended_because = NULL
            WHERE revision = (SELECT MAX(revision) FROM {t}revision WHERE path = @path AND revision < @revision AND state = 'replaced' AND base = @base)
            """, cancellationToken, ("path", current.Path), ("revision", revision), ("base", current.Base));
        await note(connection, transaction, current, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private Task<int> EndAsync(DbConnection connection, DbTransaction transaction, string path, string state, string by, string reason, CancellationToken cancellationToken) =>
        _tables.RunAsync(connection, transaction, "UPDATE {t}revision SET state = @state, ended_by = @by, ended_at = @now, ended_because = @reason WHERE path = @path AND state = 'active'", cancellationToken,
            ("state", state), ("by", by), ("now", time.GetUtcNow()), ("reason", reason), ("path", path));

    private async Task<IReadOnlyList<MappingRevision>> ReadAsync(string where, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, $"SELECT {Columns} FROM {{t}}revision {where}", Read, cancellationToken, values);
    }

    private async Task<MappingRevision?> OneAsync(DbConnection connection, DbTransaction transaction, string where, CancellationToken cancellationToken, params (string, object?)[] values) =>
        (await _tables.ReadAsync(connection, transaction, $"SELECT {Columns} FROM {{t}}revision {where}", Read, cancellationToken, values)).FirstOrDefault();

    private static MappingRevision Read(DbDataReader r) => new(
        r.Whole("revision")!.Value, r.Text("path")!, r.Text("text")!, r.Text("base")!, r.Text("state")!, r.Text("reason")!, r.Text("made_by")!, r.Instant("made_at")!.Value,
        r.Text("ended_by"), r.Instant("ended_at"), r.Text("ended_because"));

    private static TableSpace Tables(SqlDialect dialect) => new("revisions", dialect);
}
