using System.Data.Common;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Access;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="StaffId">As customers' records name their manager.</param>
/// <param name="Superior">Sign-in name of whom the person reports to; null: nobody.</param>
/// <param name="LockReason">Set while an administrator has locked the person.</param>
/// <param name="LockedUntil">After too many wrong passwords.</param>
public sealed record Person(
    string Name, string StaffId, string DisplayName, string OrgUnit, string? Superior, IReadOnlyList<Grant> Grants, ReachKind Reach, string Language,
    DateTimeOffset PasswordAt, bool MustChange, string? LockReason, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt, DateTimeOffset CreatedAt)
{
    public IReadOnlyList<Role> Roles { get; } = [.. Grants.Select(g => g.Role).Distinct()];

    public IReadOnlyList<string> Rights { get; } = Access.Rights.Of(Grants);

    /// <summary>Whose messages and endpoints a right is for.</summary>
    public Scope ScopeOf(string right)
    {
        var with = Grants.Where(g => g.Rights.Contains(right)).ToList();
        return new Scope(with.Exists(g => g.System is null) ? null : with.Select(g => g.System!).ToHashSet());
    }

    internal static Person Read(DbDataReader r) => new(
        r.Text("name")!, r.Text("staff_id")!, r.Text("display_name")!, r.Text("org_unit")!, r.Text("superior"),
        [.. r.Text("roles")!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Grant.Read).OfType<Grant>()],
        Codes.Read<ReachKind>(r.Text("reach")) ?? ReachKind.Own, r.Text("language")!, r.Instant("password_at")!.Value, r.Whole("must_change") == 1, r.Text("lock_reason"),
        r.Instant("locked_until"), r.Instant("last_sign_in_at"), r.Instant("created_at")!.Value);
}

/// <summary>Systems that somebody may see, or do something to.</summary>
/// <param name="Systems">Null: all.</param>
public sealed record Scope(IReadOnlySet<string>? Systems)
{
    public bool All => Systems is null;

    public bool Sees(string? system) => Systems is null || (system is not null && Systems.Contains(system));
}

/// <summary>What an administrator says of a person.</summary>
public sealed record PersonDetails(string StaffId, string DisplayName, string OrgUnit, string? Superior, IReadOnlyList<Grant> Grants, ReachKind Reach);

/// <summary>Something about people was refused.</summary>
/// <param name="field">Which value is wrong; empty: the whole.</param>
public sealed class AccessRefusedException(string field, string code, string message) : Exception(message)
{
    public string Field { get; } = field;

    /// <summary>Stable code, e.g. <c>tooShort</c>.</summary>
    public string Code { get; } = code;

    public IReadOnlyDictionary<string, string> Args { get; init; } = new Dictionary<string, string>();
}
