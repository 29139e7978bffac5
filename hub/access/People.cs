using System.Data.Common;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Access;

/// <summary>The people who can sign in, for administrators. Everything that is done stands in the audit log.</summary>
public sealed class People(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, AccessRules rules, TimeProvider time)
{
    internal const string Columns =
        "name, staff_id, display_name, org_unit, superior, roles, reach, language, password_at, must_change, lock_reason, locked_until, last_sign_in_at, created_at";

    private readonly TableSpace _tables = AccessSchema.Tables(dialect);

    public AccessRules Rules => rules;

    public TimeProvider Time => time;

    /// <param name="unit">Subtree; null: all.</param>
    /// <param name="after">Name of the last one of the page before.</param>
    public async Task<IReadOnlyList<Person>> ListAsync(string? text, Role? role, string? unit, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var all = await _tables.ReadAsync(connection, null, $$"""
            SELECT {{Columns}} FROM {t}person
            WHERE (@text = '' OR lower(name) LIKE @like OR lower(display_name) LIKE @like OR staff_id = @text)
              AND (@unit = '' OR org_unit = @unit OR substr(org_unit, 1, length(@unit) + 1) = @unit || '.')
            """, Person.Read, cancellationToken, ("text", text ?? ""), ("like", $"%{text?.ToLowerInvariant()}%"), ("unit", unit ?? ""));
        return [.. all.Where(p => role is not { } r || p.Roles.Contains(r)).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Where(p => after is null || string.CompareOrdinal(p.Name, after) > 0).Take(limit)];
    }

