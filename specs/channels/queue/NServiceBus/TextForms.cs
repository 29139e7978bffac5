using Integration.Hub.Channels.Queue;

namespace Integration.Specs.Channels.Queue;

public sealed class TextForms
{
    [Fact]
    public void Times_are_written_with_a_colon_before_the_microseconds_and_a_blank_before_Z()
    {
        var time = new DateTimeOffset(2026, 4, 30, 5, 56, 55, TimeSpan.FromHours(8)).AddMicroseconds(590807);
        Assert.Equal("2026-04-29 21:56:55:590807 Z", NServiceBusHeaders.FormatTime(time));
        Assert.Equal(time, NServiceBusHeaders.ParseTime("2026-04-29 21:56:55:590807 Z"));
        Assert.Throws<FormatException>(() => NServiceBusHeaders.ParseTime("2026-04-29T21:56:55.590807Z"));
    }

    [Theory]
    [InlineData("Sales.Orders", "public", "Sales.Orders")]
    [InlineData("\"crm\".\"Sales.Orders\"", "crm", "Sales.Orders")]
    [InlineData("crm.\"Sales\"", "crm", "Sales")]
    [InlineData("\"Sales\"", "public", "Sales")]
    [InlineData("\"public\".\"we\"\"ird\"", "public", "we\"ird")]
    public void Addresses_are_read_as_the_transport_writes_them(string text, string schema, string table)
    {
        var address = QueueAddress.Parse(text);
        Assert.Equal((schema, table), (address.Schema, address.Table));
        Assert.Equal(address, QueueAddress.Parse(address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"open")]
    [InlineData("\"a\".\"b\".\"c\"")]
    [InlineData("\"\"")]
    public void A_malformed_address_is_refused_with_what_was_expected(string text) =>
        Assert.Contains("Expected: Name or \"schema\".\"Name\"", Assert.Throws<FormatException>(() => QueueAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_may_have_55_bytes_because_PostgreSQL_cuts_longer_ones_silently()
    {
        Assert.Equal(55, new QueueAddress(new string('q', 55)).Table.Length);
        Assert.Throws<ArgumentException>(() => new QueueAddress(new string('q', 56)));
        Assert.Throws<ArgumentException>(() => new QueueAddress(new string('单', 19)));
    }

    [Fact]
    public void Header_values_of_null_count_as_absent()
    {
        Assert.True(NServiceBusHeaders.TryRead("""{"a":"1","b":null}""", out var headers));
        Assert.Equal(["a"], headers.Keys);
    }
}
