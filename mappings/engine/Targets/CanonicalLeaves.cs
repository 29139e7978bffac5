using System.Globalization;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Compile;
using Integration.Mappings.Language;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Targets;

/// <summary>Single values of the canonical model: the type is checked at load, then written in its wire form.</summary>
internal static class CanonicalLeaves
{
    /// <summary>Throws <see cref="ExpressionError"/> if the expression cannot give such a value.</summary>
    public static WriteValue Write(ValueShape shape, Expr expr, string path)
    {
        WriteValue? write = shape switch
        {
            ValueShape.Text text when expr.Type == LangType.Text || expr is NullExpr or ItemExpr => Text(Coercion.Text(expr), text.MaxLength, expr.Origin),
            ValueShape.Code code when expr.Type == LangType.Text || expr is NullExpr => Code(code, expr, path),
            ValueShape.Integer => Of(Coercion.Exactly<long>(expr), (json, v) => json.Integer(v)),
            ValueShape.Number => Of(Coercion.Number(expr), (json, v) => json.Number(v)),
            ValueShape.Boolean => Of(Coercion.Exactly<bool>(expr), (json, v) => json.Boolean(v)),
            ValueShape.MoneyValue => Of(Coercion.Exactly<Money>(expr), WriteMoney),
            ValueShape.Date => Of(Coercion.Exactly<DateOnly>(expr), WriteDate),
            ValueShape.Instant => Of(Coercion.Exactly<DateTimeOffset>(expr), WriteInstant),
            _ => null,
        };
        return write ?? throw new ExpressionError("mapping.type", $"field '{path}' is {Name(shape)}, the expression gives {expr.Type}{Hint(shape)}", 0);
    }

    public static string Name(ValueShape shape) => shape switch
    {
        ValueShape.Text => "a text",
        ValueShape.Code code => $"a {code.Name}",
        ValueShape.Integer => "an integer",
        ValueShape.Number => "a number",
        ValueShape.Boolean => "true or false",
        ValueShape.MoneyValue => "money",
        ValueShape.Date => "a date",
        ValueShape.Instant => "an instant",
        ValueShape.Nested nested => $"an object ({nested.Object.Name})",
        _ => "a list",
    };

    private static string Hint(ValueShape shape) => shape switch
    {
        ValueShape.Integer => ": convert it with int(…)",
        ValueShape.Number => ": convert it with decimal(…)",
        ValueShape.Boolean => ": compare it, e.g. x == \"1\"",
        ValueShape.MoneyValue => ": convert it with fen(…) or fen_int(…)",
        ValueShape.Date => ": convert it with date(…, \"yyyyMMdd\")",
        ValueShape.Instant => ": convert it with instant(…, \"yyyyMMddHHmmss\")",
        ValueShape.Text or ValueShape.Code => ": convert it with text(…)",
        ValueShape.Nested => ": write its fields below it",
        _ => ": write 'each:' with 'fields:' or 'value:'",
    };

    private static WriteValue? Text(Eval<Chars>? eval, int? most, Origin at) => eval is null ? null : (run, json, name) =>
    {
        if (!eval(run, out var value)) return false;
        if (value.Length > most)
            throw at.Fault("mapping.too-long", $"{ValueFault.Quote(value)} has {value.Length} characters: at most {most} are allowed");
        if (name is not null) json.Name(name);
        json.Text(value);
        return true;
    };

    private static WriteValue Code(ValueShape.Code code, Expr expr, string path)
    {
        var wrong = expr.Possible?.Where(p => p.Length > 0 && !code.Values.Contains(p)).ToList() ?? [];
        if (wrong.Count > 0)
            throw new ExpressionError("mapping.code", $"field '{path}' is a {code.Name} and has no value {string.Join(", ", wrong.Select(w => $"'{w}'"))}{Suggestion.For(wrong[0], code.Values)}; expected one of {string.Join(", ", code.Values)}", 0);
        var (text, at, known) = (Coercion.Text(expr)!, expr.Origin, code.Values.ToHashSet().GetAlternateLookup<Chars>());
        var isChecked = expr.Possible is not null;
        return (run, json, name) =>
        {
            if (!text(run, out var value)) return false;
            if (!isChecked && !known.Contains(value))
                throw at.Fault("mapping.code", $"{ValueFault.Quote(value)} is not a {code.Name}: expected one of {string.Join(", ", code.Values)}");
            if (name is not null) json.Name(name);
            json.Text(value);
            return true;
        };
    }

    private static WriteValue? Of<T>(Eval<T>? eval, Action<JsonOut, T> write) => eval is null ? null : (run, json, name) =>
    {
        if (!eval(run, out var value)) return false;
        if (name is not null) json.Name(name);
        write(json, value);
        return true;
    };

    private static readonly byte[] FenName = "\"fen\":"u8.ToArray();
    private static readonly byte[] YuanEnd = "\"currency\":\"CNY\""u8.ToArray();
    private static readonly byte[] CurrencyName = "\"currency\":"u8.ToArray();

    private static void WriteMoney(JsonOut json, Money money)
    {
        json.Open('{');
        json.Name(FenName);
        json.Integer(money.Fen);
        if (money.Currency == Money.Yuan)
        {
            json.Raw(YuanEnd);
        }
        else
        {
            json.Name(CurrencyName);
            json.Text(money.Currency);
        }
        json.Close('}');
    }

    private static void WriteDate(JsonOut json, DateOnly date)
    {
        Span<byte> text = stackalloc byte[12];
        text[0] = text[11] = (byte)'"';
        date.TryFormat(text[1..], out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        json.Raw(text);
    }

    private static void WriteInstant(JsonOut json, DateTimeOffset instant) => json.Text(Instants.Text(instant));
}
