namespace Integration.Hub.Access;

/// <summary>What a person is at the operator. A person may be several.</summary>
public enum Role
{
    AccountManager,
    Director,
    Clerk,
    ResourceStaff,
    ConstructionStaff,
    BillingStaff,
    Executive,

    /// <summary>Looks at messages and flows, changes nothing.</summary>
    Viewer,

    /// <summary>Keeps the flows alive: pauses, resumes, tests endpoints, takes alerts.</summary>
    Operator,

    /// <summary>Repairs messages too: resumes, edits, discards, replays.</summary>
    Repairer,

    /// <summary>Of the hub's behaviour: mappings, alert rules, retention.</summary>
    HubAdministrator,

    /// <summary>Of people.</summary>
    Administrator,
}

/// <summary>How far a person sees within the own unit's subtree.</summary>
public enum ReachKind
{
    /// <summary>Customers that the person manages.</summary>
    Own,

    /// <summary>Also those of subordinates, and of their subordinates.</summary>
    Team,

    /// <summary>All of the subtree.</summary>
    Unit,
}

/// <summary>A role that somebody has, for all systems or for one.</summary>
/// <param name="System">Null: for all. Written as <c>operator@billing</c>.</param>
public sealed record Grant(Role Role, string? System = null)
{
    private const int LongestSystem = 40;

    /// <summary>Of one system its messages alone: what a role may do beside them is nobody's system.</summary>
    public IReadOnlyList<string> Rights => System is null ? Access.Rights.Of(Role) : [.. Access.Rights.Of(Role).Where(Access.Rights.OfSystems.Contains)];

    /// <summary>Null: it is no role, or none that can be had for one system.</summary>
    public static Grant? Read(string? code) => code?.Split('@') switch
    {
        [var role] when Codes.Read<Role>(role) is { } of => new Grant(of),
        [var role, { Length: > 0 and <= LongestSystem } system] when Codes.Read<Role>(role) is { } of && Access.Rights.RolesPerSystem.Contains(of) && system.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.') => new Grant(of, system),
        _ => null,
    };

    public static implicit operator Grant(Role role) => FromRole(role);

    public static Grant FromRole(Role role) => new(role);

    public override string ToString() => System is null ? Codes.Of(Role) : $"{Codes.Of(Role)}@{System}";
}

/// <summary>What one may do, by name; which role has which.</summary>
public static class Rights
{
    public const string SeeCustomers = "customers.see";
    public const string EditCustomers = "customers.edit";
    public const string AssignCustomers = "customers.assign";
    public const string MergeCustomers = "customers.merge";
    public const string ExportCustomers = "customers.export";
    public const string ImportCustomers = "customers.import";
    public const string PurgeCustomers = "customers.purge";
    public const string WriteInteractions = "interactions.write";
    public const string DecideDifferences = "differences.decide";
    public const string SeeMessages = "messages.see";
    public const string RunEndpoints = "endpoints.run";
    public const string RepairMessages = "messages.repair";
    public const string UnmaskMessages = "messages.unmask";
    public const string ExportMessages = "messages.export";
    public const string ActivateMappings = "mappings.activate";
    public const string ManageUsers = "users.manage";
    public const string SeeAudit = "audit.see";
    public const string SeeOrders = "orders.see";
    public const string ExportOrders = "orders.export";
    public const string PlaceOrders = "orders.place";
    public const string WorkOrders = "orders.work";
    public const string RepairOrders = "orders.repair";
    public const string ControlOrders = "orders.control";
    public const string SeeTemplates = "templates.see";
    public const string EditTemplates = "templates.edit";
    public const string SeeWarnings = "warnings.see";
    public const string HandleWarnings = "warnings.handle";
    public const string SeeFigures = "figures.see";
    public const string SetWarningRules = "warnings.rules";

    /// <summary>Roles that somebody may have for one system.</summary>
    public static IReadOnlyList<Role> RolesPerSystem { get; } = [Role.Viewer, Role.Operator, Role.Repairer];

    /// <summary>What is done to a system's messages and endpoints.</summary>
    public static IReadOnlyList<string> OfSystems { get; } = [SeeMessages, RunEndpoints, RepairMessages, UnmaskMessages, ExportMessages];

    public static IReadOnlyList<string> Of(Role role) => role switch
    {
        Role.AccountManager => [SeeCustomers, EditCustomers, ExportCustomers, WriteInteractions, SeeOrders, ExportOrders, PlaceOrders, WorkOrders, ControlOrders, SeeTemplates, SeeWarnings, HandleWarnings],
        Role.Director =>
        [
            SeeCustomers, EditCustomers, AssignCustomers, MergeCustomers, ExportCustomers, ImportCustomers, WriteInteractions, DecideDifferences,
            SeeOrders, ExportOrders, PlaceOrders, WorkOrders, RepairOrders, ControlOrders, SeeTemplates, EditTemplates, SeeWarnings, HandleWarnings, SetWarningRules, SeeFigures,
        ],
        Role.Clerk => [SeeCustomers, EditCustomers, ImportCustomers, WriteInteractions, SeeOrders, PlaceOrders, WorkOrders, RepairOrders, ControlOrders, SeeTemplates, SeeWarnings, HandleWarnings],
        Role.ResourceStaff or Role.ConstructionStaff or Role.BillingStaff => [SeeCustomers, SeeOrders, WorkOrders, RepairOrders, SeeTemplates],
        Role.Executive => [SeeCustomers, ExportCustomers, SeeOrders, ExportOrders, SeeWarnings, SeeFigures],
        Role.Viewer => [SeeMessages],
        Role.Operator => [SeeMessages, RunEndpoints, ExportMessages, SeeWarnings, HandleWarnings],
        Role.Repairer => [SeeMessages, RunEndpoints, RepairMessages, UnmaskMessages, ExportMessages, SeeWarnings, HandleWarnings],
        Role.HubAdministrator => [SeeMessages, RunEndpoints, RepairMessages, UnmaskMessages, ExportMessages, ActivateMappings, SeeWarnings, HandleWarnings],
        Role.Administrator => [ManageUsers, SeeAudit, PurgeCustomers],
        _ => [],
    };

    public static IReadOnlyList<string> Of(IEnumerable<Grant> grants) => [.. grants.SelectMany(g => g.Rights).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How far somebody with this role usually sees.</summary>
    public static ReachKind UsualReach(IEnumerable<Role> roles)
    {
        var all = roles.ToHashSet();
        return all.Overlaps([Role.Clerk, Role.ResourceStaff, Role.ConstructionStaff, Role.BillingStaff, Role.Executive, Role.Viewer, Role.Operator, Role.Repairer, Role.HubAdministrator]) ? ReachKind.Unit
            : all.Contains(Role.Director) ? ReachKind.Team
            : ReachKind.Own;
    }
}

/// <summary>Names of roles and reaches as the wire, the tables and the command line have them.</summary>
public static class Codes
{
    public static string Of(Enum value) => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    /// <summary>Null: there is no such code.</summary>
    public static T? Read<T>(string? code)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => Of(v) == code).Select(v => (T?)v).FirstOrDefault();

    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => Of(v))];
}
