using System.Text.RegularExpressions;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Functions;

/// <summary>Pieces of texts, and questions about them.</summary>
internal static class TextPartFunctions
{
    private const string Group = "Pieces of texts";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("left", Group, "The first characters.", "text")
            .Takes("text", "text", "the text").Takes("count", "constant integer", "how many")
            .Example("left(\"中国电信\", 2)", "中国")
            .Does(Left),
        new FunctionSpec("right", Group, "The last characters.", "text")
            .Takes("text", "text", "the text").Takes("count", "constant integer", "how many")
            .Example("right(\"1234567\", 4)", "4567")
            .Does(Right),
        new FunctionSpec("substring", Group, "Characters from a position on; the first has position 1. What lies beyond the end is left out.", "text")
            .Takes("text", "text", "the text").Takes("from", "constant integer", "position, from 1").May("count", "constant integer", "how many; all if not given")
            .Example("substring(\"330100198001011234\", 7, 8)", "19800101").Example("substring(\"abc\", 2)", "bc")
            .Does(Substring),
        new FunctionSpec("part", Group, "The n-th piece of a text cut at a separator, from 1; null if there are not so many.", "text")
            .Takes("text", "text", "the text").Takes("separator", "constant text", "where to cut").Takes("number", "constant integer", "which, from 1")
            .Example("part(\"杭州/西湖/文三路\", \"/\", 2)", "西湖")
            .Does(Part),
        new FunctionSpec("split", Group, "The pieces of a text cut at a separator; empty ones are left out.", "list of text")
            .Takes("text", "text", "the text").Takes("separator", "constant text", "where to cut")
            .Example("join(split(\"a;b;;c\", \";\"), \"+\")", "a+b+c")
            .Does(Split),
        Question("contains", "True if the text has the piece in it.", "contains(\"abc\", \"b\")", (t, p) => t.Contains(p, StringComparison.Ordinal)),
        Question("starts_with", "True if the text begins with the piece.", "starts_with(\"abc\", \"ab\")", (t, p) => t.StartsWith(p, StringComparison.Ordinal)),
        Question("ends_with", "True if the text ends with the piece.", "ends_with(\"abc\", \"bc\")", (t, p) => t.EndsWith(p, StringComparison.Ordinal)),
        new FunctionSpec("matches", Group, "True if the whole text fits a regular expression.", "boolean")
            .Takes("text", "text", "the text").Takes("pattern", "constant text", ".NET regular expression (without look-around and back references)")
            .Example("matches(\"A123\", \"[A-Z][0-9]+\")", "true").Example("matches(\"A123x\", \"[A-Z][0-9]+\")", "false")
            .Does(Matches),
        new FunctionSpec("extract", Group, "The first group of a regular expression (the whole match if it has no group); null if it is not found.", "text")
            .Takes("text", "text", "the text").Takes("pattern", "constant text", ".NET regular expression (without look-around and back references)")
            .Example("extract(\"BILL_202611_01.txt\", \"_([0-9]{6})_\")", "202611")
            .Does(Extract),
    ];

    private delegate bool Asks(Chars text, Chars piece);

    private static FunctionSpec Question(string name, string summary, string example, Asks asks) =>
        new FunctionSpec(name, Group, summary + " False if there is no text.", "boolean")
            .Takes("text", "text", "the text").Takes("piece", "text", "the piece")
            .Example(example, "true")
            .Does(site =>
            {
                var (text, piece) = (site.Text(0), site.Text(1));
                return site.ReturnBoolean((Run run, out bool v) =>
                {
                    v = text(run, out var t) && piece(run, out var p) && asks(t, p);
                    return true;
                });
            });

    private static Expr Left(CallSite site)
    {
        var count = site.ConstantInteger(1);
        return Texts.Piece(site, t => t[..Texts.IndexOf(t, count)]);
    }

    private static Expr Right(CallSite site)
    {
        var count = site.ConstantInteger(1);
        return Texts.Piece(site, t => t[Texts.IndexOf(t, Math.Max(0, Texts.Count(t) - count))..]);
    }

    private static Expr Substring(CallSite site)
    {
        var (from, count) = (site.ConstantInteger(1), site.Has(2) ? site.ConstantInteger(2) : int.MaxValue);
        if (from == 0) throw site.Wrong("substring: 'from' counts from 1", 1);
        return Texts.Piece(site, t =>
        {
            var rest = t[Texts.IndexOf(t, from - 1)..];
            return rest[..Texts.IndexOf(rest, count)];
        });
    }

    private static Expr Part(CallSite site)
    {
        var (separator, number) = (Separator(site), site.ConstantInteger(2));
        if (number == 0) throw site.Wrong("part: 'number' counts from 1", 2);
        return Texts.Piece(site, t =>
        {
            for (var left = number; left > 1; left--)
            {
                var at = t.IndexOf(separator, StringComparison.Ordinal);
                if (at < 0) return default;
                t = t[(at + separator.Length)..];
            }
            var end = t.IndexOf(separator, StringComparison.Ordinal);
            return end < 0 ? t : t[..end];
        });
    }

    private static ItemsExpr Split(CallSite site)
    {
        var (text, separator) = (site.Text(0), Separator(site));
        var path = site.At.Leaves.Count > 0 ? site.At.Leaves[0].Path : "";
        return new ItemsExpr(new TextItemSchema(), site.At, (Run run, out IReadOnlyList<SourceItem> v) =>
        {
            v = [];
            if (!text(run, out var value)) return false;
            var pieces = value.ToString().Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            v = [.. pieces.Select((p, i) => new TextItem(p, i + 1))];
            return v.Count > 0;
        }, path);
    }

    private static string Separator(CallSite site) =>
        site.Constant(1) is { Length: > 0 } separator ? separator : throw site.Wrong("'separator' must not be empty", 1);

    private static Expr<bool> Matches(CallSite site)
    {
        var (text, pattern) = (site.Text(0), Pattern(site, $@"\A(?:{site.Constant(1)})\z"));
        return site.ReturnBoolean((Run run, out bool v) =>
        {
            v = text(run, out var value) && pattern.IsMatch(value);
            return true;
        });
    }

    private static Expr<Chars> Extract(CallSite site)
    {
        var (text, pattern) = (site.Text(0), Pattern(site, site.Constant(1)));
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            var match = pattern.Match(value.ToString());
            if (match.Success) v = match.Groups[match.Groups.Count > 1 ? 1 : 0].Value;
            return v.Length > 0;
        });
    }

    /// <summary>Linear-time expressions only: no text, however made, may hold up a flow.</summary>
    private static Regex Pattern(CallSite site, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw site.Wrong($"the regular expression cannot be used: {e.Message}", 1);
        }
    }
}
