using System.Data.Common;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Importing;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.CoreApp.Api.Importing;

/// <summary>People as imports know them: whoever imports, and whom customers can be given to.</summary>
internal sealed class ImportPeople(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, AccessRules rules, TimeProvider time)
{
    private const int Most = 100_000;

    private readonly People _people = new(open, dialect, rules, time);

    /// <summary>Null: the person is gone, locked, or may not import any more.</summary>
    public async Task<Editor?> EditorAsync(string name, CancellationToken cancellationToken) =>
        await _people.FindAsync(name, cancellationToken) is { LockReason: null } person && person.Rights.Contains(Rights.ImportCustomers)
            ? Editors.EditorOf(person, await _people.ReachAsync(person, cancellationToken), new AuditLog(open, dialect, time) { Origin = "import" })
            : null;

    public static async Task<Importer> OfAsync(CoreAppParts parts, Visitor visitor, CancellationToken cancellationToken)
    {
        // Whom one may not see is not there; and only who looks after customers is given some.
        var staff = (await parts.People.ListAsync(null, null, visitor.Person.OrgUnit, null, Most, cancellationToken)).Where(p => p.LockReason is null && p.Rights.Contains(Rights.WriteInteractions));
        var mayAssign = visitor.Has(Rights.AssignCustomers);
        bool Allowed(Person p) => mayAssign ? visitor.Reach.Managers is not { } team || team.Contains(p.StaffId) : p.StaffId == visitor.Person.StaffId;
        return new Importer(visitor.Editor, visitor.Person.OrgUnit, visitor.ManagesNew, (await parts.Units.ListAsync(cancellationToken)).Select(u => u.Code).ToHashSet(),
            staff.ToDictionary(p => p.StaffId, p => new ImportStaff(p.StaffId, p.DisplayName, Allowed(p))));
    }
}
