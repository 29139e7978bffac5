using Integration.Mappings.Compile;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;

namespace Integration.Mappings.Functions;

/// <summary>Code tables and cross-references.</summary>
internal static class CodeFunctions
{
    private const string Group = "Codes and cross-references";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("code", Group, "What the other system's code means, by a code table. An unknown code is an error, unless a default is given.", "text")
            .Takes("code", "text", "their code").Takes("table", "constant text", "the table, e.g. \"billing/bill-state\"").May("default", "text", "for a code that the table does not have")
            .Example("code(\"1\", \"example/state\")", "open").Example("code(\"9\", \"example/state\", \"unknown\")", "unknown")
            .Fails("code(\"9\", \"example/state\")", "unknown code \"9\" in table example/state: expected one of 1, 2, 3")
            .Does(site => Look(site, true)),
        new FunctionSpec("code_out", Group, "The other system's code for our value, by the same table. A value without a code is an error, unless a default is given.", "text")
            .Takes("value", "text", "our value").Takes("table", "constant text", "the table").May("default", "text", "for a value that the table does not have")
            .Example("code_out(\"paid\", \"example/state\")", "2")
            .Fails("code_out(\"lost\", \"example/state\")", "has no code for lost")
            .Does(site => Look(site, false)),
        new FunctionSpec("xref", Group, "Our id for another system's id, by the cross-reference; null if it is not known there.", "text")
            .Takes("system", "constant text", "e.g. \"billing\"").Takes("kind", "constant text", "e.g. \"customer\"").Takes("id", "text", "their id")
            .Example("xref(\"billing\", \"customer\", \"K1\")", "C0001").Example("xref(\"billing\", \"customer\", \"K9\") ?? \"none\"", "none")
            .Does(site => CrossReference(site, true)),
        new FunctionSpec("xref_out", Group, "Another system's id for our id, by the cross-reference; null if that system has named none.", "text")
            .Takes("system", "constant text", "e.g. \"billing\"").Takes("kind", "constant text", "e.g. \"customer\"").Takes("id", "text", "our id")
            .Example("xref_out(\"billing\", \"customer\", \"C0001\")", "K1").Example("xref_out(\"billing\", \"customer\", \"C9\") ?? \"C9\"", "C9")
            .Does(site => CrossReference(site, false)),
    ];

    private static Expr<Chars> Look(CallSite site, bool inward)
    {
        var (key, table, at) = (site.Text(0), site.Table(1), site.At);
        if (!inward) CheckOutward(site, table);
        var otherwise = site.Has(2) ? site.Text(2) : null;
        var known = inward ? table.Values : table.Codes;
        var possible = !site.Has(2) ? known : site[2].Possible is { } more ? [.. known.Union(more)] : null;
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!key(run, out var value)) return false;
            if (inward ? table.TryIn(value, out var found) : table.TryOut(value, out found)) v = found;
            else if (otherwise is null) throw Unknown(at, table, value, inward);
            else return otherwise(run, out v);
            return v.Length > 0;
        }, possible);
    }

    private static void CheckOutward(CallSite site, CodeTable table)
    {
        if (table.Ambiguous.Count > 0)
            throw site.Wrong($"table {table.Name} has several codes for '{table.Ambiguous[0]}': say under 'reverse:' which one is sent", 1);
        var missing = site[0].Possible?.Where(p => !table.TryOut(p, out _)).ToList();
        if (missing is { Count: > 0 } && !site.Has(2))
            throw site.Wrong($"table {table.Name} has no code for {string.Join(", ", missing)}: add it, or give a default", 1);
    }

    private static ValueFault Unknown(Origin at, CodeTable table, Chars value, bool inward) => inward
        ? at.Fault("mapping.unknown-code", $"unknown code {ValueFault.Quote(value)} in table {table.Name}: expected one of {Listed(table.Codes)}; if the code is right, add it to the table")
        : at.Fault("mapping.unknown-code", $"no code for {ValueFault.Quote(value)} in table {table.Name}: expected one of {Listed(table.Values)}; if the value is right, add it to the table");

    private static string Listed(IReadOnlyList<string> values) =>
        string.Join(", ", values.Take(20)) + (values.Count > 20 ? ", …" : "");

    private static Expr<Chars> CrossReference(CallSite site, bool inward)
    {
        var (system, kind, id, at) = (site.Constant(0), site.Constant(1), site.Text(2), site.At);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!id(run, out var value)) return false;
            var find = (inward ? run.Context.CrossReference : run.Context.ForeignNumber)
                ?? throw at.Fault("mapping.no-cross-reference", "there is no cross-reference here: this mapping can only run where one is connected");
            v = find(system, kind, value.ToString());
            return v.Length > 0;
        });
    }
}
