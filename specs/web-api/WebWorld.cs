using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Api;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive;
using Integration.CoreApp.Orders;
using Integration.CoreApp.Shared;
using Integration.CoreApp.Warnings;
using Integration.Hub.Access;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.Core.Repairing;
using Integration.Hub.MessageBox;
using Integration.Hub.Operations.Figures;
using Integration.Hub.Operations.Map;
using Integration.Hub.Operations;
using Integration.Hub.OperationsConsole;
using Integration.Hub.Serving;
using Integration.Hub;
using Integration.Mappings;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.WebApi;

/// <summary>A clock that a test moves.</summary>
public sealed class MovedTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public void Move(TimeSpan by) => _now += by;
}

/// <summary>The core app's web on a free port over a real store: a tree of units, a person per role in Hangzhou, and who else a test needs.</summary>
public abstract class WebWorld : IAsyncLifetime
{
    public const string Password = "Sunshine-2026";

    private static long s_sequence;
    private static int s_names;
    private MessageBoxStore? _box;
    private Site? _web;
    private ArchiveSubscriber? _archive;
    private OrdersSubscriber? _orders;
    private WarningsSubscriber? _warnings;

    public abstract SqlDialect Dialect { get; }

    /// <summary>Folder of built pages; null: the API alone.</summary>
    protected virtual string? Pages => null;

    public MovedTime Time { get; } = new();

    public Site Web => _web!;

    public MessageBoxStore Box => _box!;

    /// <summary>What the operations console stands on.</summary>
    protected virtual ConsoleParts Console => new(Box, Box, Time)
    {
        Failures = Box, Runs = Box, SystemOf = id => id switch { "N97-1" => "ninety7", "BIL-4" => "billing", _ => null }, InterfacesOf = system => system switch { "ninety7" => ["N97-1"], "billing" => ["BIL-1", "BIL-4"], _ => [] }, IsMapping = name => name == "billing/open@2", Desk = Desk,
        Edits = new EditDesk(Box, Box, to => to == "BIL-4"), Replays = new ReplayDesk(Box, NoInterfaces, ["archive"], Time), Files = new FileParts(Box, Box, new ExpectedFiles(BillsByEight, Box, Time)),
        PersonalDataOf = name => name == "CS-4" ? ["circuit", "payer.holder"] : [],
    };

    /// <summary>Figures, map, endpoints and alerts of a hub with one outbound and one inbound interface.</summary>
    public OperationsDesk Desk { get; private set; } = null!;

    /// <summary>What the test of a connection finds.</summary>
    public Func<InterfaceConfig, string> Probed { get; set; } = i => $"connected to {i.Address}";

    public static HubConfig Config { get; } = new()
    {
        Node = "node", Http = "http://127.0.0.1:0", Store = new StoreConfig("sqlite", ""), MappingsFolder = "", Credentials = new Dictionary<string, CredentialConfig>(), Jurisdictions = new Dictionary<string, IReadOnlyList<string>>(),
        StopGrace = TimeSpan.FromSeconds(1), Retention = TimeSpan.FromDays(90),
        Systems =
        [
            new SystemConfig("billing", "计费", "", "",
            [
                new InterfaceConfig { Id = "BIL-1", System = "billing", Summary = "bills", Direction = InterfaceDirection.In, Channel = "file", Address = "ftp://billing/out", Section = YamlSection.Empty("BIL-1") },
                new InterfaceConfig { Id = "BIL-4", System = "billing", Summary = "accounts", Direction = InterfaceDirection.Out, Channel = "soap", Address = "http://billing/accounts", Section = YamlSection.Empty("BIL-4") },
            ]),
        ],
    };

    // For the calendar alone: on the map a file that has not come would stand before everything else.
    private static HubConfig BillsByEight()
    {
        var billing = Config.Systems[0];
        var bills = billing.Interfaces[0] with { ExpectedBy = new ExpectedBy(new(8, 0), TimeOnly.MinValue, [], null, TimeZoneInfo.Utc) };
        return Config with { Systems = [billing with { Interfaces = [bills] }] };
    }

