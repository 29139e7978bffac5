using Integration.Hub.Core.Configuration;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

/// <summary><c>orders:</c> of hub.yaml: working hours and holidays, each mistake told with its line.</summary>
public sealed class OrdersConfigSpecs : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hub_carries_orders_out_only_if_it_is_told_to()
    {
        Hub("");

        Assert.Null(HubConfigLoader.Load(_folder.Root).Orders);
    }

    [Fact]
    public void Nothing_said_means_nine_to_six_with_an_hour_off()
    {
        Hub("orders: { }");

        var orders = HubConfigLoader.Load(_folder.Root).Orders!;

        Assert.Equal([(new TimeOnly(9, 0), new TimeOnly(12, 0)), (new TimeOnly(13, 0), new TimeOnly(18, 0))], orders.Hours);
        Assert.Null(orders.Templates);
        Assert.Empty(orders.Closed);
    }

    [Fact]
    public void Hours_and_days_are_data()
    {
        Hub("timeZone: Asia/Shanghai\norders: { hours: [\"8:30-11:30\"], closed: [2026-10-01], open: [2026-10-10] }");

        var orders = HubConfigLoader.Load(_folder.Root).Orders!;

        Assert.Equal([(new TimeOnly(8, 30), new TimeOnly(11, 30))], orders.Hours);
        Assert.Equal([new DateOnly(2026, 10, 1)], orders.Closed);
        Assert.Equal([new DateOnly(2026, 10, 10)], orders.Open);
        Assert.Equal("Asia/Shanghai", orders.Zone.Id);
    }

    [Theory]
    [InlineData("hours: [\"18:00-9:00\"]", "orders.hours: '18:00-9:00' is no span of a day, expected one such as \"09:00-12:00\"")]
    [InlineData("hours: [\"09:00-12:00\", \"11:00-18:00\"]", "begins before the span in front of it ends")]
    [InlineData("closed: [2026-02-30]", "orders.closed: '2026-02-30' is no day, expected one such as 2026-10-01")]
    [InlineData("templates: nowhere", "does not exist")]
    [InlineData("holidays: [2026-10-01]", "holidays' is not known here")]
    public void A_mistake_is_told_with_what_was_expected(string said, string expected)
    {
        Hub($"orders: {{ {said} }}");

        var told = Assert.Throws<ConfigurationException>(() => HubConfigLoader.Load(_folder.Root));

        Assert.Contains(expected, told.Message, StringComparison.Ordinal);
    }

    private void Hub(string more) => _folder.Write("hub.yaml", $$"""
        node: one
        store: { kind: sqlite, file: hub.db }
        mappings: mappings
        adapters: [ adapters ]
        {{more}}
        """);
}
