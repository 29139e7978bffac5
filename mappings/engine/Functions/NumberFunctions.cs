using System.Globalization;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>Numbers out of texts and back.</summary>
internal static class NumberFunctions
{
    private const string Group = "Numbers";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("int", Group, "The whole number that a text is.", "integer")
            .Takes("text", "text or integer", "digits with an optional sign")
            .Example("int(\"0042\")", "42")
            .Fails("int(\"4.2\")", "\"4.2\" is not a whole number")
            .Does(site => site[0] is Expr<long> same ? same : site.ReturnInteger(Numbers.ReadInteger(site.Text(0), site.At))),
        new FunctionSpec("decimal", Group, "The number that a text is.", "number")
            .Takes("text", "text or number", "digits with an optional sign and decimal point")
            .Example("decimal(\"-12.50\")", "-12.50")
            .Fails("decimal(\"1,200\")", "\"1,200\" is not a number")
            .Does(site => Coercion.IsNumeric(site[0]) ? site.ReturnNumber(site.Number(0)) : site.ReturnNumber(Numbers.Read(site.Text(0), site.At))),
        new FunctionSpec("round", Group, "The number rounded half away from zero.", "number")
            .Takes("number", "number", "the number").May("decimals", "constant integer", "0 if not given")
            .Example("round(2.345, 2)", "2.35").Example("round(2.5)", "3")
            .Does(Round),
        new FunctionSpec("whole", Group, "The number as an integer; fractions are an error (round first).", "integer")
            .Takes("number", "number", "the number")
            .Example("whole(3.00)", "3").Fails("whole(3.5)", "3.5 is not a whole number")
            .Does(Whole),
        new FunctionSpec("abs", Group, "The number without its sign.", "as given")
            .Takes("number", "integer, number or money", "the number")
            .Example("abs(-5)", "5").Example("abs(fen(\"-1.00\"))", "{\"fen\":100,\"currency\":\"CNY\"}")
            .Does(Abs),
        new FunctionSpec("number_text", Group, "The number with exactly so many decimals; a fraction beyond them is an error (round first).", "text")
            .Takes("number", "number", "the number").Takes("decimals", "constant integer", "how many")
            .Example("number_text(12, 2)", "12.00").Fails("number_text(12.345, 2)", "has more than 2 decimals")
            .Does(NumberText),
        new FunctionSpec("not_negative", Group, "The value itself; a negative one is an error.", "as given")
            .Takes("value", "integer, number or money", "the value")
            .Example("not_negative(5)", "5").Fails("not_negative(fen(\"-1.00\"))", "-1.00 is negative")
            .Does(NotNegative),
    ];

    private static Expr<decimal> Round(CallSite site)
    {
        var (number, decimals) = (site.Number(0), site.Has(1) ? site.ConstantInteger(1) : 0);
        if (decimals > 28) throw site.Wrong("round: at most 28 decimals", 1);
        return site.ReturnNumber((Run run, out decimal v) =>
        {
            var known = number(run, out v);
            v = Math.Round(v, decimals, MidpointRounding.AwayFromZero);
            return known;
        });
    }

    private static Expr<long> Whole(CallSite site)
    {
        var (number, at) = (site.Number(0), site.At);
        return site.ReturnInteger((Run run, out long v) =>
        {
            v = 0;
            if (!number(run, out var value)) return false;
            if (value != decimal.Truncate(value) || value is > long.MaxValue or < long.MinValue)
                throw at.Fault("mapping.number", $"{value.ToString(CultureInfo.InvariantCulture)} is not a whole number: round it first");
            v = (long)value;
            return true;
        });
    }

    private static Expr Abs(CallSite site)
    {
        if (site[0] is Expr<Money> money)
            return site.ReturnMoney((Run run, out Money v) =>
            {
                var known = money.Eval(run, out v);
                v = v with { Fen = Positive(v.Fen, site.At) };
                return known;
            });
        if (site[0] is Expr<long> integer)
            return site.ReturnInteger((Run run, out long v) =>
            {
                var known = integer.Eval(run, out v);
                v = Positive(v, site.At);
                return known;
            });
        var number = site.Number(0);
        return site.ReturnNumber((Run run, out decimal v) =>
        {
            var known = number(run, out v);
            v = Math.Abs(v);
            return known;
        });
    }

    private static long Positive(long value, Origin at) =>
        value == long.MinValue ? throw at.Fault("mapping.overflow", $"{value} has no positive counterpart") : Math.Abs(value);

    private static Expr<Chars> NumberText(CallSite site)
    {
        var (number, decimals, at) = (site.Number(0), site.ConstantInteger(1), site.At);
        if (decimals > 28) throw site.Wrong("number_text: at most 28 decimals", 1);
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!number(run, out var value)) return false;
            if (value != Math.Round(value, decimals))
                throw at.Fault("mapping.number", $"{value.ToString(CultureInfo.InvariantCulture)} has more than {decimals} decimals: round it first");
            v = value.ToString(format, CultureInfo.InvariantCulture);
            return true;
        });
    }

    private static Expr NotNegative(CallSite site) => site[0] switch
    {
        Expr<Money> money => site.ReturnMoney(Checked(money.Eval, m => m.Fen < 0, m => m.InUnits(), site.At)),
        Expr<long> integer => site.ReturnInteger(Checked(integer.Eval, i => i < 0, i => i.ToString(CultureInfo.InvariantCulture), site.At)),
        _ => site.ReturnNumber(Checked(site.Number(0), n => n < 0, n => n.ToString(CultureInfo.InvariantCulture), site.At)),
    };

    private static Eval<T> Checked<T>(Eval<T> value, Func<T, bool> negative, Func<T, string> spell, Origin at) => (Run run, out T v) =>
    {
        if (!value(run, out v)) return false;
        return !negative(v) ? true : throw at.Fault("mapping.negative", $"{spell(v)} is negative: expected zero or more");
    };
}
