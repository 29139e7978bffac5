using System.Text;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Mappings;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

/// <summary>A subscriber says what it wants; the router plans what it gets.</summary>
public sealed class SubscriptionSpecs : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Several_messages_or_all_of_an_area_are_taken_without_a_mapping()
    {
        var router = Route("""
                - messages: [WorkOrderCompleted@1, CustomerBillIssued@1]
                - area: RES
            """);
        Assert.Equal("canonical-json/CustomerBillIssued@1", Plan(router, "CustomerBillIssued", Bill("A1", 5))?.Mapping);
        Assert.NotNull(router.PlanFor("SUB-1", Envelope("CircuitReported", "{}")));
        Assert.Null(router.PlanFor("SUB-1", Envelope("PaymentReceived", "{}")));
    }

    [Theory]
    [InlineData("when: 'billNo == \"B1\"'", 20000, true)]
    [InlineData("when: 'state == \"settled\"'", 1, true)]
    [InlineData("when: 'state == \"new\"'", 1, false)]
    [InlineData("levels: [diamond, gold]", 1, true)]
    [InlineData("levels: [silver]", 1, false)]
    [InlineData("orgUnits: [cn.zj]", 1, true)]
    [InlineData("orgUnits: [cn.zj.hz]", 1, true)]
    [InlineData("orgUnits: [cn.z, cn.js]", 1, false)]
    [InlineData("levels: [gold], orgUnits: [cn.js]", 1, false)]
    public void A_message_passes_when_all_parts_of_the_filter_hold(string filter, int fen, bool passes)
    {
        var router = Route($$"""
                - { message: CustomerBillIssued@1, filter: { {{filter}} } }
            """);
        Assert.Equal(passes, Plan(router, "CustomerBillIssued", Bill("C1", fen)) is not null);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", unknownCustomer: drop", false)]
    [InlineData(", unknownCustomer: pass", true)]
    public void Whose_customer_is_not_known_is_dropped_unless_the_subscriber_says_otherwise(string policy, bool passes)
    {
        var router = Route($$"""
                - { message: CustomerBillIssued@1, filter: { levels: [gold]{{policy}} } }
            """);
        Assert.Equal(passes, Plan(router, "CustomerBillIssued", Bill("C-nobody", 1)) is not null);
    }

    [Fact]
    public void Of_many_records_those_that_pass_make_the_delivery()
    {
        var router = Route("""
                - { message: CustomerBillIssued@1, filter: { levels: [gold] } }
            """);
        Assert.NotNull(router.PlanFor("SUB-1", Envelope("CustomerBillIssued", $"{Bill("C-nobody", 1)}\n{Bill("C1", 1)}\n") with { Count = 2 }));
        Assert.Null(router.PlanFor("SUB-1", Envelope("CustomerBillIssued", $"{Bill("C-nobody", 1)}\n{Bill("C2", 1)}\n") with { Count = 2 }));
    }

    [Fact]
    public void A_replay_passes_over_copies_made_for_one_peer_and_keeps_what_a_peer_has_said()
    {
        var router = Route("""
                - { message: CustomerBillIssued@1 }
            """);
        var said = Envelope("CustomerBillIssued", Bill("C1", 1)) with { Keys = [new SearchKey(SearchKey.Peer, "cn.zj")] };
        Assert.NotNull(router.PlanFor("SUB-1", said with { Source = "peer-cn.zj" }));
        Assert.Null(router.PlanFor("SUB-1", said with { Source = "hub" }));
    }

    [Fact]
    public void Every_mistake_is_told_with_its_line()
    {
        Write("""
                - messages: [CustomerBilIssued@1]
                - { message: WorkOrderCompleted@1, area: BIL }
                - { area: XYZ }
                - { message: CustomerBillIssued@1, filter: { levels: [golden], unknwnCustomer: pass } }
                - { message: WorkOrderStateChanged@1, filter: { when: 'stat == "x"' } }
            """);
        var told = Assert.Throws<ConfigurationException>(() => HubConfigLoader.Load(_folder.Root, (config, more) =>
            Wiring.Make(config, new NoMappings(), null, more))).Errors.Select(e => _folder.Short(e.ToString())).ToList();
        foreach (var (line, word) in new[] { (8, "did you mean 'CustomerBillIssued@1'"), (9, "expected one of message"), (10, "area is 'XYZ'"), (11, "'golden' is no service level"), (11, "unknwnCustomer"), (12, "stat") })
            Assert.True(told.Exists(t => t.StartsWith($"adapters/warehouse/adapter.yaml:{line}:", StringComparison.Ordinal) && t.Contains(word, StringComparison.Ordinal)), $"nothing about {word} on line {line} in:\n{string.Join('\n', told)}");
    }

    private Router Route(string subscriptions)
    {
        Write(subscriptions);
        var errors = new List<ConfigError>();
        var wiring = Wiring.Make(HubConfigLoader.Load(_folder.Root), new NoMappings(), null, errors, new Customers());
        Assert.Empty(errors);
        return new Router(wiring, [], CanonicalCatalog.Messages);
    }

    private void Write(string subscriptions) => _folder.Write("adapters/warehouse/adapter.yaml", $"""
        system: warehouse
        interfaces:
          - id: SUB-1
            direction: out
            channel: queue
            format: canonical-json
            subscribe:
        {subscriptions}
            address: sqlite:q.db#warehouse
        """);

    private static DeliveryPlan? Plan(Router router, string type, string body) => router.PlanFor("SUB-1", Envelope(type, body));

    private static string Bill(string customer, int fen) =>
        $$"""{"billNo":"B1","accountNo":"A1","customerNo":"{{customer}}","period":"2026-10","state":"settled","amountDue":{"fen":{{fen}},"currency":"CNY"},"amountPaid":{"fen":0,"currency":"CNY"},"items":[],"occurredAt":"2026-11-22T08:00:00+08:00"}""";

    private static Envelope Envelope(string type, string body) => new()
    {
        Id = MessageId.New(DateTimeOffset.UnixEpoch), Type = type, Source = "spec", Body = Encoding.UTF8.GetBytes(body), ConversationId = "c", ReceivedAt = DateTimeOffset.UnixEpoch,
    };

    private sealed class Customers : ICustomerDirectory
    {
        public IReadOnlyDictionary<CustomerKey, CustomerTraits> Find(IReadOnlyCollection<CustomerKey> keys) => keys.Where(k => k.Value is "C1" or "C2")
            .ToDictionary(k => k, k => k.Value == "C1" ? new CustomerTraits("gold", "cn.zj.hz") : new CustomerTraits("silver", "cn.zj.hz"));
    }

    private sealed class NoMappings : IMappingLibrary
    {
        public IReadOnlyList<IMapping> All => [];

        public IMapping? Find(string reference) => null;

        public bool IsBroken(string reference) => false;
    }
}
