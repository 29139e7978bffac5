using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Api;
using Integration.CoreApp.Archive;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Purging;
using Integration.CoreApp.Orders;
using Integration.CoreApp.Warnings;
using Integration.CoreApp.Payments;
using Integration.CoreApp.Payments.Overdue;
using Integration.CoreApp.Peers;
using Integration.CoreApp.Settlement;
using Integration.Hub.Access;
using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Subscriptions;
using Integration.Hub.MessageBox;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Figures;
using Integration.Hub.Operations.Map;
using Integration.Hub.Revisions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integration.Hub.Host.Hosting;

/// <summary>The one database of a hub: message box and archive, opened and brought to this version.</summary>
public sealed class Stores : IAsyncDisposable
{
    private readonly MessageBoxStore _box;
    private readonly NpgsqlDataSource? _postgres;
    private readonly PaymentsSubscriber _payments;
    private readonly ArchiveSubscriber _archive;
    private readonly PeerParts _peers;
    private readonly OrderParts? _orders;
    private readonly WarningParts? _warnings;
    private readonly CustomerEditing _editing;

    private Stores(HubConfig config, TimeProvider time, MessageBoxStore box, NpgsqlDataSource? postgres)
    {
        (Config, Time, _box, _postgres) = (config, time, box, postgres);
        Hub = new HubStores(new ObservedBox(box, Counter, time), box, box, box, box, box, box, new ObservedBatches(box, Counter), box, box, box, box, box);
        Revisions = new MappingRevisions(OpenAsync, box.Dialect, time);
        Instead = new RevisionsInPlace(Revisions, config.MappingsFolder);
        Archive = new ArchiveQueries(OpenAsync, box.Dialect, time);
        Payments = new PaymentQueries(OpenAsync, box.Dialect, time);
        _payments = new PaymentsSubscriber(time);
        Overdue = new OverdueDebits(OpenAsync, box.Dialect, new ResultsBy(config.DebitResults.Days, config.DebitResults.At, config.DebitResults.Zone), time);
        CrossReference = new CrossReference(OpenAsync, box.RunInBoxAsync, box.Dialect, time);
        Differences = new DifferenceList(OpenAsync, box.Dialect);
        var rules = MasterRulesFile.Load(config);
        Decisions = new DifferenceDecisions(OpenAsync, box.RunInBoxAsync, box.Dialect, rules, time);
        _archive = new ArchiveSubscriber(rules, time) { Rejected = new RejectedRecords(config, box, box, time).OfAsync };
        Settlement = new SettlementQueries(OpenAsync, box.Dialect);
        _peers = PeerParts.Make(config, time);
        _orders = OrderParts.Make(config, OpenAsync, box, time);
        Orders = new OrderQueries(OpenAsync, box.Dialect);
        QueryHandlers = [new CustomerQueryHandler(Archive)];
        _editing = new CustomerEditing(_archive, box.RunInBoxAsync, c => box.NextNumberAsync("customer", c), rules, time) { NextTicket = c => box.NextNumberAsync("ticket", c) };
        var coreApp = new CoreAppParts(OpenAsync, box.Dialect, time, new AccessRules(), rules, _editing, CrossReference, Decisions) { Orders = _orders?.Office, Messages = box, OrgUnit = config.OrgUnit, PurgeRules = config.Purge is { } p ? new PurgeRules(p.CustomersAfter, p.HistoryAfter) : PurgeRules.Usual };
        _warnings = WarningParts.Make(config, OpenAsync, box, coreApp.People, time);
        CoreApp = coreApp with { Warnings = _warnings?.Office };
        Subscribers = [_archive, _payments, .. _peers.Subscribers, .. _orders?.Subscribers ?? [], .. _warnings?.Subscribers ?? []];
        Watches = [new OverdueWarnings(Overdue, config.OrgUnit, time), .. _orders is { } o ? new[] { o.Watch } : [], .. _warnings is { } w ? new[] { w.Watch } : []];
        Numbers = new CrossReferenceCache(new CrossReferenceQuery(Open, box.Dialect), time);
        Customers = new CustomerCache(new CustomerTraitsQuery(Open, box.Dialect), time);
    }

    public HubConfig Config { get; }

    /// <summary>What this process has counted.</summary>
    public FigureCounter Counter { get; } = new();

    /// <summary>Figures, map, endpoints and alerts. The caller disposes it.</summary>
    public OperationsDesk Desk(Func<HubConfig> current) => new(
        new OperationsStore(OpenAsync, _box.Dialect, _box.Node, Time), new MapSources(current, _box, _box, _box), _box, Counter, Channels.ConnectionProbe.Make(Time));

    /// <summary>Mapping files and code tables that were changed while the hub ran.</summary>
    public MappingRevisions Revisions { get; }

