using System.Text.RegularExpressions;

namespace Integration.CoreApp.Orders;

/// <summary>Everything that is wrong with a template, at once: shown live while it is drawn, and refused when it is saved.</summary>
public static partial class TemplateCheck
{
    private const int MostSteps = 200;

    public static IReadOnlyList<TemplateProblem> Problems(OrderTemplate template)
    {
        var problems = new List<TemplateProblem>();
        if (!Key().IsMatch(template.Template))
            problems.Add(new("template.name", [], $"the template's name \"{template.Template}\" has letters that are not allowed; expected small letters, digits and hyphens"));
        if (template.Version < 1)
            problems.Add(new("template.version", [], $"version {template.Version}; expected 1 or more"));
        if (template.Serves.Actions.Count == 0 || template.Serves.Offerings.Count == 0)
            problems.Add(new("template.serves", [], "it serves no orders; expected at least one action and one offering"));
        if (template.Steps.Count is 0 or > MostSteps)
            problems.Add(new("template.steps", [], $"{template.Steps.Count} steps; expected 1 to {MostSteps}"));
        var doubled = template.Steps.GroupBy(s => s.Step).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        problems.AddRange(doubled.Select(k => new TemplateProblem("template.step-twice", [k], $"two steps are called \"{k}\"; expected a name for each")));
        problems.AddRange(template.Steps.SelectMany(Alone));
        if (doubled.Count > 0)
            return problems;
        var steps = template.Steps.ToDictionary(s => s.Step);
        problems.AddRange(from s in template.Steps from a in s.After where !steps.ContainsKey(a)
                          select new TemplateProblem("template.unknown-step", [s.Step], $"step \"{s.Step}\" waits for \"{a}\", which is not there"));
        if (Cycle(template.Steps, steps) is { } cycle)
        {
            problems.Add(new("template.cycle", cycle, $"the steps wait for each other in a circle: {string.Join(" → ", cycle)}; none of them could ever begin"));
            return problems;
        }

        problems.AddRange(Order(template.Steps, steps));
        return problems;
    }

    private static IEnumerable<TemplateProblem> Alone(TemplateStep step)
    {
        TemplateProblem Wrong(string code, string message) => new(code, [step.Step], $"step \"{step.Step}\": {message}");
        if (!Key().IsMatch(step.Step))
            yield return Wrong("template.step-name", "its name has letters that are not allowed; expected small letters, digits and hyphens");
        if (string.IsNullOrWhiteSpace(step.Title.Zh) || string.IsNullOrWhiteSpace(step.Title.En))
            yield return Wrong("template.title", "it has no title in one of the languages; expected Chinese and English");
        if (step.SlaHours is not (> 0 and <= 10_000))
            yield return Wrong("template.sla", $"{step.SlaHours} working hours; expected more than 0 and at most 10,000");
        if (step.WarnAt is < 1 or > 100)
            yield return Wrong("template.warn-at", $"the early warning comes at {step.WarnAt} %; expected 1 to 100");
        if (step.After.Contains(step.Step))
            yield return Wrong("template.cycle", "it waits for itself");
        if (step.After.Distinct().Count() != step.After.Count)
            yield return Wrong("template.link-twice", "it waits for the same step twice");
        var action = StepAction.Of(step.Do);
        if (step.Undo && !action.CanUndo)
            yield return Wrong("template.undo", $"{step.Do} cannot be undone: no system takes it back");
        if (!step.PerItem && step.Do is not (TemplateStepDo.Person or TemplateStepDo.UpdateArchive))
            yield return Wrong("template.per-item", $"{step.Do} is about one item; expected perItem");
        if (!step.PerItem && step.When.Count > 0)
            yield return Wrong("template.when", "a condition is about an item, and this step is for the whole order; expected perItem");
    }

    // Depth first; the way back to a step that is still open is the circle.
    private static List<string>? Cycle(IReadOnlyList<TemplateStep> all, Dictionary<string, TemplateStep> steps)
    {
        var done = new HashSet<string>();
        foreach (var first in all.Select(s => s.Step))
        {
            var (path, next) = (new List<string> { first }, new Stack<IEnumerator<string>>());
            if (!done.Add(first))
                continue;
            next.Push(Known(first));
            while (next.Count > 0)
            {
                if (!next.Peek().MoveNext())
                {
                    next.Pop().Dispose();
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                var step = next.Peek().Current;
                if (path.IndexOf(step) is >= 0 and var open)
                    return [.. path.Skip(open).Append(step).Reverse()];
                if (!done.Add(step))
                    continue;
                path.Add(step);
                next.Push(Known(step));
            }
        }

        return null;

        IEnumerator<string> Known(string step) => steps[step].After.Where(a => a != step && steps.ContainsKey(a)).GetEnumerator();
    }

    private static IEnumerable<TemplateProblem> Order(IReadOnlyList<TemplateStep> all, Dictionary<string, TemplateStep> steps)
    {
        var before = all.ToDictionary(s => s.Step, _ => new HashSet<string>());
        foreach (var step in Sorted(all, steps))
        {
            foreach (var a in steps[step].After.Where(steps.ContainsKey))
            {
                before[step].Add(a);
                before[step].UnionWith(before[a]);
            }
        }

        foreach (var step in all)
        {
            var earlier = before[step.Step].Select(k => steps[k]).ToList();
            if (StepAction.Of(step.Do).Needs is { } needed && !earlier.Any(e => e.Do == needed))
                yield return new("template.needs", [step.Step], $"step \"{step.Step}\" ({step.Do}) uses the result of {needed}; expected such a step on every way to it");
            if (step.Undo && earlier.FirstOrDefault(e => e.PointOfNoReturn) is { } noReturn)
                yield return new("template.undo-after-no-return", [noReturn.Step, step.Step], $"step \"{step.Step}\" is to be undone, but comes after \"{noReturn.Step}\", from where no order goes back");
            // A step without an undo before one with it is fine: it leaves nothing. A system's step that could be undone and is not leaves something behind.
            if (!step.Undo && !step.PointOfNoReturn && StepAction.Of(step.Do).CanUndo && !earlier.Any(e => e.PointOfNoReturn))
                yield return new("template.no-undo", [step.Step], $"step \"{step.Step}\" ({step.Do}) would be left behind when the order is cancelled; expected undo, or a point of no return at or before it");
        }
    }

    /// <summary>Steps so that each stands behind all that it waits for. Only for a template without circles.</summary>
    internal static IEnumerable<string> Sorted(IReadOnlyList<TemplateStep> all, Dictionary<string, TemplateStep> steps)
    {
        var open = all.ToDictionary(s => s.Step, s => s.After.Count(steps.ContainsKey));
        var followers = all.SelectMany(s => s.After.Select(a => (a, s.Step))).ToLookup(l => l.a, l => l.Step);
        var ready = new Queue<string>(all.Where(s => open[s.Step] == 0).Select(s => s.Step));
        while (ready.TryDequeue(out var step))
        {
            yield return step;
            foreach (var follower in followers[step])
            {
                if (--open[follower] == 0)
                    ready.Enqueue(follower);
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Key();
}
