namespace Integration.Specs.Drill;

/// <summary>The other systems of the drill: what makes each of them misbehave, and what gives it an occasion to.</summary>
internal sealed class Systems(DrillHub hub)
{
    private static readonly string[] Away = ["trying", "circuitOpen"];
    private static readonly string[] AwayRules = ["sendingFails", "circuitOpen"];
    private static readonly string[] Hanging = ["slow", "trying", "circuitOpen"];
    private static readonly string[] HangingRules = ["slow", "sendingFails", "circuitOpen"];
    private readonly DemoWorld _demo = hub.Demo;
    private int _files = 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Calls fail at once.</summary>
    public Fault Fails(string link, MoodKind kind) => Called(link, kind, Away, AwayRules);

    /// <summary>Calls have no answer for long.</summary>
    public Fault Hangs(string link, MoodKind kind) => Called(link, kind, Hanging, HangingRules, TimeSpan.FromSeconds(8));

    /// <summary>The request is lost, and whoever asks what became of it hears that this cannot be told now.</summary>
    public Fault HangsAndCannotTell(string link)
    {
        var lost = Hangs(link, MoodKind.Lost);
        return lost with
        {
            Kind = Name(MoodKind.CannotTell),
            Begin = () =>
            {
                MoodsOf(link).Set(link, MoodKind.CannotTell);
                return lost.Begin();
            },
        };
    }

    /// <summary>What it says is kept for a person.</summary>
    public Fault Refuses(string link) => Called(link, MoodKind.BusinessFault, ["failing"], ["parked"]) with { Action = () => hub.SettleAsync(link, discard: false) };

    /// <summary>A file that is wrong as a whole; the next one is right.</summary>
    public Fault BadFile(string link, MoodKind kind) => Brought(link, kind, ["badFile"], ["badFile"]);

    /// <summary>Lines of a file that the contract does not allow.</summary>
    public Fault BadLines(string link) => Brought(link, MoodKind.BadLines, ["disturbed"], ["refusals"]) with { End = () => Task.CompletedTask };

    /// <summary>Bodies that cannot be read. They are not what the other side meant: thrown away when it has sent them again.</summary>
    public Fault Garbage(string link) => Said(link, MoodKind.BadLines, 1, ["failing"], ["parked"]) with { Action = () => hub.SettleAsync(link, discard: true) };

    /// <summary>Everything comes twice.</summary>
    public Fault Twice(string link) => Said(link, MoodKind.Duplicate, 4, ["disturbed"], ["repeats"]);

    /// <summary>In the wrong order: the hub puts it right.</summary>
    public Fault OutOfOrder(string link) => Said(link, MoodKind.OutOfOrder, 1, [], []) with { Shows = false };

    /// <summary>Nobody reads the queue of N97-1.</summary>
    public Fault Unread() => new("unread", "N97-1", ["unread"], ["unread"], async () =>
    {
        _demo.Ninety7.Moods.Set("N97-1", MoodKind.Down);
        await OccasionAsync("N97-1");
    }, () =>
    {
        _demo.Ninety7.Moods.Clear("N97-1");
        return Task.CompletedTask;
    });

    /// <summary>Messages that the broker put aside; the only fault of no link.</summary>
    public Fault DeadLetters() => new("deadLetters", "N97-2", ["ok", "idle"], ["deadLetters"], async () =>
    {
        await using var dead = new RabbitQueuePort(new Uri($"amqp://{hub.Broker.User}:{hub.Broker.Password}@{hub.Broker.Host}:{hub.Broker.Port}/"), "hub.dead");
        await dead.SendAsync(new QueueMessage("dead-1", "N97.WorkOrderEvent", "{}"u8.ToArray()), Stop);
    }, () => Task.CompletedTask)
    {
        Subject = $"{hub.Broker.Host}:{hub.Broker.Port}/hub.dead", Action = () => hub.Broker.ControlAsync("purge_queue", "hub.dead"),
    };

    /// <summary>The broker is away, and with it what every interface reads from it or sends to it: an alert for each, for each comes back by itself.</summary>
    public IReadOnlyList<Fault> BrokerAway(IReadOnlyList<string> read, string sent)
    {
        var (stopped, started) = (new Lazy<Task>(() => hub.Broker.StopAppAsync()), new Lazy<Task>(() => hub.Broker.StartAppAsync()));
        return
        [
            .. read.Select(link => new Fault("down", link, ["down"], ["endpointDown"], () => stopped.Value, () => started.Value)),
            new Fault("down", sent, Away, AwayRules, async () =>
            {
                await stopped.Value;
                await OccasionAsync(sent);
            }, () => started.Value),
        ];
    }

    /// <summary>The server of files is away.</summary>
    public IReadOnlyList<Fault> FilesAway(params string[] read)
    {
        var started = new Lazy<Task>(hub.Files.StartAgainAsync);
        return [.. read.Select(link => new Fault("down", link, ["down"], ["endpointDown"], () =>
        {
            hub.Files.Kill();
            return Task.CompletedTask;
        }, () => started.Value))];
    }

