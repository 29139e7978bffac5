using Integration.CoreApp.Api;
using Integration.Hub.Access;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>People of the demo world: the province's units, and somebody of each role.</summary>
internal static class DemoPeople
{
    /// <summary>Of everybody in a world that lives on loopback and for a day.</summary>
    public const string Password = "Dakehu-2026";

    private const string Province = "cn.zj";

    private static readonly (string Name, string Display, Role Role, string What)[] Roles =
    [
        ("manager", "客户经理", Role.AccountManager, "customers of one account manager"), ("director", "主管", Role.Director, "those of the team"), ("clerk", "一站受理", Role.Clerk, "all of the province"),
        ("resource", "资源员", Role.ResourceStaff, "all, to look at"), ("construction", "建设员", Role.ConstructionStaff, "all, to look at"), ("billing", "计费员", Role.BillingStaff, "all, to look at"),
        ("executive", "总经理", Role.Executive, "all, and takes lists out"), ("viewer", "值班", Role.Viewer, "messages, to look at"), ("operator", "运维", Role.Operator, "messages and endpoints"), ("repairer", "修复", Role.Repairer, "messages, and repairs them"), ("hubadmin", "平台管理员", Role.HubAdministrator, "mappings and alert rules too"), ("sysadmin", "系统管理员", Role.Administrator, "users and the audit log"),
    ];

    /// <summary>For the welcome.</summary>
    public static string Words => string.Join("\n", Roles.Select(r => $"                        {r.Name,-13} {r.Display}: {r.What}"));

    public static async Task MakeAsync(CoreAppParts parts, World world, CancellationToken cancellationToken)
    {
        var audit = parts.Audit("demo");
        var customers = Enumerable.Range(0, world.Customers).Select(world.Customer).ToList();
        await parts.Units.PutAsync(new OrgUnit("cn", "group", "集团", "Group"), "demo", audit, cancellationToken);
        await parts.Units.PutAsync(new OrgUnit(Province, "province", "浙江省", "Zhejiang"), "demo", audit, cancellationToken);
        foreach (var place in customers.Select(c => c.Place).DistinctBy(p => p.OrgUnit))
            await parts.Units.PutAsync(new OrgUnit(place.OrgUnit, "city", place.City, place.OrgUnit.Split('.')[^1].ToUpperInvariant()), "demo", audit, cancellationToken);
        // The one who signs in as manager is the manager of the first customer; the others report to the same director.
        var managers = customers.Select(c => c.Manager).DistinctBy(m => m.StaffNo).ToList();
        await AddAsync(parts, "director", "director", "主管", Role.Director, null, audit, cancellationToken);
        for (var i = 0; i < managers.Count; i++)
            await AddAsync(parts, i == 0 ? "manager" : managers[i].StaffNo, managers[i].StaffNo, managers[i].Name, Role.AccountManager, "director", audit, cancellationToken);
        foreach (var (name, display, role, _) in Roles.Where(r => r.Role is not (Role.AccountManager or Role.Director)))
            await AddAsync(parts, name, name, display, role, null, audit, cancellationToken);
    }

    // The world is kept from run to run.
    private static async Task AddAsync(CoreAppParts parts, string name, string staffId, string display, Role role, string? superior, AuditLog audit, CancellationToken cancellationToken)
    {
        if (await parts.People.FindAsync(name, cancellationToken) is null && await parts.People.FindStaffAsync(staffId, cancellationToken) is null)
            await parts.People.AddAsync(name, new PersonDetails(staffId, display, Province, superior, [role], Rights.UsualReach([role])), Password, "demo", audit, cancellationToken);
    }
}
