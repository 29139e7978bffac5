using Integration.Hub;
using Xunit;
using static Integration.Hub.MessageFilter;

namespace Integration.Specs.MessageBox;

public sealed class FilterLanguageSpecs
{
    private static MessageFilter Parse(string text) => FilterLanguage.Parse(text, Some.Clock());

    [Fact]
    public void And_binds_closer_than_or_and_not_closest()
    {
        var filter = Assert.IsType<Any>(Parse("a b OR NOT c AND d"));
        Assert.Equal([new Text("a"), new Text("b")], Assert.IsType<All>(filter.Of[0]).Of);
        Assert.Equal([new Not(new Text("c")), new Text("d")], Assert.IsType<All>(filter.Of[1]).Of);
    }

    [Fact]
    public void Words_are_words_and_quotes_make_them_of_anything()
    {
        Assert.Equal(new Text("and"), Parse("and"));
        Assert.Equal(new Text("AND"), Parse("\"AND\""));
        Assert.Equal(new Text("say \"no\""), Parse("\"say \\\"no\\\"\""));
        Assert.Equal(new Text("10:30"), Parse("10:30"));
        Assert.Equal(new Text("057187001234-1"), Parse("057187001234-1"));
        Assert.Equal(new Key("order", "a b"), Parse("order:\"a b\""));
        Assert.Equal(new Key("workOrder", "1"), Parse("workorder：1"));
        Assert.Equal(new Is(MessageField.Type, "Customer", Start: true), Parse("type:Customer*"));
        Assert.Equal(new Is(MessageField.Type, "Customer*"), Parse("type:\"Customer*\""));
        Assert.Equal(new Since(Some.Noon.AddHours(-2)), Parse("since:2h"));
    }

    [Theory]
    [InlineData("a \"b c", "search.unclosed-quote", 2, 4)]
    [InlineData("(a OR b", "search.unclosed-bracket", 0, 1)]
    [InlineData("a )", "search.unexpected", 2, 1)]
    [InlineData("a OR", "search.missing", 4, 0)]
    [InlineData("OR a", "search.unexpected", 0, 2)]
    [InlineData("x ordr:1", "search.unknown-field", 2, 4)]
    [InlineData("order:", "search.bad-value", 0, 6)]
    [InlineData("state:lost", "search.bad-value", 0, 10)]
    [InlineData("since:yesterday", "search.bad-value", 0, 15)]
    [InlineData("id:12", "search.bad-value", 0, 5)]
    [InlineData("direction:up", "search.bad-value", 0, 12)]
    public void What_cannot_be_read_says_where_and_why(string text, string code, int at, int length)
    {
        var fault = Assert.Throws<FilterException>(() => Parse(text));
        Assert.Equal((code, at, length), (fault.Code, fault.At, fault.Length));
        Assert.Contains("expected", fault.Message, StringComparison.Ordinal);
    }
}