    public async Task<Person?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await FindAsync(connection, null, name, cancellationToken);
    }

    public async Task<Person?> FindStaffAsync(string staffId, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return (await _tables.ReadAsync(connection, null, $"SELECT {Columns} FROM {{t}}person WHERE staff_id = @id", Person.Read, cancellationToken, ("id", staffId))).FirstOrDefault();
    }

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return (await _tables.ReadAsync(connection, null, "SELECT COUNT(*) AS n FROM {t}person", r => r.Whole("n")!.Value, cancellationToken))[0] > 0;
    }

    /// <summary>A new person with a first password, which is to be changed at the first sign-in.</summary>
    /// <param name="password">Null: one is made. Given: it is the person's own, and need not be changed.</param>
    /// <exception cref="AccessRefusedException">The name is taken, or a value is wrong.</exception>
    public async Task<string> AddAsync(string name, PersonDetails details, string? password, string by, AuditLog audit, CancellationToken cancellationToken)
    {
        if (name.Length is < 2 or > 40 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new AccessRefusedException("name", "badFormat", "a sign-in name has 2 to 40 letters, digits, dots, hyphens and underscores");
        var first = password ?? Passwords.Make();
        var now = time.GetUtcNow();
        await InTransactionAsync(async (connection, transaction) =>
        {
            if (await FindAsync(connection, transaction, name, cancellationToken) is not null)
                throw new AccessRefusedException("name", "taken", $"there is a user {name} already");
            await CheckAsync(connection, transaction, name, details, cancellationToken);
            await _tables.RunAsync(connection, transaction, """
                INSERT INTO {t}person (name, staff_id, display_name, org_unit, superior, roles, reach, language, password_hash, password_at, must_change, failed, created_at)
                VALUES (@name, @staff, @display, @unit, @superior, @roles, @reach, 'zh', @hash, @now, @change, 0, @now)
                """, cancellationToken,
                [("name", name), ("hash", Passwords.Hash(name, first)), ("now", now), ("change", password is null ? 1L : 0L), .. Values(details)]);
            await audit.WriteAsync(connection, transaction, by, "user.add", name, null, Shown(details), cancellationToken);
        }, cancellationToken);
        return first;
    }

    /// <exception cref="AccessRefusedException">There is no such user, or a value is wrong.</exception>
    public Task ChangeAsync(string name, PersonDetails details, string by, AuditLog audit, CancellationToken cancellationToken) => InTransactionAsync(async (connection, transaction) =>
    {
        var before = await FindAsync(connection, transaction, name, cancellationToken) ?? throw Unknown(name);
        await CheckAsync(connection, transaction, name, details, cancellationToken);
        await _tables.RunAsync(connection, transaction,
            "UPDATE {t}person SET staff_id = @staff, display_name = @display, org_unit = @unit, superior = @superior, roles = @roles, reach = @reach WHERE name = @name", cancellationToken,
            [("name", name), .. Values(details)]);
        await audit.WriteAsync(connection, transaction, by, "user.change", name,
            Shown(new PersonDetails(before.StaffId, before.DisplayName, before.OrgUnit, before.Superior, before.Grants, before.Reach)), Shown(details), cancellationToken);
    }, cancellationToken);

    /// <summary>Nobody signs in by this name until it is unlocked; sessions end.</summary>
    public Task LockAsync(string name, string reason, string by, AuditLog audit, CancellationToken cancellationToken) => MoveAsync(name, "user.lock", new { reason }, by, audit,
        "UPDATE {t}person SET lock_reason = @reason WHERE name = @name", endSessions: true, cancellationToken, ("reason", reason));

    /// <summary>After a lock by hand, or after too many wrong passwords.</summary>
    public Task UnlockAsync(string name, string by, AuditLog audit, CancellationToken cancellationToken) => MoveAsync(name, "user.unlock", null, by, audit,
        "UPDATE {t}person SET lock_reason = NULL, locked_until = NULL, failed = 0 WHERE name = @name", endSessions: false, cancellationToken);

    /// <summary>A new password, to be changed at the next sign-in; sessions end.</summary>
    public async Task<string> ResetPasswordAsync(string name, string by, AuditLog audit, CancellationToken cancellationToken)
    {
        var password = Passwords.Make();
        await MoveAsync(name, "user.password", null, by, audit, "UPDATE {t}person SET password_hash = @hash, password_at = @now, must_change = 1, failed = 0, locked_until = NULL WHERE name = @name",
            endSessions: true, cancellationToken, ("hash", Passwords.Hash(name, password)), ("now", time.GetUtcNow()));
        return password;
    }

    /// <summary>The customers that the person may see.</summary>
    public async Task<Reach> ReachAsync(Person person, CancellationToken cancellationToken)
    {
        if (person.Reach == ReachKind.Unit)
            return new Reach([person.OrgUnit], null);
        return person.Reach == ReachKind.Own ? new Reach([person.OrgUnit], [person.StaffId]) : new Reach([person.OrgUnit], await TeamAsync(person, cancellationToken));
    }

    // UNION, not UNION ALL: a circle of superiors ends too.
    private async Task<IReadOnlyList<string>> TeamAsync(Person person, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, """
            WITH RECURSIVE team (name) AS (SELECT CAST(@name AS text) UNION SELECT p.name FROM {t}person p JOIN team ON p.superior = team.name)
            SELECT p.staff_id FROM {t}person p JOIN team ON p.name = team.name
            """, r => r.Text("staff_id")!, cancellationToken, ("name", person.Name));
    }

    private Task MoveAsync(string name, string what, object? after, string by, AuditLog audit, string sql, bool endSessions, CancellationToken cancellationToken, params (string, object?)[] values) =>
        InTransactionAsync(async (connection, transaction) =>
        {
            if (await _tables.RunAsync(connection, transaction, sql, cancellationToken, [("name", name), .. values]) == 0)
                throw Unknown(name);
            if (endSessions)
                await _tables.RunAsync(connection, transaction, "DELETE FROM {t}session WHERE name = @name", cancellationToken, ("name", name));
            await audit.WriteAsync(connection, transaction, by, what, name, null, after, cancellationToken);
        }, cancellationToken);

    private async Task CheckAsync(DbConnection connection, DbTransaction transaction, string name, PersonDetails d, CancellationToken cancellationToken)
    {
        if (d.DisplayName.Trim().Length is 0 or > 100)
            throw new AccessRefusedException("displayName", "required", "a user has a name that people read, of at most 100 characters");
        if (d.StaffId.Trim().Length is 0 or > 40)
            throw new AccessRefusedException("staffId", "required", "a user has a staff id of at most 40 characters");
        if (d.Grants.Count == 0)
            throw new AccessRefusedException("roles", "required", "a user has at least one role");
        if (await OneAsync("SELECT code AS x FROM {t}org_unit WHERE code = @x", d.OrgUnit) is null)
            throw new AccessRefusedException("orgUnit", "unknown", $"there is no org unit {d.OrgUnit}");
        if (await OneAsync("SELECT name AS x FROM {t}person WHERE staff_id = @x", d.StaffId) is { } other && other != name)
            throw new AccessRefusedException("staffId", "taken", $"{other} has the staff id {d.StaffId} already");
        if (d.Superior is { } superior && (superior == name || await OneAsync("SELECT name AS x FROM {t}person WHERE name = @x", superior) is null))
            throw new AccessRefusedException("superior", "unknown", $"{superior} is not another user");

        async Task<string?> OneAsync(string sql, string value) =>
            (await _tables.ReadAsync(connection, transaction, sql, r => r.Text("x"), cancellationToken, ("x", value))).FirstOrDefault();
    }

    private async Task<Person?> FindAsync(DbConnection connection, DbTransaction? transaction, string name, CancellationToken cancellationToken) =>
        (await _tables.ReadAsync(connection, transaction, $"SELECT {Columns} FROM {{t}}person WHERE name = @name", Person.Read, cancellationToken, ("name", name))).FirstOrDefault();

    private async Task InTransactionAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    private static (string, object?)[] Values(PersonDetails d) =>
    [
        ("staff", d.StaffId.Trim()), ("display", d.DisplayName.Trim()), ("unit", d.OrgUnit), ("superior", d.Superior),
        ("roles", string.Join(' ', d.Grants.Distinct())), ("reach", Codes.Of(d.Reach)),
    ];

    private static object Shown(PersonDetails d) => new { d.StaffId, d.DisplayName, d.OrgUnit, d.Superior, Roles = d.Grants.Select(g => g.ToString()), Reach = Codes.Of(d.Reach) };

    private static AccessRefusedException Unknown(string name) => new("name", "unknown", $"there is no user {name}");
}
