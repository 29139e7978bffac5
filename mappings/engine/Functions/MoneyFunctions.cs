using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>Amounts, always whole fen.</summary>
internal static class MoneyFunctions
{
    private const string Group = "Money";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("fen", Group, "Money out of an amount in yuan. Fractions of a fen and overflow are errors.", "money")
            .Takes("amount", "text or number", "yuan, e.g. \"123.45\"").May("currency", "constant text", "ISO 4217, CNY if not given")
            .Example("fen(\"123.45\")", "{\"fen\":12345,\"currency\":\"CNY\"}")
            .Example("fen(\"-0.5\")", "{\"fen\":-50,\"currency\":\"CNY\"}")
            .Fails("fen(\"1.234\")", "\"1.234\" has fractions of a fen")
            .Fails("fen(\"99999999999999999999\")", "is too large for an amount")
            .Fails("fen(\"12元\")", "is not an amount in yuan")
            .Does(Fen),
        new FunctionSpec("fen_int", Group, "Money out of an amount that is given in fen.", "money")
            .Takes("fen", "text or integer", "whole fen").May("currency", "constant text", "ISO 4217, CNY if not given")
            .Example("fen_int(\"12345\")", "{\"fen\":12345,\"currency\":\"CNY\"}")
            .Fails("fen_int(\"123.45\")", "is not a whole number")
            .Does(FenInt),
        new FunctionSpec("yuan", Group, "The amount in yuan with two decimals.", "text")
            .Takes("money", "money", "the amount")
            .Example("yuan(fen(\"-0.05\"))", "-0.05")
            .Does(site => site.ReturnText(site[0].Type == LangType.Money ? site.AnyAsText(0) : throw site.Expected(0, "money"))),
        new FunctionSpec("fen_of", Group, "The amount in whole fen.", "integer")
            .Takes("money", "money", "the amount")
            .Example("fen_of(fen(\"1.50\"))", "150")
            .Does(FenOf),
        new FunctionSpec("currency_of", Group, "The currency of the amount.", "text")
            .Takes("money", "money", "the amount")
            .Example("currency_of(fen(\"1.50\"))", "CNY")
            .Does(CurrencyOf),
    ];

    private static Expr<Money> Fen(CallSite site)
    {
        var (currency, at) = (Currency(site), site.At);
        if (Coercion.IsNumeric(site[0])) return FenOfNumber(site, site.Number(0), currency);
        var text = site.Text(0);
        return site.ReturnMoney((Run run, out Money v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            if (Money.Parse(value, out var fen) is { } wrong) throw at.Fault("mapping.money", $"{ValueFault.Quote(value)} {wrong}");
            v = new Money(fen, currency);
            return true;
        });
    }

    private static Expr<Money> FenOfNumber(CallSite site, Eval<decimal> number, string currency) => site.ReturnMoney((Run run, out Money v) =>
    {
        v = default;
        if (!number(run, out var value)) return false;
        if (value is > long.MaxValue / 100 or < long.MinValue / 100) throw site.At.Fault("mapping.money", $"{value} {Money.TooLarge}");
        if (value * 100 != decimal.Truncate(value * 100)) throw site.At.Fault("mapping.money", $"{value} has fractions of a fen: at most two decimals are allowed");
        v = new Money((long)(value * 100), currency);
        return true;
    });

    private static Expr<Money> FenInt(CallSite site)
    {
        var currency = Currency(site);
        var fen = site[0] is Expr<long> integer ? integer.Eval : Numbers.ReadInteger(site.Text(0), site.At);
        return site.ReturnMoney((Run run, out Money v) =>
        {
            var known = fen(run, out var value);
            v = new Money(value, currency);
            return known;
        });
    }

    private static Expr<long> FenOf(CallSite site)
    {
        var money = site.Money(0);
        return site.ReturnInteger((Run run, out long v) =>
        {
            var known = money(run, out var value);
            v = value.Fen;
            return known;
        });
    }

    private static Expr<Chars> CurrencyOf(CallSite site)
    {
        var money = site.Money(0);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = money(run, out var value) ? value.Currency : default;
            return v.Length > 0;
        });
    }

    private static string Currency(CallSite site)
    {
        var currency = site.Constant(1, Money.Yuan);
        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? currency
            : throw site.Wrong($"\"{currency}\" is not a currency: expected three letters of ISO 4217 such as \"CNY\"", 1);
    }
}
