using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

/// <summary>Circuits as resource management assigns and reports them.</summary>
public abstract class CircuitSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    private static readonly RouteHop[] Route = [new() { Node = "杭州西湖局", Equipment = "ODF-03", Port = "1-2-07" }, new() { Node = "宁波海曙局", Equipment = "ODF-11", Port = "3-1-02" }];

    protected override ArchiveSubscriber Archive { get; } = new(Rules.AsShipped);

    private string OfCircuit => $"circuit_no = '{Some.CircuitNo}'";

    private ResourceAssigned Assigned(int minutes) => new()
    {
        RequestId = new($"Q{Some.OrderNo}"), OrderNo = Some.OrderNo, ServiceNo = Some.Line, CircuitNo = Some.CircuitNo, Route = Route, OccurredAt = Some.At(minutes),
    };

    private ProductOrderPlaced Placed(int minutes) => new()
    {
        OrderNo = Some.OrderNo, CustomerNo = Some.CustomerNo, Name = "杭州—宁波专线", State = ProductOrderState.Acknowledged, OrgUnit = new("cn.zj.hz"), OrderedAt = Some.At(minutes),
        Items =
        [
            new ProductOrderItem
            {
                ItemNo = new("1"), Action = OrderAction.New, Offering = new("DDN"), State = ProductOrderState.Acknowledged, Quantity = 1, BandwidthKbps = 2048,
                AEnd = new ServiceEnd { Address = "杭州市庆春路1号", ContactName = "李娜" }, ZEnd = new ServiceEnd { Address = "宁波市中山路2号" },
            },
        ],
        OccurredAt = Some.At(minutes),
    };

    [Fact]
    public async Task An_assigned_circuit_is_known_with_its_route_and_what_the_order_says_of_it()
    {
        var (placed, assigned) = (From("core", Delivery(Placed(0))), From("resource", Delivery(Assigned(10)), "RES-3"));
        await ArriveOneByOneAsync([placed, assigned, assigned]);
        var circuit = Assert.Single(await RowsAsync("circuit", OfCircuit));
        foreach (var value in new[] { $"|customer_no={Some.CustomerNo}|", $"|service_no={Some.Line}|", "|state=|", "|bandwidth_kbps=2048|", "杭州市庆春路1号", "宁波市中山路2号", "3-1-02" })
            Assert.Contains(value, circuit);
        var sources = (await Differences.SourcesAsync("circuit", Some.CircuitNo.Value, null, Token)).ToDictionary(s => s.Attribute);
        Assert.Equal(("resource/RES-3", assigned.Envelope.Id.ToString()), (sources["route"].Source, sources["route"].Message));
        Assert.Equal(("core", placed.Envelope.Id.ToString()), (sources["aEnd"].Source, sources["aEnd"].Message));
    }

    [Fact]
    public Task What_97_builds_is_in_service_and_keeps_the_route_whichever_comes_first() => InEveryOrderAsync(
        () =>
        [
            From("resource", Delivery(Assigned(10))),
            From("n97", Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo, Product = Some.Completed(60).Product with { CircuitNo = Some.CircuitNo } })),
        ],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal(("inService", Some.CustomerNo.Value), (await OneAsync("circuit", OfCircuit, "state"), await OneAsync("circuit", OfCircuit, "customer_no")));
            Assert.Contains("1-2-07", await OneAsync("circuit", OfCircuit, "route"));
            Assert.DoesNotContain(await Differences.ListAsync(null, "circuit", null, 1000, null, Token), d => d.Key == Some.CircuitNo.Value);
        });

    [Fact]
    public async Task Another_system_s_word_does_not_overwrite_resource_management_s()
    {
        await ArriveAsync(From("resource", Delivery(Assigned(10))));
        await ArriveAsync(From("n97", Delivery(Some.Completed(60) with
        {
            CustomerNo = Some.CustomerNo, Product = Some.Completed(60).Product with { ServiceNo = Some.Phone, CircuitNo = Some.CircuitNo },
        })));
        Assert.Equal(Some.Line.Value, await OneAsync("circuit", OfCircuit, "service_no"));
        Assert.Equal(("serviceNo", "n97", Some.Phone.Value), Assert.Single((await Differences.ListAsync("open", "circuit", null, 1000, null, Token)).Where(d => d.Key == Some.CircuitNo.Value).Select(d => (d.Attribute, d.System, d.Theirs))));
    }

    [Fact]
    public async Task A_circuit_released_before_it_was_built_is_retired_and_one_in_service_is_not()
    {
        var released = From("resource", Delivery(new ResourceReleased { RequestId = new($"L{Some.OrderNo}"), OrderNo = Some.OrderNo, OccurredAt = Some.At(30) }));
        await ArriveAsync(From("resource", Delivery(Assigned(10))));
        await ArriveAsync(released);
        Assert.Equal("retired", await OneAsync("circuit", OfCircuit, "state"));

        var built = new CircuitNumber(Some.CircuitNo + "B");
        await ArriveAsync(From("resource", Delivery(Assigned(40) with { CircuitNo = built })));
        await ArriveAsync(From("n97", Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo, Product = Some.Completed(60).Product with { CircuitNo = built } })));
        await ArriveAsync(From("resource", Delivery(new ResourceReleased { RequestId = new($"M{Some.OrderNo}"), OrderNo = Some.OrderNo, OccurredAt = Some.At(70) })));
        Assert.Equal("inService", await OneAsync("circuit", $"circuit_no = '{built}'", "state"));
    }

    [Fact]
    public async Task The_nightly_report_agrees_with_what_was_assigned_and_lists_another_route()
    {
        await ArriveAsync(From("core", Delivery(Placed(0))));
        await ArriveAsync(From("resource", Delivery(Assigned(10))));
        CircuitReported Report(int minutes, params RouteHop[] route) => Some.Circuit(minutes, 2048, ResourceState.Reserved) with
        {
            AEnd = new ServiceEnd { Address = "杭州市庆春路1号", AreaCode = "0571" }, ZEnd = new ServiceEnd { Address = "宁波市中山路2号", AreaCode = "0574" }, Route = route,
        };
        await ArriveAsync(From("resource", Delivery(Report(600, Route)), "RES-4"));
        Assert.Empty(await OpenAsync());
        await ArriveAsync(From("resource", Delivery(Report(2000, Route[0])), "RES-4"));
        Assert.Equal(["route"], await OpenAsync());

        async Task<IEnumerable<string>> OpenAsync() => (await Differences.ListAsync("open", "circuit", null, 1000, null, Token)).Where(d => d.Key == Some.CircuitNo.Value).Select(d => d.Attribute);
    }

    [Fact]
    public async Task A_circuit_that_stood_in_the_report_and_could_not_be_read_is_not_missing()
    {
        var (rejected, gone, other) = (new Some(), new Some(), new Some());
        foreach (var one in new[] { rejected, gone })
            await ArriveAsync(From("n97", Delivery(one.Completed(60) with { CustomerNo = one.CustomerNo, Product = one.Completed(0).Product with { CircuitNo = one.CircuitNo } })));
        var report = From("resource", Delivery(other.Circuit(600)), "RES-4");
        Archive.Rejected = (conversation, _) => Task.FromResult<IReadOnlyList<string>>(conversation == report.Envelope.ConversationId
            ? [$"<circuit id=\"R1\" no=\" {rejected.CircuitNo.Value.ToLowerInvariant()} \" state=\"77\"><bandwidthKbps>{gone.CircuitNo.Value}9</bandwidthKbps></circuit>"] : []);
        await ArriveAsync(report);
        var reminder = Assert.Single(Published, p => p.Envelope.Type == nameof(CircuitReportEnded)).Envelope;
        await ArriveAsync(new ClaimedDelivery(new DeliveryId(reminder.Id, "archive"), 1_000_000, 1, null, "node", Some.At(0), reminder));
        var missing = (await Differences.ListAsync("open", "circuit", null, 1000, null, Token)).Where(d => d.Attribute == "presence").Select(d => d.Key).ToList();
        Assert.Contains(gone.CircuitNo.Value, missing);
        Assert.DoesNotContain(rejected.CircuitNo.Value, missing);
    }
}

public sealed class Circuits_on_PostgreSql(PostgresStore store) : CircuitSpecs(store), IClassFixture<PostgresStore>;

public sealed class Circuits_on_Sqlite(SqliteStore store) : CircuitSpecs(store), IClassFixture<SqliteStore>;