    private static Wiring NoInterfaces() => Wiring.Make(Config with { Systems = [] }, MappingLibrary.Read(Directory.CreateTempSubdirectory("no-mappings").FullName, CanonicalCatalog.Messages, out _), null, []);

    public CoreAppParts Parts { get; private set; } = null!;

    public static MasterRules Rules { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>
    {
        ["customer"] = new Dictionary<string, IReadOnlyList<string>> { ["*"] = ["core", "hub"], ["creditClass"] = ["billing", "core"] },
    }, []);

    protected abstract Task<MessageBoxStore> BoxAsync(TimeProvider time);

    public abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    public async ValueTask InitializeAsync()
    {
        _box = await BoxAsync(Time);
        await _box.MigrateAsync(CancellationToken.None);
        await using (var connection = await OpenAsync(CancellationToken.None))
        {
            await ArchiveSchema.MigrateAsync(connection, Dialect, CancellationToken.None);
            await AccessSchema.MigrateAsync(connection, Dialect, CancellationToken.None);
            await OrdersSubscriber.MigrateAsync(connection, Dialect, CancellationToken.None);
            await WarningsSubscriber.MigrateAsync(connection, Dialect, CancellationToken.None);
            await OperationsSchema.MigrateAsync(connection, Dialect, CancellationToken.None);
        }

        Desk = new OperationsDesk(new OperationsStore(OpenAsync, Dialect, "node", Time), new MapSources(() => Config, Box, Box, Box), Box, new FigureCounter(), (i, _) => Task.FromResult(Probed(i)));

        _archive = new ArchiveSubscriber(Rules, Time) { Routes = _ => [] };
        var editing = new CustomerEditing(_archive, _box.RunInBoxAsync, c => _box.NextNumberAsync("customer", c), Rules, Time) { NextTicket = c => _box.NextNumberAsync("ticket", c), Routes = _ => [new DeliveryPlan("archive"), new DeliveryPlan("CS-3")] };
        Parts = new CoreAppParts(OpenAsync, Dialect, Time, new AccessRules(), Rules, editing, new CrossReference(OpenAsync, _box.RunInBoxAsync, Dialect, Time) { Routes = _ => [] },
            new DifferenceDecisions(OpenAsync, _box.RunInBoxAsync, Dialect, Rules, Time)) { Orders = Office(), Messages = _box, OrgUnit = "cn.zj", Warnings = WarningCentre() };
        foreach (var (code, kind, zh, en) in new[]
        {
            ("cn", "group", "集团", "Group"), ("cn.zj", "province", "浙江", "Zhejiang"), ("cn.zj.hz", "city", "杭州", "Hangzhou"), ("cn.zj.nb", "city", "宁波", "Ningbo"), ("cn.js", "province", "江苏", "Jiangsu"),
        })
            await Parts.Units.PutAsync(new OrgUnit(code, kind, zh, en), "test", Parts.Audit("test"), CancellationToken.None);
        foreach (var role in Enum.GetValues<Role>())
            await PersonAsync(Codes.Of(role), "cn.zj.hz", role);
        _web = await Site.StartAsync(Parts.Admission, [new CoreAppSite(Parts), new ConsoleSite(Console)], new SiteOptions("http://127.0.0.1:0", [new PageFolder("", Pages, "core-app/web")]), LogLevel.Error, CancellationToken.None);
    }

    // Working hours round the clock: what a test waits for does not depend on the day of the week.
    private static WorkingCalendar AllDay => new(TimeZoneInfo.Utc, [(new(0, 0), new(23, 59))], new HashSet<DateOnly>(), Enumerable.Range(0, 400).Select(n => new DateOnly(2026, 1, 1).AddDays(n)).ToHashSet());