    public RevisionsInPlace Instead { get; }

    public TimeProvider Time { get; }

    public HubStores Hub { get; }

    public IMessageBoxOperations Operations => _box;

    public IFailureGroups Failures => _box;

    public IEdits Edits => _box;

    public ArchiveQueries Archive { get; }

    /// <summary>Debits, payments, and what differs from the banks' statements.</summary>
    public PaymentQueries Payments { get; }

    /// <summary>Debits whose results should have come.</summary>
    public OverdueDebits Overdue { get; }

    /// <summary>Parts that notice what did not come.</summary>
    public IReadOnlyList<IWatch> Watches { get; }

    /// <summary>What the pages and their API stand on: people, customers, changes.</summary>
    public CoreAppParts CoreApp { get; }

    /// <summary>Who is who among the systems' customers.</summary>
    public CrossReference CrossReference { get; }

    /// <summary>Where other systems say otherwise than the master.</summary>
    public DifferenceList Differences { get; }

    /// <summary>What people decide on differences.</summary>
    public DifferenceDecisions Decisions { get; }

    /// <summary>One-point bills and their shares.</summary>
    public SettlementQueries Settlement { get; }

    /// <summary>One-stop orders and their steps.</summary>
    public OrderQueries Orders { get; }

    /// <summary>Which template carries out what; null: orders are not carried out here.</summary>
    public TemplateShelf? OrderTemplates => _orders?.Templates;

    /// <summary>The orders' desk by another clock, for worlds that need a past; null: orders are not carried out here.</summary>
    internal OrderOffice? OrdersAt(TimeProvider time)
    {
        var parts = OrderParts.Make(Config, OpenAsync, _box, time);
        parts?.Route(_orders!.Office.Desk.Routes);
        return parts?.Office;
    }

    /// <summary>Warnings and their rules; null: none are raised here.</summary>
    public WarningOffice? Warnings => _warnings?.Office;

    /// <summary>Parts of the system that work inside the box's transaction.</summary>
    public IReadOnlyList<IInBoxSubscriber> Subscribers { get; }

    /// <summary>Who customers are, for the filters of subscriptions.</summary>
    public ICustomerDirectory Customers { get; }

    /// <summary>What systems call customers and accounts, for mappings.</summary>
    public ICrossReference Numbers { get; }

    /// <summary>Parts that answer synchronous queries.</summary>
    public IReadOnlyList<IQueryHandler> QueryHandlers { get; }

    public static async Task<Stores> OpenAsync(HubConfig config, TimeProvider time, string node, CancellationToken cancellationToken)
    {
        var options = new MessageBoxOptions { ArchiveFolder = config.Archive };
        var stores = config.Store.Kind == "postgres"
            ? new Stores(config, time, PostgresMessageBox.Open(config.Store.Location, node, time, options), NpgsqlDataSource.Create(Plain(config.Store.Location)))
            : new Stores(config, time, SqliteMessageBox.Open(Folder(config.Store.Location), node, time, options), null);
        try
        {
            await stores._box.MigrateAsync(cancellationToken);
            await using var connection = await stores.OpenAsync(cancellationToken);
            await ArchiveSchema.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await PaymentsSubscriber.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await PeerSubscriber.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await OrdersSubscriber.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await WarningsSubscriber.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await SettlementSubscriber.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await MappingRevisions.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await AccessSchema.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            await OperationsSchema.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            return stores;
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>What in-box parts say themselves goes to whoever wants it from now on.</summary>
    public void Route(Wiring wiring)
    {
        var router = Router(wiring);
        _payments.Routes = envelope => router.Plan(envelope);
        _archive.Routes = envelope => router.Plan(envelope);
        _editing.Routes = envelope => router.Plan(envelope);
        CrossReference.Routes = envelope => router.Plan(envelope);
        _peers.Route(envelope => router.Plan(envelope));
        _orders?.Route(envelope => router.Plan(envelope));
        _warnings?.Route(envelope => router.Plan(envelope));
    }

    public Router Router(Wiring wiring) => new(wiring, Subscribers, CanonicalCatalog.Messages);

    /// <summary>A connection of its own for reading.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = NewConnection();
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private DbConnection Open()
    {
        var connection = NewConnection();
        connection.Open();
        return connection;
    }

    private DbConnection NewConnection() =>
        _postgres is not null ? _postgres.CreateConnection() : new SqliteConnection($"Data Source={Config.Store.Location};Default Timeout=30");

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    // The archive's questions are many joins and few rows: compiling them takes longer than asking them.
    private static string Plain(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        settings.Options = string.Join(' ', new[] { settings.Options, "-c jit=off" }.Where(o => !string.IsNullOrEmpty(o)));
        return settings.ConnectionString;
    }

    private static string Folder(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }
}
