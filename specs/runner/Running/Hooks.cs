using BoDi;
using Integration.Specs.Runner.Bindings;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Running;

/// <summary>Runs hooks with what they ask for from the container.</summary>
internal static class Hooks
{
    /// <summary>One after the other; the first that throws ends it.</summary>
    public static async Task RunAsync(BindingRegistry bindings, HookType type, IObjectContainer container, FeatureInfo? feature, ScenarioInfo? scenario)
    {
        foreach (var hook in bindings.Hooks(type, feature, scenario))
            await RunAsync(hook, container);
    }

    /// <summary>All of them, whatever some throw: what a hook cleans up is cleaned up. Returns what was thrown.</summary>
    public static async Task<IReadOnlyList<Exception>> RunAllAsync(BindingRegistry bindings, HookType type, IObjectContainer container, FeatureInfo? feature, ScenarioInfo? scenario)
    {
        var errors = new List<Exception>();
        foreach (var hook in bindings.Hooks(type, feature, scenario))
        {
            try
            {
                await RunAsync(hook, container);
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }
        return errors;
    }

    private static async Task RunAsync(HookBinding hook, IObjectContainer container)
    {
        try
        {
            var arguments = hook.Parameters.Select(p => container.Resolve(p.ParameterType)).ToArray();
            await hook.InvokeAsync(hook.Method.IsStatic ? null : container.Resolve(hook.Type), arguments);
        }
        catch (Exception e)
        {
            throw new ScenarioFailedException($"[{hook.HookType}] {hook}: {e.Message}", null, e);
        }
    }
}
