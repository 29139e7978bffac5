using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Bindings;

/// <summary>All bindings of some assemblies.</summary>
internal sealed class BindingRegistry
{
    private const BindingFlags AllMethods = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
    private static readonly ConcurrentDictionary<string, BindingRegistry> Cache = new();
    private readonly List<StepBinding> _steps = [];
    private readonly List<HookBinding> _hooks = [];
    private readonly List<TransformationBinding> _transformations = [];
    private readonly List<string> _errors = [];

    private BindingRegistry(IEnumerable<Type> types)
    {
        var all = types.Where(t => t.IsClass).ToList();
        var bindings = all.Where(t => t.IsDefined(typeof(BindingAttribute), false) && (!t.IsAbstract || t.IsSealed)).ToList();
        _errors.AddRange(all.Except(bindings).Where(t => !t.IsAbstract && !t.IsDefined(typeof(BindingAttribute)) && HasBindingMethods(t))
            .Select(t => $"{t.FullName} has steps or hooks but no [Binding]: none of them would run"));
        var methods = bindings.SelectMany(t => t.GetMethods(AllMethods).Select(m => (Type: t, Method: m))).ToList();
        foreach (var (type, method) in methods)
            AddTransformation(type, method);
        foreach (var (type, method) in methods)
            AddStepsAndHooks(type, method);
    }

    public IReadOnlyList<StepBinding> Steps => _steps;

    public IReadOnlyList<TransformationBinding> Transformations => _transformations;

    /// <summary>All binding classes of the assemblies but those that are private to another class.</summary>
    public static BindingRegistry For(IReadOnlyList<Assembly> assemblies) => Cache.GetOrAdd(
        string.Join('|', assemblies.Select(a => a.FullName)),
        _ => For([.. assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.IsNestedPrivate)]));

    public static BindingRegistry For(IReadOnlyList<Type> types) => new(types);

    /// <exception cref="BindingException">Bindings that can't work, all of them.</exception>
    public void Check()
    {
        if (_errors.Count > 0)
            throw new BindingException("These bindings can't work:\n" + string.Join("\n", _errors.Select(e => "  " + e)));
    }

    /// <summary>Hooks in the order in which they run.</summary>
    public IEnumerable<HookBinding> Hooks(HookType type, FeatureInfo? feature, ScenarioInfo? scenario) =>
        _hooks.Where(h => h.HookType == type && h.Applies(feature, scenario)).OrderBy(h => h.Order);

    private static bool HasBindingMethods(Type type) => type.GetMethods(AllMethods).Any(m =>
        m.IsDefined(typeof(StepDefinitionBaseAttribute)) || m.IsDefined(typeof(HookAttribute)) || m.IsDefined(typeof(StepArgumentTransformationAttribute)));

    private void AddTransformation(Type type, MethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes<StepArgumentTransformationAttribute>())
            Guard(type, method, () => _transformations.Add(new TransformationBinding(
                type, method, attribute, attribute.Regex is null ? null : StepPattern.Parse(attribute.Regex, new Dictionary<string, string>()))));
    }

    private void AddStepsAndHooks(Type type, MethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes<StepDefinitionBaseAttribute>())
            Guard(type, method, () => AddStep(type, method, attribute));
        foreach (var attribute in method.GetCustomAttributes<HookAttribute>())
            Guard(type, method, () => AddHook(type, method, attribute));
    }

    private void AddStep(Type type, MethodInfo method, StepDefinitionBaseAttribute attribute)
    {
        var pattern = StepPattern.Parse(attribute.Expression, ParameterTypes(method));
        // One more parameter than groups takes the table or doc string.
        if (method.GetParameters().Length is var parameters && parameters != pattern.Arguments && parameters != pattern.Arguments + 1)
            throw new ArgumentException($"'{attribute.Expression}' has {pattern.Arguments} arguments, the method {parameters} parameters");
        _steps.Add(new StepBinding(type, method, attribute, pattern));
    }

    private void AddHook(Type type, MethodInfo method, HookAttribute attribute)
    {
        if (!method.IsStatic && attribute.Type is HookType.BeforeTestRun or HookType.AfterTestRun or HookType.BeforeFeature or HookType.AfterFeature)
            throw new ArgumentException($"a hook {attribute.Type} must be static: no scenario, so no instance, is there when it runs");
        _hooks.Add(new HookBinding(type, method, attribute));
    }

    private Dictionary<string, string> ParameterTypes(MethodInfo method)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var transformation in _transformations)
        {
            var attribute = transformation.Method.GetCustomAttributes<StepArgumentTransformationAttribute>().First();
            types[attribute.Name ?? transformation.Result.Name] = ".*?";
        }
        foreach (var type in method.GetParameters().Select(p => Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType))
            types.TryAdd(type.Name, ".*?");
        return types;
    }

    private void Guard(Type type, MethodInfo method, Action add)
    {
        try
        {
            if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
                throw new ArgumentException("it is 'async void': nobody would wait for it or see its error; let it return Task");
            add();
        }
        catch (ArgumentException e)
        {
            _errors.Add($"{type.Name}.{method.Name}: {e.Message}");
        }
    }
}

/// <summary>A step, hook or transformation is written in a way that can't work.</summary>
public sealed class BindingException(string message) : Exception(message);
