using TechTalk.SpecFlow;
using TechTalk.SpecFlow.Assist;
using Xunit;

namespace Integration.Specs.RunnerSpecs;

public sealed class Tables
{
    private sealed record Bill(string BillNo, long AmountFen, DateOnly? Due = null);

    private sealed class Settings
    {
        public string Host { get; set; } = "";

        public int Port { get; set; } = 21;

        [TableAliases("user", "登录名")]
        public string? SignIn { get; set; }

        public string Address => $"{Host}:{Port}";
    }

    [Fact]
    public void Columns_become_constructor_parameters_whatever_their_case_and_spaces()
    {
        var table = Some("bill no", "Amount-Fen", "due");
        table.AddRow("B1", "1200", "2026-07-01");
        table.AddRow("B2", "0", "");
        Assert.Equal([new Bill("B1", 1200, new DateOnly(2026, 7, 1)), new Bill("B2", 0)], table.CreateSet<Bill>());
    }

    [Fact]
    public void Two_columns_become_one_object()
    {
        var table = Some("Field", "Value");
        table.AddRow("host", "bank");
        table.AddRow("登录名", "hub");
        var settings = table.CreateInstance<Settings>();
        Assert.Equal(("bank", 21, "hub"), (settings.Host, settings.Port, settings.SignIn));
    }

    [Fact]
    public void One_row_of_two_columns_becomes_one_object()
    {
        var table = Some("Host", "Port");
        table.AddRow("bank", "22");
        Assert.Equal("bank:22", table.CreateInstance<Settings>().Address);
    }

    [Fact]
    public void A_column_that_is_no_member_is_an_error()
    {
        var table = Some("Host", "Colour", "Port");
        table.AddRow("bank", "red", "22");
        Assert.Contains("'Colour' is no property of Settings", Assert.Throws<InvalidOperationException>(() => table.CreateInstance<Settings>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_an_error()
    {
        var table = Some("Due", "x", "y");
        table.AddRow("2026-01-01", "", "");
        Assert.Contains("BillNo, AmountFen", Assert.Throws<InvalidOperationException>(() => table.CreateInstance<Bill>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_is_no_value_names_its_column()
    {
        var table = Some("BillNo", "AmountFen", "Due");
        table.AddRow("B1", "1.5", "");
        Assert.StartsWith("Column 'AmountFen': '1.5'", Assert.Throws<FormatException>(() => table.CreateSet<Bill>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_is_compared_by_the_columns_that_the_table_has_in_any_order()
    {
        var table = Some("BillNo", "AmountFen");
        table.AddRow("B2", "2");
        table.AddRow("B1", "1");
        table.CompareToSet([new Bill("B1", 1, new DateOnly(2026, 1, 1)), new Bill("B2", 2)]);
        Assert.Throws<ComparisonException>(() => table.CompareToSet([new Bill("B1", 1), new Bill("B2", 2)], sequentialEquality: true));
    }

    [Fact]
    public void What_is_missing_and_what_is_too_much_is_shown()
    {
        var table = Some("BillNo", "AmountFen");
        table.AddRow("B1", "1");
        table.AddRow("B1", "1");
        var error = Assert.Throws<ComparisonException>(() => table.CompareToSet([new Bill("B1", 1), new Bill("B3", 3)]));
        Assert.Contains("- | B1 | 1 |", error.Message, StringComparison.Ordinal);
        Assert.Contains("+ | B3 | 3 |", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_is_compared_by_the_fields_that_the_table_has()
    {
        var table = Some("Field", "Value");
        table.AddRow("bill no", "B1");
        table.AddRow("amount fen", "2");
        table.CompareToInstance(new Bill("B1", 2));
        Assert.Contains("AmountFen: expected '2', is '3'", Assert.Throws<ComparisonException>(() => table.CompareToInstance(new Bill("B1", 3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_read_by_row_and_column()
    {
        var table = Some("a", "b");
        table.AddRow("1", "2");
        Assert.Equal("2", table.Rows[0]["b"]);
        Assert.Equal("1", table.Rows[0][0]);
        Assert.True(table.ContainsColumn("a"));
        Assert.Equal("| a | b |\n| 1 | 2 |\n", table.ToString());
        Assert.Contains("no column 'c'; it has: a, b", Assert.Throws<IndexOutOfRangeException>(() => table.Rows[0]["c"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => table.AddRow("1"));
        Assert.Throws<ArgumentException>(() => new Table("a", "a"));
    }

    private static Table Some(params string[] header) => new(header);
}
