using System.Globalization;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>What the surroundings give: time, numbers, names; and checks.</summary>
internal static class SurroundingFunctions
{
    private const string Group = "Surroundings and checks";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("now", Group, "The instant at which the mapping runs; the same for the whole run.", "instant")
            .Example("format(now(), \"yyyy\")", "2026")
            .Does(site => site.ReturnInstant((Run run, out DateTimeOffset v) => { v = run.Context.Now; return true; })),
        new FunctionSpec("context", Group, "A named value of the surroundings (fileName, messageId, …); null if it is not given.", "text")
            .Takes("name", "constant text", "the name")
            .Example("context(\"fileName\")", "BILL_202611.txt")
            .Does(Context),
        new FunctionSpec("sequence", Group, "The next number of a named sequence, in a pattern: {date} is the day (yyyyMMdd) in China, {n} the number, {n:6} filled up with zeros. Every call draws one; put it into a let to use it twice.", "text")
            .Takes("name", "constant text", "the sequence").May("pattern", "constant text", "{n} if not given")
            .Example("sequence(\"ticket\", \"TT{date}{n:6}\")", "TT20261122000001")
            .Does(Sequence),
        new FunctionSpec("require", Group, "The value itself, if the condition holds; otherwise an error with the message.", "as given")
            .Takes("value", "any", "the value").Takes("condition", "boolean", "what must hold").Takes("message", "text", "what is wrong and what was expected")
            .Example("require(5, 5 > 1, \"must be more than one\")", "5")
            .Fails("require(\"a\", 1 > 2, \"one is less than two\")", "one is less than two")
            .Does(Require),
    ];

    private static Expr<Chars> Context(CallSite site)
    {
        var name = site.Constant(0);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = run.Context.Values.GetValueOrDefault(name);
            return v.Length > 0;
        });
    }

    private static Expr<Chars> Sequence(CallSite site)
    {
        var (name, pattern, at) = (site.Constant(0), site.Constant(1, "{n}"), site.At);
        var width = Width(site, pattern);
        return site.ReturnText((Run run, out Chars v) =>
        {
            var next = run.Context.NextNumber
                ?? throw at.Fault("mapping.no-sequence", $"no number of sequence \"{name}\" can be drawn here: this mapping can only run where sequences are connected");
            var day = Instants.In(run.Context.Now, Instants.Shanghai).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            var number = next(name).ToString("D" + width, CultureInfo.InvariantCulture);
            v = pattern.Replace("{date}", day, StringComparison.Ordinal).Replace(width == 1 ? "{n}" : $"{{n:{width}}}", number, StringComparison.Ordinal);
            return true;
        });
    }

    private static int Width(CallSite site, string pattern)
    {
        if (pattern.Contains("{n}", StringComparison.Ordinal)) return 1;
        var from = pattern.IndexOf("{n:", StringComparison.Ordinal);
        var end = from < 0 ? -1 : pattern.IndexOf('}', from);
        return end > 0 && int.TryParse(pattern.AsSpan(from + 3, end - from - 3), out var width) && width is > 1 and < 20
            ? width
            : throw site.Wrong("sequence: the pattern must hold {n} or {n:6} (2 to 19 digits)", 1);
    }

    private static Expr Require(CallSite site)
    {
        var requirement = new Requirement(site.Boolean(1), site.AnyAsText(2), site.At);
        return Coercion.Combine(site[0], site[0], requirement, site.At) ?? throw site.Expected(0, "a single value");
    }

    private sealed class Requirement(Eval<bool> condition, Eval<Chars> message, Origin at) : Coercion.ICombine
    {
        public Eval<T> Of<T>(Eval<T> first, Eval<T> second)
            where T : allows ref struct => (Run run, out T value) =>
        {
            if (condition(run, out var holds) && holds) return first(run, out value);
            message(run, out var text);
            throw at.Fault("mapping.required", text.ToString());
        };
    }
}
