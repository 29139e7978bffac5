using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>Which steps a change of the items concerns: those that use what has changed, and those that use their results.</summary>
public static class Amendment
{
    public static IReadOnlySet<string> Touched(OrderRun order, IReadOnlyList<ProductOrderItem> items, IReadOnlyList<PlannedStep> plan)
    {
        var before = order.Items.ToDictionary(i => i.ItemNo);
        var changed = items.Where(i => before.ContainsKey(i.ItemNo)).ToDictionary(i => i.ItemNo, i => ItemFacts.Changed(before[i.ItemNo], i));
        var touched = new HashSet<string>();
        foreach (var step in plan.Where(p => order.Steps.ContainsKey(p.Key)))
        {
            var action = StepAction.Of(step.Step.Do);
            var uses = step.ItemNo is { } item ? changed.GetValueOrDefault(item) & action.Uses : ItemAspects.None;
            var builds = action.Needs is { } needed && plan.Any(p => p.ItemNo == step.ItemNo && p.Step.Do == needed && touched.Contains(p.Key));
            if (uses != ItemAspects.None || builds)
                touched.Add(step.Key);
        }

        return touched;
    }
}
