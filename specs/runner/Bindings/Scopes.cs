using System.Reflection;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Bindings;

/// <summary>Where a binding holds.</summary>
internal sealed class Scopes
{
    private readonly ScopeAttribute[] _ofMethod;
    private readonly ScopeAttribute[] _ofClass;

    public Scopes(MethodInfo method, Type type)
    {
        _ofMethod = [.. method.GetCustomAttributes<ScopeAttribute>()];
        _ofClass = [.. type.GetCustomAttributes<ScopeAttribute>()];
    }

    /// <param name="feature">The feature.</param>
    /// <param name="scenario">The scenario; null while only the feature is known: then only its tags and title count.</param>
    public bool Hold(FeatureInfo feature, ScenarioInfo? scenario) =>
        Any(_ofMethod, feature, scenario) && Any(_ofClass, feature, scenario);

    public static bool HasTag(string tag, FeatureInfo feature, ScenarioInfo? scenario) =>
        (scenario?.ScenarioAndFeatureTags ?? feature.Tags).Contains(tag.TrimStart('@'));

    private static bool Any(ScopeAttribute[] scopes, FeatureInfo feature, ScenarioInfo? scenario) =>
        scopes.Length == 0 || scopes.Any(s =>
            (s.Tag is null || HasTag(s.Tag, feature, scenario))
            && (s.Feature is null || s.Feature == feature.Title)
            && (s.Scenario is null || s.Scenario == scenario?.Title));
}
