using System.Globalization;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Compile;

/// <summary>Typed values out of a canonical document.</summary>
internal static class CanonicalLeaf
{
    public static Expr Read(ValueShape shape, Eval<SourceItem> node, Origin at) => shape switch
    {
        ValueShape.Text => Text(node, at, null),
        ValueShape.Code code => Text(node, at, code.Values),
        ValueShape.Integer => Typed(LangType.Integer, node, at, "an integer", (string? t, out long v) => long.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out v)),
        ValueShape.Number => Typed(LangType.Number, node, at, "a number", (string? t, out decimal v) => decimal.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out v)),
        ValueShape.Boolean => Typed(LangType.Boolean, node, at, "true or false", (string? t, out bool v) => bool.TryParse(t, out v)),
        ValueShape.Date => Typed(LangType.Date, node, at, "a date such as 2026-11-22", (string? t, out DateOnly v) => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out v)),
        ValueShape.Instant => Typed(LangType.Instant, node, at, "an instant such as 2026-11-22T10:30:00+08:00", (string? t, out DateTimeOffset v) => Instant(t, out v)),
        ValueShape.MoneyValue => MoneyOf(node, at),
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    private delegate bool TryRead<T>(string? text, out T value);

    private static Expr<Chars> Text(Eval<SourceItem> node, Origin at, IReadOnlyList<string>? possible) =>
        new(LangType.Text, at, (Run run, out Chars v) =>
        {
            v = node(run, out var item) ? ((TreeNode)item).Text : default;
            return v.Length > 0;
        })
        { Possible = possible };

    private static Expr<T> Typed<T>(LangType type, Eval<SourceItem> node, Origin at, string expected, TryRead<T> read) =>
        new(type, at, (Run run, out T v) =>
        {
            v = default!;
            if (!node(run, out var item)) return false;
            var text = ((TreeNode)item).Text;
            if (read(text, out v)) return true;
            throw new ValueFault("mapping.canonical", $"{ValueFault.Quote(text)} is not {expected}", at, item.Place);
        });

    private static bool Instant(string? text, out DateTimeOffset value)
    {
        value = default;
        return Instants.ParseIso(text, out var parts) is null && parts.Offset is not null && Instants.Resolve(parts, Instants.Shanghai, out value) is null;
    }

    private static Expr<Money> MoneyOf(Eval<SourceItem> node, Origin at) => new(LangType.Money, at, (Run run, out Money v) =>
    {
        v = default;
        if (!node(run, out var item)) return false;
        var money = (TreeNode)item;
        if (long.TryParse(money.Find("fen")?.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var fen))
        {
            v = new Money(fen, money.Find("currency")?.Text ?? Money.Yuan);
            return true;
        }
        throw new ValueFault("mapping.canonical", "money has no whole number of fen: expected {\"fen\":12345,\"currency\":\"CNY\"}", at, item.Place);
    });
}
