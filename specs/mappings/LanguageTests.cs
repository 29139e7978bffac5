using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class LanguageTests
{
    private const string Order = """{"no":"7","customer":{"name":"张三","phones":["13800001111","0571-87654321"]},"items":[{"code":"A","price":"1.50","n":2},{"code":"B","price":"2.25","n":1}],"empty":"","flag":true}""";

    [Theory]
    [InlineData("no", "7")]
    [InlineData("customer.name", "张三")]
    [InlineData("customer.missing", "null")]
    [InlineData("empty", "null")]
    [InlineData("empty ?? \"none\"", "none")]
    [InlineData("customer.`name`", "张三")]
    [InlineData("\"a\" & no & 'b'", "a7b")]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("-5 % 3", "-2")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("fen(\"1.00\") + fen(\"0.25\") * 2", "{\"fen\":150,\"currency\":\"CNY\"}")]
    [InlineData("if no == \"7\" then \"seven\" else \"other\"", "seven")]
    [InlineData("if flag == \"true\" then 1 else 2.5", "1")]
    [InlineData("not (1 > 2) and 2 >= 2", "true")]
    [InlineData("1 > 2 or no != \"8\"", "true")]
    [InlineData("no in [\"6\", \"7\"]", "true")]
    [InlineData("int(no) in [6, 8]", "false")]
    [InlineData("customer.missing == null", "true")]
    [InlineData("customer.missing == \"x\"", "false")]
    [InlineData("customer.missing != \"x\"", "true")]
    [InlineData("customer == null", "false")]
    [InlineData("count(items)", "2")]
    [InlineData("count(nothing)", "0")]
    [InlineData("sum(items, i -> fen(i.price) * int(i.n))", "{\"fen\":525,\"currency\":\"CNY\"}")]
    [InlineData("sum(map(items, i -> int(i.n)))", "3")]
    [InlineData("sum(nothing, i -> int(i))", "0")]
    [InlineData("first(items, i -> i.code == \"B\").price", "2.25")]
    [InlineData("first(items, i -> i.code == \"C\").price ?? \"no C\"", "no C")]
    [InlineData("last(customer.phones)", "0571-87654321")]
    [InlineData("join(map(items, i -> i.code & \":\" & i.price), \",\")", "A:1.50,B:2.25")]
    [InlineData("any(items, i -> decimal(i.price) > 2) and not all(items, i -> int(i.n) > 1)", "true")]
    [InlineData("date(\"20260301\", \"yyyyMMdd\") > date(\"2026-02-28\")", "true")]
    [InlineData("if null == null then \"yes\" else null", "yes")]
    public void An_expression_gives_its_value(string expression, string value) => Assert.Equal(value, Expressions.Value(expression, Order));

    [Theory]
    [InlineData("no +", "expected a value, found the end of the expression")]
    [InlineData("no = \"7\"", "unexpected character '=': compare with ==")]
    [InlineData("\"open", "a text is not closed: expected another \"")]
    [InlineData("trimm(no)", "unknown function 'trimm': did you mean 'trim'?")]
    [InlineData("trim()", "trim(text) takes 1 argument, 0 given")]
    [InlineData("fen(no, no)", "fen: 'currency' must be written as a text in the mapping, e.g. \"…\"")]
    [InlineData("no + 1", "'+' cannot work on text and integer: texts are joined with &, and become numbers by int(…), decimal(…) or fen(…)")]
    [InlineData("no > 5", "text and integer cannot be compared with >: convert the text, e.g. with int(…), decimal(…), fen(…) or date(…)")]
    [InlineData("if no then 1 else 2", "a condition is true or false, this is text")]
    [InlineData("if flag == \"true\" then 1 else \"a\"", "'then' is integer and 'else' is text: both must be of one type")]
    [InlineData("code(no, \"example/stat\")", "unknown code table \"example/stat\": did you mean 'example/state'?")]
    [InlineData("date(no, \"YYYY-MM-DD\")", "date: 'format' \"YYYY-MM-DD\": unknown format part 'DD': expected yyyy, yy, MM, M, dd, d, HH, H, mm, ss, f…, K")]
    [InlineData("matches(no, \"(a)\\\\1\")", "the regular expression cannot be used")]
    [InlineData("items.price", "items.price stands here more than once, and one value was expected: use each, first(…) or join(…)")]
    [InlineData("9223372036854775807 + 1", "the result of 9223372036854775807 + 1 is too large")]
    [InlineData("1 / 0", "1 / 0 divides by zero")]
    [InlineData("instant(no, \"yyyy\", \"Asia/Shanghaj\")", "unknown time zone \"Asia/Shanghaj\": expected e.g. \"Asia/Shanghai\" or \"UTC\"")]
    public void A_wrong_expression_says_what_is_wrong(string expression, string error) =>
        Assert.Contains(error, Expressions.Error(expression, Order), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_is()
    {
        Assert.Contains("nested deeper", Expressions.Error(new string('(', 1500) + "1" + new string(')', 1500)), StringComparison.Ordinal);
        Assert.Contains("nested deeper", Expressions.Error(string.Concat(Enumerable.Repeat("not ", 900)) + "true"), StringComparison.Ordinal);
        Assert.Contains("nested deeper", Expressions.Error(new string('-', 3000) + "1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1986-05-04T02:30:00", "skipped")]
    [InlineData("2026-02-29T00:00:00+08:00", "has no day 29")]
    public void Times_that_never_were_are_refused(string time, string error) =>
        Assert.Contains(error, Expressions.Error($"instant(\"{time}\")"), StringComparison.Ordinal);
}
