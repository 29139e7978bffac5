using System.Text;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings;
using Integration.Mappings.Compile;
using Integration.Mappings.Language;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;
using Integration.Mappings.Targets;

namespace Integration.Specs.Mappings.Support;

/// <summary>Evaluates one expression; the value comes as the canonical model writes it, texts without quotes, null as "null".</summary>
internal static class Expressions
{
    private static readonly Dictionary<string, string> Values = new() { ["fileName"] = "BILL_202611.txt" };

    public static string Value(string expression, string json = "{}")
    {
        var unit = new Unit(Tables());
        var slot = unit.NewSlot();
        var scope = new Scope(null, slot) { Root = new Binding.Item(slot, TreeSchema.Any, "") };
        var expr = new ExprCompiler(unit, scope, expression, 1).Compile(Parser.Parse(expression));
        var numbers = 0;
        var run = new Run(unit.Slots, unit.Cells)
        {
            Context = new MappingContext(MappingFolder.Now, Values, _ => ++numbers, (_, _, id) => id == "K1" ? "C0001" : null, (_, _, id) => id == "C0001" ? "K1" : null),
        };
        run.Set(slot, Integration.Mappings.Sources.JsonTree.Parse(Encoding.UTF8.GetBytes(json), new()));
        return Written(expr, run);
    }

    /// <summary>Code and message of the fault, at load or at run.</summary>
    public static string Error(string expression, string json = "{}")
    {
        try
        {
            return "no error: " + Value(expression, json);
        }
        catch (ExpressionError e)
        {
            return e.Message;
        }
        catch (ValueFault e)
        {
            return e.Message;
        }
    }

    private static string Written(Expr expr, Run run)
    {
        var shape = expr.Type.Name switch
        {
            "integer" => new ValueShape.Integer(),
            "number" => new ValueShape.Number(),
            "boolean" => new ValueShape.Boolean(),
            "money" => new ValueShape.MoneyValue(),
            "date" => new ValueShape.Date(),
            "instant" => (ValueShape)new ValueShape.Instant(),
            _ => new ValueShape.Text(),
        };
        var json = new JsonOut();
        json.Begin();
        if (!CanonicalLeaves.Write(shape, expr, "value")(run, json, null)) return "null";
        var text = Encoding.UTF8.GetString(json.End().Span);
        return text[0] == '"' ? System.Text.Json.JsonSerializer.Deserialize<string>(text)! : text;
    }

    private static CodeTables Tables()
    {
        var tables = new CodeTables();
        tables.Add(new CodeTable("example/state", new Dictionary<string, string> { ["1"] = "open", ["2"] = "paid", ["3"] = "overdue" }, new Dictionary<string, string>()));
        return tables;
    }
}
