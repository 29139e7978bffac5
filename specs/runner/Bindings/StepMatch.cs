using Integration.Specs.Runner.Features;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Bindings;

/// <summary>A step with the one definition that fits it.</summary>
internal sealed record StepMatch(Step Step, StepBinding Binding, string?[] Arguments)
{
    /// <summary>Finds the definition; null and why if there is not exactly one.</summary>
    public static (StepMatch? Match, string? Problem) Find(BindingRegistry bindings, Step step, FeatureInfo feature, ScenarioInfo scenario)
    {
        var matches = bindings.Steps
            .Where(b => b.Answers(step.Kind) && b.Scopes.Hold(feature, scenario))
            .Select(b => (Binding: b, Arguments: b.Pattern.Match(step.Text)))
            .Where(m => m.Arguments is not null)
            .DistinctBy(m => m.Binding.Method)
            .Select(m => new StepMatch(step, m.Binding, m.Arguments!))
            .ToList();
        return matches switch
        {
            [] => (null, Undefined(bindings, step)),
            [var one] => one.Fits ? (one, null) : (null, one.Misfit()),
            // With a table, the definition that takes one is meant, and the other way round.
            _ when matches.Where(m => m.Fits).ToList() is [var one] => (one, null),
            _ => (null, Ambiguous(matches)),
        };
    }

    private bool Fits => Binding.Parameters.Length == Arguments.Length + (Step.Argument is null ? 0 : 1);

    private string Misfit() => Step.Argument is null
        ? $"{Binding} needs a table or doc string under the step, and there is none"
        : $"{Binding} takes no table or doc string, but one stands under the step";

    private static string Ambiguous(List<StepMatch> matches) =>
        "more than one definition fits; make them differ or give them a [Scope]:\n" +
        string.Join("\n", matches.Select(m => $"      {m.Binding}  \"{m.Binding.Expression}\""));

    private static string Undefined(BindingRegistry bindings, Step step)
    {
        var elsewhere = bindings.Steps.FirstOrDefault(b => b.Pattern.Match(step.Text) is not null);
        var hint = elsewhere is null ? "" : $" ({elsewhere} fits the text, but not this keyword or scope)";
        return $"no definition fits{hint}; write one:\n\n{Snippet.For(step)}";
    }
}
