using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>Texts as a whole.</summary>
internal static class TextFunctions
{
    public const string Group = "Texts";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        Make("trim", "The text without blanks (also full-width ones) at its ends.")
            .Takes("text", "text", "the text")
            .Example("trim(\"  a b \")", "a b")
            .Does(site => Texts.Piece(site, t => t.Trim())),
        Make("upper", "Letters in upper case.")
            .Takes("text", "text", "the text")
            .Example("upper(\"abc中\")", "ABC中")
            .Does(site => Texts.Changed(site, (t, to) => t.ToUpperInvariant(to))),
        Make("lower", "Letters in lower case.")
            .Takes("text", "text", "the text")
            .Example("lower(\"ABC\")", "abc")
            .Does(site => Texts.Changed(site, (t, to) => t.ToLowerInvariant(to))),
        Make("replace", "The text with every occurrence of one piece replaced by another.")
            .Takes("text", "text", "the text").Takes("old", "constant text", "what to look for").Takes("new", "constant text", "what to put there")
            .Example("replace(\"1,234.50\", \",\", \"\")", "1234.50")
            .Does(Replace),
        Make("pad_left", "The text filled up at its left to a length; a longer text stays as it is.")
            .Takes("text", "text", "the text").Takes("length", "constant integer", "characters").May("with", "constant text", "one character, blank if not given")
            .Example("pad_left(\"42\", 5, \"0\")", "00042")
            .Does(site => Pad(site, true)),
        Make("pad_right", "The text filled up at its right to a length; a longer text stays as it is.")
            .Takes("text", "text", "the text").Takes("length", "constant integer", "characters").May("with", "constant text", "one character, blank if not given")
            .Example("pad_right(\"42\", 5, \"*\")", "42***")
            .Does(site => Pad(site, false)),
        Make("half_width", "Full-width letters, digits, punctuation and blanks as their half-width forms.")
            .Takes("text", "text", "the text")
            .Example("half_width(\"ＡＢ１２（中）\")", "AB12(中)")
            .Does(site => Texts.Changed(site, Widths.Halve)),
        Make("collapse", "Every run of blanks as one blank, none at the ends.")
            .Takes("text", "text", "the text")
            .Example("collapse(\" a   b \")", "a b")
            .Does(site => Texts.Changed(site, Widths.Collapse)),
        Make("digits", "Only the digits of the text.")
            .Takes("text", "text", "the text")
            .Example("digits(\"0571-8765 4321\")", "057187654321")
            .Does(site => Texts.Changed(site, Widths.Digits)),
        Make("text", "The value as text: numbers plain, money in units (123.45), dates 2026-11-22, instants ISO 8601.")
            .Takes("value", "any", "the value")
            .Example("text(42)", "42").Example("text(fen(\"1.5\"))", "1.50")
            .Does(site => site.ReturnText(site.AnyAsText(0))),
        new FunctionSpec("length", Group, "How many characters the text has; 0 for none.", "integer")
            .Takes("text", "text", "the text")
            .Example("length(\"中国a\")", "3")
            .Does(Length),
    ];

    private static FunctionSpec Make(string name, string summary) => new(name, Group, summary, "text");

    private static Expr<long> Length(CallSite site)
    {
        var text = site.Text(0);
        return site.ReturnInteger((Run run, out long v) =>
        {
            v = text(run, out var value) ? Texts.Count(value) : 0;
            return true;
        });
    }

    private static Expr<Chars> Replace(CallSite site)
    {
        var (text, old, with) = (site.Text(0), site.Constant(1), site.Constant(2));
        if (old.Length == 0) throw site.Wrong("replace: 'old' must not be empty", 1);
        return site.ReturnText((Run run, out Chars v) =>
        {
            if (!text(run, out v)) return false;
            var at = v.IndexOf(old, StringComparison.Ordinal);
            if (at < 0) return true;
            var start = run.Stack.Length;
            for (; at >= 0; at = v.IndexOf(old, StringComparison.Ordinal))
            {
                run.Stack.Append(v[..at]);
                run.Stack.Append(with);
                v = v[(at + old.Length)..];
            }
            run.Stack.Append(v);
            v = run.Stack.Pop(start, run.Text);
            return v.Length > 0;
        });
    }

    private static Expr<Chars> Pad(CallSite site, bool left)
    {
        var (text, length, with) = (site.Text(0), site.ConstantInteger(1), site.Constant(2, " "));
        if (with.Length != 1) throw site.Wrong("'with' must be one character", 2);
        return site.ReturnText((Run run, out Chars v) =>
        {
            if (!text(run, out v)) return false;
            var missing = length - Texts.Count(v);
            if (missing <= 0) return true;
            var padded = run.Text.Take(v.Length + missing);
            padded.Fill(with[0]);
            v.CopyTo(left ? padded[missing..] : padded);
            v = padded;
            return true;
        });
    }
}
