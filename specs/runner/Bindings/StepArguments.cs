using TechTalk.SpecFlow;
using BoDi;

namespace Integration.Specs.Runner.Bindings;

/// <summary>Turns what a step captured into what its method takes.</summary>
internal sealed class StepArguments(BindingRegistry bindings, IObjectContainer container)
{
    public async Task<object?[]> ConvertAsync(StepMatch match)
    {
        object?[] given = match.Step.Argument is { } argument ? [.. match.Arguments, argument] : [.. match.Arguments];
        var arguments = new object?[given.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var parameter = match.Binding.Parameters[i];
            try
            {
                arguments[i] = await ConvertAsync(given[i], parameter.ParameterType);
            }
            catch (FormatException e)
            {
                throw new FormatException($"Argument '{parameter.Name}' of {match.Binding}: {e.Message}", e);
            }
        }
        return arguments;
    }

    private async Task<object?> ConvertAsync(object? value, Type type)
    {
        if (value is null)
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
                ? null
                : throw new FormatException($"it is not in the text, and {type.Name} can't be null");
        foreach (var transformation in bindings.Transformations.Where(t => t.Result == type).OrderBy(t => t.Order))
            if (Inputs(transformation, value) is { } inputs)
                return await TransformAsync(transformation, inputs);
        if (type.IsInstanceOfType(value))
            return value;
        return value is string text
            ? ValueConversion.Convert(text, type)
            : throw new FormatException($"a table can't become a {ValueConversion.NameOf(type)}; take a Table, or write a [StepArgumentTransformation]");
    }

    private static object?[]? Inputs(TransformationBinding transformation, object value)
    {
        if (value is Table)
            return transformation.Parameters is [{ ParameterType: var parameter }] && parameter == typeof(Table) ? [value] : null;
        if (transformation.Parameters is [{ ParameterType: var only }] && only == typeof(Table))
            return null;
        if (transformation.Pattern is null)
            return transformation.Parameters.Length == 1 ? [value] : null;
        return transformation.Pattern.Match((string)value) is { } groups && groups.Length == transformation.Parameters.Length ? [.. groups]
            // A pattern without groups hands on the whole text.
            : transformation.Pattern.Arguments == 0 && transformation.Parameters.Length == 1 && transformation.Pattern.Match((string)value) is not null ? [value] : null;
    }

    private async Task<object?> TransformAsync(TransformationBinding transformation, object?[] inputs)
    {
        var arguments = new object?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            // A transformation from its own type would ask for itself for ever.
            arguments[i] = transformation.Parameters[i].ParameterType == transformation.Result
                ? inputs[i]
                : await ConvertAsync(inputs[i], transformation.Parameters[i].ParameterType);
        return await transformation.InvokeAsync(transformation.Method.IsStatic ? null : container.Resolve(transformation.Type), arguments);
    }
}