    private WarningOffice WarningCentre()
    {
        var archive = new WatchedArchive(Dialect);
        _warnings = new WarningsSubscriber(archive, AllDay, (_, _) => Task.FromResult<string?>("s-director"), Time) { Routes = _ => [] };
        return new WarningOffice(OpenAsync, Box.RunInBoxAsync, _warnings, archive, AllDay, Dialect, Time);
    }

    private OrderOffice Office()
    {
        var shelf = new TemplateShelf(TemplateLibrary.Shipped, Dialect);
        var calendar = AllDay;
        var durations = new StepDurations(Dialect, Time);
        var units = new OrderUnits(u => string.Join('.', u.Value.Split('.').Take(2)), _ => true);
        _orders = new OrdersSubscriber(shelf, calendar, durations, ArchivedCustomers.OfAsync, units, Time) { Routes = _ => [new DeliveryPlan("RES-2")] };
        var office = new OrderOffice(OpenAsync, Box.RunInBoxAsync, c => Box.NextNumberAsync("order", c), _orders, shelf, calendar, durations, units, Dialect, Time);
        office.Desk.Routes = _ => [new DeliveryPlan("orders"), new DeliveryPlan("CS-3")];
        return office;
    }

    /// <summary>A person with the password of all; the staff id is the name with s- before it.</summary>
    public async Task PersonAsync(string name, string unit, Grant grant, string? superior = null, ReachKind? reach = null) => await Parts.People.AddAsync(name,
        new PersonDetails("s-" + name, name, unit, superior, [grant], reach ?? Rights.UsualReach([grant.Role])), Password, "test", Parts.Audit("test"), CancellationToken.None);

    /// <summary>A name that no other test has.</summary>
    public static string Name(string like) => $"{like}{Interlocked.Increment(ref s_names)}";

    /// <summary>Messages of a system arrive at the archive.</summary>
    public Task ArriveAsync(string system, params object[] messages) => ArriveAsync(_archive!, system, messages);

    /// <summary>Answers of a system arrive at the orders.</summary>
    public Task AnswerAsync(string system, params object[] messages) => ArriveAsync(_orders!, system, messages);

    /// <summary>Messages arrive at the warnings.</summary>
    public Task WarnAsync(string system, params object[] messages) => ArriveAsync(_warnings!, system, messages);

    private Task ArriveAsync(IInBoxSubscriber part, string system, object[] messages) => Box.RunInBoxAsync(async (transaction, cancel) =>
    {
        foreach (var message in messages)
        {
            var id = MessageId.New(Time.GetUtcNow());
            var envelope = new Envelope
            {
                Id = id, Type = CanonicalCatalog.Find(message.GetType())!.Type, Source = system, Body = CanonicalJson.Serialize(message), ConversationId = id.ToString(), ReceivedAt = Time.GetUtcNow(),
            };
            await part.HandleAsync(transaction, [new ClaimedDelivery(new DeliveryId(id, part.Name), Interlocked.Increment(ref s_sequence), 1, null, "node", Time.GetUtcNow(), envelope)], cancel);
        }
    }, CancellationToken.None);

    public CustomerProfileChanged Customer(string no, string name, string unit = "cn.zj.hz", string? manager = "s-accountManager") => new()
    {
        CustomerNo = new(no), Name = name, Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Gold, OrgUnit = new(unit), Industry = "银行",
        AccountManager = manager is null ? null : new StaffMember { StaffId = new(manager), Name = manager }, OccurredAt = Time.GetUtcNow(),
    };

    /// <summary>A browser that has not signed in.</summary>
    public Browser Browser() => new(new Uri(Web.Address));

    public async Task<Browser> SignedInAsync(string name)
    {
        var browser = Browser();
        await browser.SignInAsync(name, Password);
        return browser;
    }

    public Task<Browser> SignedInAsync(Role role) => SignedInAsync(Codes.Of(role));

    public virtual async ValueTask DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
        if (_box is not null)
            await _box.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
