using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>A step of one order: the template's step, for the whole order or for one item.</summary>
/// <param name="Key">Within the order, e.g. <c>reserve/1</c>; one plan gives the same key to the same step for ever.</param>
/// <param name="After">Keys of the steps that must be over before.</param>
/// <param name="Template">Template and version that it came from, e.g. <c>terminate@2</c>.</param>
public sealed record PlannedStep(string Key, TemplateStep Step, OrderItemNumber? ItemNo, IReadOnlyList<string> After, string Template)
{
    /// <summary>Name of the template, whatever its version.</summary>
    public string TemplateName => Template.Split('@')[0];
}

/// <summary>Decomposes an order: each item by its template, joined where a step is for the whole order.</summary>
public static class OrderPlan
{
    /// <param name="templateOf">Template of an item. Items with the same template share its steps for the whole order.</param>
    public static IReadOnlyList<PlannedStep> Of(IReadOnlyList<ProductOrderItem> items, Func<ProductOrderItem, OrderTemplate> templateOf, Func<ProductOrderItem, StepFact, bool> holds)
    {
        var planned = new List<PlannedStep>();
        foreach (var group in items.GroupBy(templateOf))
            planned.AddRange(Of(group.Key, [.. group], holds));
        return planned;
    }

    /// <summary>Each step after those that it waits for; as they stand where either may come first.</summary>
    public static IEnumerable<RunningStep> InOrder(IEnumerable<RunningStep> steps)
    {
        var left = steps.OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        var known = left.Select(s => s.Key).ToHashSet();
        var passed = new HashSet<string>();
        while (left.Count > 0)
        {
            // An amendment leaves steps behind whose predecessors are no longer in the plan.
            var next = left.FirstOrDefault(s => s.Plan.After.All(a => passed.Contains(a) || !known.Contains(a))) ?? left[0];
            left.Remove(next);
            passed.Add(next.Key);
            yield return next;
        }
    }

    private static IEnumerable<PlannedStep> Of(OrderTemplate template, List<ProductOrderItem> items, Func<ProductOrderItem, StepFact, bool> holds)
    {
        var steps = template.Steps.ToDictionary(s => s.Step);
        // What a step stands for when it is waited for: itself, or, where it is left out, what it waited for itself. For each item, and for the order.
        var stands = new Dictionary<(string Step, string? Item), IReadOnlyList<string>>();
        foreach (var step in TemplateCheck.Sorted(template.Steps, steps).Select(k => steps[k]))
        {
            if (!step.PerItem)
            {
                var key = $"{template.Template}/{step.Step}";
                yield return new PlannedStep(key, step, null, [.. step.After.SelectMany(a => items.SelectMany(i => stands[(a, i.ItemNo.Value)])).Distinct()], template.ToString());
                foreach (var item in items)
                    stands[(step.Step, item.ItemNo.Value)] = [key];
                continue;
            }

            foreach (var item in items)
            {
                IReadOnlyList<string> after = [.. step.After.SelectMany(a => stands[(a, item.ItemNo.Value)]).Distinct()];
                if (!step.When.All(f => holds(item, f)))
                {
                    stands[(step.Step, item.ItemNo.Value)] = after;
                    continue;
                }

                var key = $"{step.Step}/{item.ItemNo}";
                stands[(step.Step, item.ItemNo.Value)] = [key];
                yield return new PlannedStep(key, step, item.ItemNo, after, template.ToString());
            }
        }
    }
}