    /// <summary>The file of the day is not there; from the start on.</summary>
    public Task BringUsageAsync() => _demo.Billing.Usage.SendAsync(new UsageOrder(DateOnly.FromDateTime(hub.Now.ToOffset(TimeSpan.FromHours(8)).Date), 10, FileNo: ++_files), Stop);

    /// <summary>Something for the other side to do, or from it to the hub.</summary>
    public async Task OccasionAsync(string link)
    {
        var (n, world) = (hub.Next, _demo.World);
        var customer = world.Customer(n % 10);
        switch (link)
        {
            case "BIL-4":
                await hub.PostAsync(DemoFacts.OpenAccount(n, hub.Run, customer.Number, customer.Name, hub.Now), customer.Number);
                break;
            case "RES-1":
                await hub.PostAsync(DemoFacts.Feasibility(n, hub.Run, customer, customer.Address, world.Customer(n + 1).Address), $"{link}{n}");
                break;
            case "RES-2":
                var request = DemoFacts.Reservation(n, hub.Run, customer, customer.Address, world.Customer(n + 1).Address, hub.Now);
                await hub.PostAsync(request, request.OrderNo.Value);
                break;
            case "CS-3":
                await hub.PostAsync(new TroubleTicketStateChanged { TicketNo = new($"TT{hub.Run[..8]}{n:D6}"), State = TicketState.InProgress, OccurredAt = hub.Now }, $"{link}{n}");
                break;
            case "N97-1":
                var service = world.Service(n * 7 % (world.Customers * 4));
                var order = DemoFacts.WorkOrder(n, hub.Run, service, world.Customer(service.CustomerIndex), hub.Now);
                await hub.PostAsync(order, order.WorkOrderNo.Value);
                break;
            case "N97-3":
                var line = world.Service((((n * 5) + 1) % world.Customers * 4) + 3);
                await _demo.Ninety7.Counters.ChangeAsync(new LineChange($"GT{hub.Run}{n:D5}", "CHANGE", line.Number, world.Customer(line.CustomerIndex).Number, hub.Now, line.Kind, line.BandwidthKbps * 2, line.AEnd), Stop);
                break;
            case "BIL-3":
                await _demo.Billing.Events!.SendAsync([.. Enumerable.Range(0, 2).Select(i => AccountEvent.Balance($"AE{hub.Run}{n:D4}{i}", world.Account(2 * customer.Index).Number, 100 + n, hub.Now))], Stop);
                break;
            case "CS-4":
                await _demo.ServiceDesk.SendAsync([new ServiceRecord($"KF{hub.Run}{n:D5}", "CALL", customer.Number, "服务记录", hub.Now)], Stop);
                break;
            case "BIL-1":
                await _demo.Billing.Bills.SendAsync(new BillOrder("202610", 100, FirstAccount: 1000 * ++_files, FileNo: _files), Stop);
                break;
            case "RES-4":
                await _demo.Resource.Reports!.SendAsync(new CircuitOrder(hub.Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), 10, FirstCustomer: 10 * (++_files % 50), No: _files), Stop);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(link), link, "nothing is known to do there");
        }
    }

    private Fault Called(string link, MoodKind kind, IReadOnlyList<string> states, IReadOnlyList<string> rules, TimeSpan? by = null) => new(Name(kind), link, states, rules, async () =>
    {
        MoodsOf(link).Set(link, new Mood(kind, By: by));
        await SwitchedAsync(link);
        await OccasionAsync(link);
    }, async () =>
    {
        MoodsOf(link).Clear(link);
        await SwitchedAsync(link);
    });

    private Fault Brought(string link, MoodKind kind, IReadOnlyList<string> states, IReadOnlyList<string> rules) => new(Name(kind), link, states, rules, () =>
    {
        MoodsOf(link).Set(link, kind, times: 1);
        return OccasionAsync(link);
    }, () => OccasionAsync(link));

    private Fault Said(string link, MoodKind kind, int occasions, IReadOnlyList<string> states, IReadOnlyList<string> rules) => new(Name(kind), link, states, rules, async () =>
    {
        MoodsOf(link).Set(link, kind);
        for (var n = 0; n < occasions; n++)
            await OccasionAsync(link);
    }, () =>
    {
        MoodsOf(link).Clear(link);
        return Task.CompletedTask;
    });

    private MoodBoard MoodsOf(string link) => link[..3] switch
    {
        "BIL" => _demo.Billing.Moods,
        "RES" => _demo.Resource.Moods,
        "N97" => _demo.Ninety7.Moods,
        _ => _demo.ServiceDesk.Moods,
    };

    private Task SwitchedAsync(string link) => link[..3] switch
    {
        "BIL" => _demo.Billing.SwitchAsync(),
        "RES" => _demo.Resource.SwitchAsync(),
        _ => _demo.ServiceDesk.SwitchAsync(),
    };

    /// <summary>As the runbook calls it.</summary>
    public static string Name(MoodKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];
}
