using System.Reflection;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Bindings;

/// <summary>A method of a binding class.</summary>
internal abstract class MethodBinding(Type type, MethodInfo method)
{
    public Type Type { get; } = type;

    public MethodInfo Method { get; } = method;

    /// <summary>Where it holds.</summary>
    public Scopes Scopes { get; } = new(method, type);

    public ParameterInfo[] Parameters { get; } = method.GetParameters();

    public override string ToString() => $"{Type.Name}.{Method.Name}({string.Join(", ", Parameters.Select(p => ValueConversion.NameOf(p.ParameterType)))})";

    /// <summary>Calls it and waits for its task. What the method throws comes out as it is.</summary>
    public async Task<object?> InvokeAsync(object? instance, object?[] arguments)
    {
        var result = Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (result is ValueTask valueTask)
            result = valueTask.AsTask();
        else if (result?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            result = type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(result, null);
        if (result is not Task task)
            return result;
        await task;
        return Method.ReturnType.IsGenericType ? task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task) : null;
    }
}

/// <summary>A step definition: one attribute on one method.</summary>
internal sealed class StepBinding(Type type, MethodInfo method, StepDefinitionBaseAttribute attribute, StepPattern pattern) : MethodBinding(type, method)
{
    public string Expression => attribute.Expression;

    public StepPattern Pattern => pattern;

    public bool Answers(StepKinds kind) => (attribute.Kinds & kind) != 0;
}

/// <summary>A hook: one attribute on one method.</summary>
internal sealed class HookBinding(Type type, MethodInfo method, HookAttribute attribute) : MethodBinding(type, method)
{
    public HookType HookType => attribute.Type;

    public int Order => attribute.Order;

    public bool Applies(FeatureInfo? feature, ScenarioInfo? scenario) => feature is null
        || Scopes.Hold(feature, scenario) && (attribute.Tags.Count == 0 || attribute.Tags.Any(t => Scopes.HasTag(t, feature, scenario)));
}

/// <summary>A transformation of step arguments.</summary>
internal sealed class TransformationBinding(Type type, MethodInfo method, StepArgumentTransformationAttribute attribute, StepPattern? pattern) : MethodBinding(type, method)
{
    public int Order => attribute.Order;

    public StepPattern? Pattern => pattern;

    /// <summary>What it makes.</summary>
    public Type Result { get; } = method.ReturnType is { IsGenericType: true } returned
        && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? returned.GetGenericArguments()[0]
            : method.ReturnType;
}
