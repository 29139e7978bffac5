using System.Data.Common;
using Integration.CoreApp.Api.Importing;
using Integration.CoreApp.Archive;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Importing;
using Integration.CoreApp.Archive.Pages;
using Integration.CoreApp.Archive.Purging;
using Integration.CoreApp.Orders;
using Integration.CoreApp.Warnings;
using Integration.Hub;
using Integration.Hub.Access;
using Integration.Hub.Serving;

namespace Integration.CoreApp.Api;

/// <summary>What the web API stands on.</summary>
/// <param name="Open">An open connection of its own; disposed after use.</param>
public sealed record CoreAppParts(
    Func<CancellationToken, ValueTask<DbConnection>> Open, SqlDialect Dialect, TimeProvider Time, AccessRules AccessRules, MasterRules MasterRules,
    CustomerEditing Editing, CrossReference CrossReference, DifferenceDecisions Decisions)
{
    /// <summary>Null: this hub carries out no orders.</summary>
    public OrderOffice? Orders { get; init; }

    /// <summary>Unit that this hub serves: who sees all of it sees messages that name no customer too.</summary>
    public string OrgUnit { get; init; } = "cn";

    /// <summary>The box, for the messages behind orders and values; null: they are not shown.</summary>
    public IMessageBoxOperations? Messages { get; init; }

    public People People { get; } = new(Open, Dialect, AccessRules, Time);

    public SignIns SignIns { get; } = new(Open, Dialect, AccessRules, Time);

    public OrgTree Units { get; } = new(Open, Dialect);

    /// <summary>Warnings and their rules; null: none are raised here.</summary>
    public WarningOffice? Warnings { get; init; }

    public SavedViews Views { get; } = new(Open, Dialect, Time);

    public CustomerSearch Search { get; } = new(Open, Dialect);

    public CustomerList List { get; } = new(Open, Dialect);

    public CustomerPage Page { get; } = new(Open, Dialect, MasterRules, Time);

    /// <summary>Customers from files.</summary>
    public CustomerImports Imports { get; } = new(Open, Dialect, Editing, MasterRules, new ImportPeople(Open, Dialect, AccessRules, Time).EditorAsync, Time);

    /// <summary>What the operator lets go.</summary>
    public PurgeRules PurgeRules { get; init; } = PurgeRules.Usual;

    public CustomerPurge Purge => new(Open, Dialect, PurgeRules, Time);

    /// <summary>Who is let in.</summary>
    public Admission Admission => new(People, SignIns, AccessRules, Time, Audit);

    /// <param name="origin">Where the writer sits.</param>
    public AuditLog Audit(string origin) => new(Open, Dialect, Time) { Origin = origin };
}
