using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Access;

/// <summary>Who a cookie belongs to.</summary>
/// <param name="Token">What unsafe requests of this session carry.</param>
public sealed record Session(Person Person, string Token, DateTimeOffset CreatedAt);

/// <summary>How a sign-in ended.</summary>
/// <param name="Cookie">Value of the cookie; null: refused.</param>
/// <param name="Locked">The name is locked, whatever the password.</param>
/// <param name="Until">End of the lock; null: until an administrator ends it.</param>
public sealed record SignInResult(string? Cookie, Session? Session, bool Locked, DateTimeOffset? Until);

/// <summary>Signing in and out, sessions, one's own password.</summary>
public sealed class SignIns(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, AccessRules rules, TimeProvider time)
{
    // Written at most so often, so that reading stays reading.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);
    private static readonly string PersonColumns = string.Join(", ", People.Columns.Split(", ").Select(c => "p." + c));
    private readonly TableSpace _tables = AccessSchema.Tables(dialect);

    public AccessRules Rules => rules;

    public async Task<SignInResult> SignInAsync(string name, string password, AuditLog audit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await open(cancellationToken);
        var found = (await _tables.ReadAsync(connection, null, $"SELECT {People.Columns}, password_hash FROM {{t}}person WHERE name = @name",
            r => (Person: Person.Read(r), Hash: r.Text("password_hash")), cancellationToken, ("name", name))).FirstOrDefault();
        if (found.Person is { LockReason: not null })
            return new SignInResult(null, null, true, null);
        // Locked out: not even looked at, so that guessing goes no further.
        if (found.Person?.LockedUntil is { } until && until > now)
            return new SignInResult(null, null, true, until);
        if (!Passwords.Fits(name, found.Hash, password))
            return await WrongAsync(connection, found.Person, name, now, audit, cancellationToken);
        var (cookie, token) = (Random(), Random());
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await _tables.RunAsync(connection, transaction, "DELETE FROM {t}session WHERE seen_at < @idle OR created_at < @old", cancellationToken, ("idle", now - rules.IdleAtMost), ("old", now - rules.SessionAge));
        await _tables.RunAsync(connection, transaction, "INSERT INTO {t}session (id_hash, name, token, created_at, seen_at) VALUES (@id, @name, @token, @now, @now)", cancellationToken,
            ("id", Hash(cookie)), ("name", name), ("token", token), ("now", now));
        await _tables.RunAsync(connection, transaction, "UPDATE {t}person SET failed = 0, locked_until = NULL, last_sign_in_at = @now WHERE name = @name", cancellationToken, ("now", now), ("name", name));
        await audit.WriteAsync(connection, transaction, name, "session.sign-in", name, null, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignInResult(cookie, new Session(found.Person! with { LastSignInAt = now, LockedUntil = null }, token, now), false, null);
    }

    /// <summary>Null: there is no such session, or it is over.</summary>
    public async Task<Session?> FindAsync(string cookie, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await open(cancellationToken);
        var (session, seen) = (await _tables.ReadAsync(connection, null,
            $"SELECT {PersonColumns}, s.token, s.created_at AS session_at, s.seen_at FROM {{t}}session s JOIN {{t}}person p ON p.name = s.name WHERE s.id_hash = @id",
            r => ((Session?)new Session(Person.Read(r), r.Text("token")!, r.Instant("session_at")!.Value), r.Instant("seen_at")!.Value), cancellationToken, ("id", Hash(cookie)))).FirstOrDefault();
        if (session is null || session.Person.LockReason is not null || now - seen >= rules.IdleAtMost || now - session.CreatedAt >= rules.SessionAge)
            return null;
        if (now - seen >= SeenEvery)
            await _tables.RunAsync(connection, null, "UPDATE {t}session SET seen_at = @now WHERE id_hash = @id", cancellationToken, ("now", now), ("id", Hash(cookie)));
        return session;
    }

    public async Task SignOutAsync(string cookie, string name, AuditLog audit, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await _tables.RunAsync(connection, null, "DELETE FROM {t}session WHERE id_hash = @id", cancellationToken, ("id", Hash(cookie)));
        await audit.WriteAsync(connection, null, name, "session.sign-out", name, null, null, cancellationToken);
    }

    /// <summary>Other sessions of the person end.</summary>
    /// <param name="cookie">The session that stays.</param>
    /// <exception cref="AccessRefusedException">The old one is wrong, or the new one is not good enough.</exception>
    public async Task ChangePasswordAsync(Person person, string cookie, string old, string @new, AuditLog audit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await open(cancellationToken);
        var hash = (await _tables.ReadAsync(connection, null, "SELECT password_hash FROM {t}person WHERE name = @name", r => r.Text("password_hash"), cancellationToken, ("name", person.Name))).FirstOrDefault();
        if (!Passwords.Fits(person.Name, hash, old))
        {
            // Whoever sits at somebody's open session must not be able to guess here without end.
            var wrong = await WrongAsync(connection, person, person.Name, now, audit, cancellationToken);
            if (wrong.Locked)
                await _tables.RunAsync(connection, null, "DELETE FROM {t}session WHERE name = @name", cancellationToken, ("name", person.Name));
            throw new AccessRefusedException("old", "wrong", "the old password is wrong");
        }
        Passwords.Check(person.Name, @new, rules);
        var before = await _tables.ReadAsync(connection, null, "SELECT hash FROM {t}password_before WHERE name = @name ORDER BY at DESC LIMIT @kept", r => r.Text("hash")!, cancellationToken,
            ("name", person.Name), ("kept", (long)rules.PasswordsKept));
        if (before.Prepend(hash!).Any(h => Passwords.Fits(person.Name, h, @new)))
            throw new AccessRefusedException("new", "usedBefore", "this password was used before");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await _tables.RunAsync(connection, transaction, "INSERT INTO {t}password_before (name, at, hash) VALUES (@name, @now, @hash)", cancellationToken, ("name", person.Name), ("now", now), ("hash", hash));
        await _tables.RunAsync(connection, transaction, "UPDATE {t}person SET password_hash = @hash, password_at = @now, must_change = 0, failed = 0 WHERE name = @name", cancellationToken,
            ("hash", Passwords.Hash(person.Name, @new)), ("now", now), ("name", person.Name));
        await _tables.RunAsync(connection, transaction, "DELETE FROM {t}session WHERE name = @name AND id_hash <> @id", cancellationToken, ("name", person.Name), ("id", Hash(cookie)));
        await audit.WriteAsync(connection, transaction, person.Name, "session.password", person.Name, null, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task SetLanguageAsync(Person person, string language, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await _tables.RunAsync(connection, null, "UPDATE {t}person SET language = @language WHERE name = @name", cancellationToken, ("language", language), ("name", person.Name));
    }

    // Counted by the database, so that a hundred guesses at once are a hundred.
    private async Task<SignInResult> WrongAsync(DbConnection connection, Person? person, string name, DateTimeOffset now, AuditLog audit, CancellationToken cancellationToken)
    {
        if (person is null)
            return new SignInResult(null, null, false, null);
        var until = now + rules.LockedFor;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await _tables.RunAsync(connection, transaction, "UPDATE {t}person SET failed = failed + 1 WHERE name = @name", cancellationToken, ("name", name));
        var locked = await _tables.RunAsync(connection, transaction, "UPDATE {t}person SET failed = 0, locked_until = @until WHERE name = @name AND failed >= @most", cancellationToken,
            ("until", until), ("name", name), ("most", (long)rules.WrongAtMost)) > 0;
        await audit.WriteAsync(connection, transaction, name, locked ? "session.locked-out" : "session.wrong", name, null, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignInResult(null, null, locked, locked ? until : null);
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string cookie) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cookie)));
}
