using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Compile;
using Integration.Mappings.Language;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;

namespace Integration.Mappings;

/// <summary>A condition of the mapping language on one canonical message, compiled: <c>amountDue > money(…)</c>, <c>state in ["settled"]</c>. Safe for all threads.</summary>
public sealed class CanonicalCondition
{
    private static readonly Limits Limits = new();
    private readonly Expr<bool> _condition;
    private readonly (int Root, int Slots, int Cells) _plan;

    private CanonicalCondition(Expr<bool> condition, (int, int, int) plan) => (_condition, _plan) = (condition, plan);

    /// <exception cref="MappingException">It is no condition, or names a field that the message does not have.</exception>
    public static CanonicalCondition Compile(string text, MessageShape shape)
    {
        var unit = new Unit(new CodeTables());
        var slot = unit.NewSlot();
        var scope = new Scope(null, slot) { Root = new Binding.Item(slot, new ShapeSchema(shape.Body), "") };
        try
        {
            var expr = new ExprCompiler(unit, scope, text, 1).Compile(Parser.Parse(text));
            return new CanonicalCondition(ExprCompiler.Condition(expr, 0), (slot, unit.Slots, unit.Cells));
        }
        catch (ExpressionError e)
        {
            throw new MappingException(e.Code, e.Message, inner: e);
        }
    }

    /// <summary>A condition without a value (a field that is missing) does not hold.</summary>
    /// <exception cref="MappingException">The message is not what its type says.</exception>
    public bool Holds(ReadOnlyMemory<byte> canonicalJson)
    {
        var run = new Run(_plan.Slots, _plan.Cells);
        try
        {
            run.Set(_plan.Root, JsonTree.Parse(canonicalJson, Limits));
            return _condition.Eval(run, out var holds) && holds;
        }
        catch (ValueFault fault)
        {
            throw new MappingException(fault.Code, fault.Message, sourceAt: fault.Place, inner: fault);
        }
    }
}
